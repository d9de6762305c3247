package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.Table;
import org.armature.model.TableName;
import org.armature.protocol.ConfigMessage.ConfigReload;
import org.armature.protocol.Message;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;

/**
 * One real node with two engines, {@code shelf} and {@code other}, of which the first is configured for the one table,
 * {@code shop/cart}. It can be killed whenever it writes the file of the table's move.
 */
final class MovingNode implements AutoCloseable {
    static final TableName CART = new TableName("shop", "cart");

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final LocalCluster files;
    private String cart;
    private ShelfEngine shelf = new ShelfEngine("shelf");
    private ShelfEngine other = new ShelfEngine("other");
    private RunningNode node;
    private ArmatureClient client;
    private volatile boolean full;
    private volatile Doom doom = new Doom(Integer.MAX_VALUE, false);

    /**
     * When the node is to be killed.
     *
     * @param write of the move's file, from 1; its removal is one too
     * @param after whether what it writes is there then
     */
    record Doom(int write, boolean after) {}

    private final class Files extends MigrationFiles {
        private final Doom mine = doom;
        private final CountDownLatch killed = new CountDownLatch(1);
        private final AtomicInteger writes = new AtomicInteger();

        Files(Path directory) {
            super(directory);
        }

        private interface Change {
            void make() throws IOException;
        }

        private void change(Change change) throws IOException {
            int write = writes.incrementAndGet();
            if (killed.getCount() == 0) {
                throw new IOException("the process was killed");
            }
            if (full) {
                throw new IOException("no space left");
            }
            boolean dies = write == mine.write();
            if (dies && !mine.after()) {
                die();
            }
            change.make();
            if (dies) {
                die();
            }
        }

        private void die() throws IOException {
            shelf.kill();
            other.kill();
            killed.countDown();
            throw new IOException("the process was killed");
        }

        @Override
        void write(MigrationState state) throws IOException {
            change(() -> super.write(state));
        }

        @Override
        void delete(TableName table) throws IOException {
            change(() -> super.delete(table));
        }

        /** A process that was killed asks nothing. */
        @Override
        boolean isThere(MigrationState state) {
            return false;
        }
    }

    private Files moves;

    MovingNode(Path directory, String limits) {
        cart = cart(limits);
        files = LocalCluster.of(directory, 1, cart);
        files.configure(1, "node.id = n1", "transfers { max-rate = 1 GB, share = 90 }");
        start();
    }

    private static String cart(String limits) {
        return "tables.cart { n = 1, r = 1, w = 1, engine = shelf, " + limits + " }";
    }

    /** @return why that is not taken; empty if it is */
    List<String> limit(String limits) {
        cart = cart(limits);
        files.configureInstance(cart);
        try (AdminClient admin = admin()) {
            return admin.config(new ConfigReload(false, Optional.empty()))
                    .nodes()
                    .get(0)
                    .problems();
        }
    }

    void doomed(int write, boolean after) {
        doom = new Doom(write, after);
    }

    /** Takes the table out of its file, or puts it there again; a node that runs takes notice soon. */
    void configureCart(boolean there) {
        files.configureInstance(there ? cart : "tables.posts { n = 1, r = 1, w = 1, engine = shelf, max-value = 1 B }");
    }

    /** Until the next start: no file of a move can be written. */
    void diskFull() {
        full = true;
    }

    void start() {
        full = false;
        EnginePresence engines = new EnginePresence();
        engines.came(shelf);
        engines.came(other);
        node = RunningNode.start(
                files.plan(1),
                engines,
                new FakeBundles(engines),
                FakeReconcilerBundles.none(),
                directory -> {
                    moves = new Files(directory);
                    return moves;
                },
                (where, cause) -> {
                    throw new AssertionError(where, cause);
                });
        client = ArmatureClient.builder()
                .node(files.clients(1))
                .deadline(DEADLINE)
                .build();
    }

    void restart() {
        stop();
        shelf = shelf.successor();
        other = other.successor();
        start();
    }

    private void stop() {
        client.close();
        node.close();
    }

    boolean isKilled() {
        return moves.killed.getCount() == 0;
    }

    void awaitKilled() throws InterruptedException {
        if (!moves.killed.await(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("not killed, after " + moves.writes + " writes of the move's file: " + move());
        }
    }

    /** How often the file of the move was written or removed since the start. */
    int writes() {
        return moves.writes.get();
    }

    ShelfEngine shelf() {
        return shelf;
    }

    ShelfEngine other() {
        return other;
    }

    Table cart() {
        return client.table("shop/cart");
    }

    AdminClient admin() {
        return ArmatureClient.builder().node(files.admin(1)).deadline(DEADLINE).buildAdmin();
    }

    Message.StatusReply status() {
        try (AdminClient admin = admin()) {
            return admin.status();
        }
    }

    String serving() {
        return status().tables().get(0).engine();
    }

    Task order(Order order, String engine, Duration keep) {
        try (AdminClient admin = admin()) {
            return admin.migration(Optional.empty(), CART, order, engine, keep);
        }
    }

    Task move(String engine) {
        return order(Order.MOVE, engine, Duration.ofDays(1));
    }

    Optional<Migration> move() {
        try (AdminClient admin = admin()) {
            return admin.migrations(false).migrations().stream().findFirst();
        }
    }

    List<Task> tasks() {
        try (AdminClient admin = admin()) {
            return admin.tasks();
        }
    }

    Task task(String id) {
        return tasks().stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no task " + id + " among " + tasks()));
    }

    Task awaitEnd(Task begun) {
        Waiting.until(
                "the end of " + begun + ", which is " + task(begun.id()),
                () -> task(begun.id()).state().hasEnded());
        return task(begun.id());
    }

    void awaitDone(Task begun) {
        Task ended = awaitEnd(begun);
        if (ended.state() != TaskState.DONE) {
            throw new AssertionError(ended);
        }
    }

    void await(MigrationStage stage) {
        await("stage " + stage, () -> isAt(stage));
    }

    boolean isAt(MigrationStage stage) {
        return move().filter(move -> move.stage().equals(MigrationTasks.words(stage)))
                .isPresent();
    }

    /** Nothing is remembered of any move. */
    void awaitForgotten() {
        await("nothing left of the move", () -> move().isEmpty());
    }

    private void await(String what, BooleanSupplier condition) {
        Waiting.until(what, () -> isKilled() || condition.getAsBoolean());
        if (isKilled()) {
            throw new IllegalStateException("killed before: " + what);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
