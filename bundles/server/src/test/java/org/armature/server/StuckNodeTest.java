package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.protocol.Message.PeerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose loops stand still while its connections stay open: what a stopped process looks like from outside. */
class StuckNodeTest {
    private static final int KEYS = 40;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<RunningNode> nodes = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ShelfEngine stuck = new ShelfEngine("shelf");
    private LocalCluster cluster;

    @BeforeEach
    void start() {
        cluster = LocalCluster.of(directory, 3, "tables.cart { n = 3, r = 1, w = 1, engine = shelf }");
        for (int node = 1; node <= 3; node++) {
            cluster.configure(
                    node,
                    "node.id = n" + node,
                    "threads.storage = shard",
                    "failure-detector { ping-interval = 100 ms, suspect-after = 500 ms }");
            EnginePresence engines = new EnginePresence();
            engines.came(node == 3 ? stuck : new ShelfEngine("shelf"));
            nodes.add(RunningNode.start(
                    cluster.plan(node),
                    engines,
                    new FakeBundles(engines),
                    FakeReconcilerBundles.none(),
                    (where, cause) -> {
                        throw new AssertionError(where, cause);
                    }));
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        nodes.forEach(RunningNode::close);
    }

    private String stateOfThird() {
        try (AdminClient admin = ArmatureClient.builder()
                .node(cluster.admin(1))
                .deadline(DEADLINE)
                .buildAdmin()) {
            return admin.status().peers().stream()
                    .filter(peer -> peer.node().equals(LocalCluster.id(3)))
                    .map(PeerStatus::state)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void itIsDownThoughItsConnectionsAreOpenAndUpWhenItAnswersAgain() {
        Waiting.until("n3 is up", () -> stateOfThird().equals(PeerStatus.UP));
        stuck.beforeWrite(batch -> assertEquals(true, await(release)));
        try (ArmatureClient client = ArmatureClient.builder()
                .node(cluster.clients(1))
                .deadline(DEADLINE)
                .build()) {
            Table cart = client.table("shop/cart");
            for (int i = 0; i < KEYS; i++) {
                cart.async().put(Key.utf8("key" + i), Bytes.utf8("v"), CausalContext.NONE, WriteOptions.DEFAULT);
            }
            Waiting.until("n3 is down", () -> stateOfThird().equals(PeerStatus.DOWN));
            release.countDown();
            Waiting.until("n3 is up again", () -> stateOfThird().equals(PeerStatus.UP));
        }
    }
}
