package org.armature.demo.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.armature.client.AdminClient;
import org.armature.model.TableName;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage.Task;

/**
 * Moves a table of one node from one engine to another, as {@code armature engine migrate} does, and waits for each step.
 * What is waited for is asked by what the node has, not by its tasks: it may be killed and started again meanwhile.
 */
public final class TableMove {
    private static final Duration LIMIT = Duration.ofHours(1);

    private final String node;
    private final Supplier<AdminClient> operator;
    private final TableName table;

    /** @param operator of the node, asked for anew each time */
    public TableMove(String node, Supplier<AdminClient> operator, TableName table) {
        this.node = node;
        this.operator = operator;
        this.table = table;
    }

    /**
     * Begins to move it.
     *
     * @param keep how long the former engine keeps its copy after the switch
     */
    public void begin(String engine, Duration keep) {
        operator.get().migration(Optional.empty(), table, Order.MOVE, engine, keep);
    }

    /** The former engine shall serve again. */
    public void turnBack() {
        operator.get().migration(Optional.empty(), table, Order.ROLL_BACK, "", Duration.ZERO);
    }

    /** The former copy shall be removed. */
    public void finish() {
        operator.get().migration(Optional.empty(), table, Order.FINISH, "", Duration.ZERO);
    }

    /** How it stands; empty if the node has nothing to remember of it. */
    public Optional<Migration> now() {
        return operator.get().migrations(false).migrations().stream()
                .filter(each -> each.table().equals(table))
                .findFirst();
    }

    /**
     * Waits until the engine serves, and the one before still has its copy or has been removed.
     *
     * @throws TimeoutException with what holds it up, if that takes more than an hour
     */
    public void awaitServing(String engine) throws InterruptedException, TimeoutException {
        await("engine " + engine + " to serve", move -> move.serving().equals(engine));
    }

    /**
     * Waits until the engine that does not serve, of a table that has objects, was given all that it had missed.
     *
     * @throws TimeoutException with what holds it up, if that takes more than an hour
     */
    public void awaitCaughtUp() throws InterruptedException, TimeoutException {
        await("both engines to have the same", move -> move.stores() > 0 && move.equalStores() == move.stores());
    }

    /**
     * Waits until nothing is left to be done: one engine has the table alone.
     *
     * @throws TimeoutException with what holds it up, if that takes more than an hour
     */
    public void awaitSettled() throws InterruptedException, TimeoutException {
        await("the other copy to be removed", move -> move.stage().equals("moved"));
    }

    private interface Condition {
        boolean holds(Migration move);
    }

    private void await(String what, Condition condition) throws InterruptedException, TimeoutException {
        Follow.until(
                LIMIT,
                () -> what + " on " + node
                        + now().map(move -> " (" + move.stage() + ") " + move.cause())
                                .orElse(""),
                () -> {
                    Optional<Migration> move = now();
                    return move.isEmpty() || condition.holds(move.get()) ? Optional.of(node) : Optional.empty();
                });
    }

    /**
     * Compares what the serving engine has with what another has, byte by byte.
     *
     * @throws TimeoutException if that takes more than an hour
     */
    public Comparison compare(String against) throws InterruptedException, TimeoutException {
        Task begun = operator.get().migration(Optional.empty(), table, Order.VERIFY, against, Duration.ZERO);
        return Comparison.of(Follow.until(LIMIT, () -> "task " + begun.id(), () -> operator.get().tasks().stream()
                .filter(task -> task.id().equals(begun.id()) && task.state().hasEnded())
                .findFirst()));
    }
}
