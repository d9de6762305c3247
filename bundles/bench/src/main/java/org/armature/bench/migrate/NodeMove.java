package org.armature.bench.migrate;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.armature.bench.steady.Operators;
import org.armature.demo.engine.Comparison;
import org.armature.demo.engine.TableMove;
import org.armature.model.TableName;
import org.armature.protocol.MigrationMessage.Migration;

/** Moves a table of one node, with a kill at each step where one is still due. */
final class NodeMove {
    /** Longer than a run. */
    private static final Duration KEEP = Duration.ofDays(1);

    private static final long POLL_NANOS = 5_000_000;

    private final String node;
    private final TableMove move;
    private final Killer killer;
    private final Stretch stretch;
    private final long began = System.nanoTime();

    NodeMove(String node, Operators operators, TableName table, Killer killer, Stretch stretch) {
        this.node = node;
        this.move = new TableMove(node, () -> operators.of(node), table);
        this.killer = killer;
        this.stretch = stretch;
    }

    /** To the other engine for good: the former copy is compared, then removed. */
    Move forGood(String from, String to) throws IOException, InterruptedException, TimeoutException {
        Duration served = toServe(to);
        killer.at(Step.SWITCHED, node, to);
        move.awaitCaughtUp();
        Comparison comparison = move.compare(from);
        move.finish();
        killer.at(Step.REMOVING_FORMER, node, to);
        move.awaitSettled();
        return new Move(node, stretch, to, served, comparison, since());
    }

    /** To the other engine, and back while the former one still has its copy. */
    Move thereAndBack(String from, String to) throws IOException, InterruptedException, TimeoutException {
        Duration served = toServe(to);
        move.awaitCaughtUp();
        Comparison comparison = move.compare(from);
        move.turnBack();
        killer.at(Step.RETURNING, node, from);
        if (killer.isToKillAt(Step.REMOVING_NEW)) {
            await(now -> !now.serving().equals(to));
            killer.at(Step.REMOVING_NEW, node, from);
        }
        move.awaitServing(from);
        move.awaitSettled();
        return new Move(node, stretch, from, served, comparison, since());
    }

    private Duration toServe(String to) throws IOException, InterruptedException, TimeoutException {
        move.begin(to, KEEP);
        killer.at(Step.BEGUN, node, to);
        if (killer.isToKillAt(Step.COPYING)) {
            await(now -> now.equalStores() > 0 || now.serving().equals(to));
            killer.at(Step.COPYING, node, to);
        }
        move.awaitServing(to);
        return since();
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Looks often, since what is waited for may soon be over. */
    private void await(Predicate<Migration> condition) throws InterruptedException {
        for (Optional<Migration> now = move.now(); now.isPresent() && !condition.test(now.get()); now = move.now()) {
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
