package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.engine.bdbje.BdbjeEngine;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is moved from Berkeley DB to another engine and back, node by node, under load. */
class MigrationClusterTest {
    private static final int NODES = 3;
    private static final TableName CART = new TableName("shop", "cart");
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<ShelfEngine> others = new ArrayList<>();
    private final List<RunningNode> running = new ArrayList<>();
    private LocalCluster files;
    private ArmatureClient client;

    @BeforeEach
    void start() {
        files = LocalCluster.of(
                directory,
                NODES,
                "tables.cart { n = 3, r = 2, w = 2, engine = bdbje, max-value = 100 B, max-siblings = 2 }",
                "engines.bdbje { free-disk = 2 MiB }");
        ClientBuilder builder = ArmatureClient.builder().deadline(DEADLINE);
        for (int number = 1; number <= NODES; number++) {
            files.configure(
                    number,
                    "node.id = n" + number,
                    "failure-detector { ping-interval = 100 ms, suspect-after = 2 s }",
                    "transfers { max-rate = 1 GB, share = 90 }");
            EnginePresence engines = new EnginePresence();
            engines.came(new BdbjeEngine());
            others.add(new ShelfEngine("other"));
            engines.came(others.get(number - 1));
            running.add(RunningNode.start(
                    files.plan(number),
                    engines,
                    new FakeBundles(engines),
                    FakeReconcilerBundles.none(),
                    (where, cause) -> {
                        throw new AssertionError(where, cause);
                    }));
            builder.node(files.clients(number));
        }
        client = builder.build();
        Waiting.until("n1 reaches the others", () -> up().size() == NODES - 1);
    }

    private Set<String> up() {
        try (AdminClient admin = admin(1)) {
            return admin.status().peers().stream()
                    .filter(peer -> peer.isReachable())
                    .map(peer -> peer.node().name())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        running.forEach(RunningNode::close);
    }

    private AdminClient admin(int node) {
        return ArmatureClient.builder()
                .node(files.admin(node))
                .deadline(DEADLINE)
                .buildAdmin();
    }

    private Table cart() {
        return client.table(CART.toString());
    }

    private static void move(AdminClient admin, int node, String engine) {
        NodeId member = new NodeId("n" + node);
        Task begun = admin.migration(Optional.of(member), CART, Order.MOVE, engine, Duration.ofDays(1));
        assertEquals(member.name(), begun.id().substring(begun.id().indexOf('@') + 1));
        Waiting.until("the end of " + begun.id(), () -> admin.tasks().stream()
                .anyMatch(task -> task.id().equals(begun.id()) && task.state() == TaskState.DONE));
    }

    @Test
    void noOperationFailsAndNothingIsLostOnTheWayThereAndBack() throws Exception {
        try (MovingLoad load = new MovingLoad(4, 25);
                AdminClient admin = admin(1)) {
            load.fill(cart());
            load.begin(cart(), 7, () -> false);
            for (int node = 1; node <= NODES; node++) {
                move(admin, node, "other");
            }
            assertEquals(List.of("other", "other", "other"), serving(admin));
            for (int node = 1; node <= NODES; node++) {
                admin.migration(Optional.of(new NodeId("n" + node)), CART, Order.FINISH, "", Duration.ZERO);
            }
            Waiting.until("all former copies are gone", () -> admin.migrations(true).migrations().stream()
                    .allMatch(move -> move.stage().equals("moved")));
            for (int node = 1; node <= NODES; node++) {
                move(admin, node, "bdbje");
            }
            load.end();
            load.judge(cart(), "at the end");
            for (int node = 1; node <= NODES; node++) {
                NodeId member = new NodeId("n" + node);
                Task compared = admin.migration(Optional.of(member), CART, Order.VERIFY, "other", Duration.ZERO);
                Waiting.until("both are compared on " + member, () -> admin.tasks().stream()
                        .anyMatch(task -> task.id().equals(compared.id()) && task.state() == TaskState.DONE));
            }
        }
    }

    private static List<String> serving(AdminClient admin) {
        return admin.migrations(true).migrations().stream()
                .map(Migration::serving)
                .toList();
    }

    @Test
    void aTaskOfAnotherNodeIsListedAndCancelledFromHere() {
        others.get(1).beforeWrite(batch -> {
            throw new StorageException.DiskFull("no room");
        });
        try (MovingLoad load = new MovingLoad(1, 20);
                AdminClient admin = admin(1)) {
            load.fill(cart());
            Task begun = admin.migration(Optional.of(new NodeId("n2")), CART, Order.MOVE, "other", Duration.ofDays(1));
            Waiting.until("it waits", () -> admin.tasks().stream()
                    .anyMatch(
                            task -> task.id().equals(begun.id()) && task.cause().contains("no room")));
            assertEquals(
                    TaskState.CANCELLED,
                    admin.task(begun.id(), TaskAction.CANCEL).state());
            Waiting.until(
                    "nothing is left of it",
                    () -> admin.migrations(true).migrations().isEmpty());
            load.judge(cart(), "at the end");

            StoreException unknown = assertThrows(
                    StoreException.class,
                    () -> admin.migration(
                            Optional.of(new NodeId("n9")), CART, Order.MOVE, "other", Duration.ofDays(1)));
            assertEquals(ErrorCode.BAD_REQUEST, unknown.code());
            assertTrue(unknown.getMessage().contains("n9 is no member; others are [n2, n3]"), unknown::getMessage);
        }
    }
}
