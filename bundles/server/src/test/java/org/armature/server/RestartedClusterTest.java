package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.client.observe.ClientObserver;
import org.armature.client.observe.Connections;
import org.armature.client.observe.OperationBegun;
import org.armature.client.observe.OperationEnded;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.Message.PeerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All nodes of a cluster are stopped and started again on the same ports; the client is the same all the time. */
class RestartedClusterTest {
    private static final Key ALICE = Key.utf8("alice");
    private static final Duration BRIEF = Duration.ofMillis(700);
    private static final Duration SLACK = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private MemoryCluster cluster;

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void theSameClientWorksAgainAndSaysMeanwhileWhatIsWrong() throws Exception {
        AtomicReference<Connections> connections = new AtomicReference<>();
        cluster = new MemoryCluster(directory, 3, "n = 3, r = 2, w = 2");
        try (ArmatureClient client = cluster.builder(MemoryCluster.DEADLINE, 1, 2, 3)
                .observer(keeping(connections))
                .build()) {
            Table cart = client.table("shop/cart");
            for (int round = 1; round <= 2; round++) {
                CompletableFuture<WriteResult> waiting = cart.async()
                        .put(
                                Key.utf8("waiting" + round),
                                Bytes.EMPTY,
                                CausalContext.NONE,
                                WriteOptions.DEFAULT.withW(1))
                        .toCompletableFuture();
                cluster.start(1, 2, 3);
                assertTrue(waiting.get(60, TimeUnit.SECONDS).copies() >= 1);
                Waiting.until("every node is connected", () -> connections.get().up() == 3);
                for (int node = 1; node <= 3; node++) {
                    int asked = node;
                    Waiting.until(
                            "n" + node + " reaches its peers",
                            () -> cluster.status(asked).peers().stream()
                                            .filter(PeerStatus::isReachable)
                                            .count()
                                    == 2);
                }
                worksFor(cart, "round " + round);

                cluster.close();
                Waiting.until("every node is lost", () -> connections.get().down() == 3);
                failsClearly(cart);
            }
        }
    }

    private static void worksFor(Table cart, String value) {
        CausalContext seen = cart.get(ALICE).context();
        assertTrue(cart.put(ALICE, Bytes.utf8(value), seen).copies() >= 2);
        for (int node = 1; node <= 3; node++) {
            assertEquals(List.of(Bytes.utf8(value)), cart.get(ALICE).values());
        }
    }

    private static void failsClearly(Table cart) {
        long begin = System.nanoTime();
        StoreException.Unavailable put = assertThrows(
                StoreException.Unavailable.class,
                () -> cart.put(ALICE, Bytes.EMPTY, CausalContext.NONE, WriteOptions.DEFAULT.withDeadline(BRIEF)));
        StoreException.Unavailable get = assertThrows(
                StoreException.Unavailable.class, () -> cart.get(ALICE, ReadOptions.DEFAULT.withDeadline(BRIEF)));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(BRIEF.multipliedBy(2).plus(SLACK)) < 0, "took " + took);
        for (StoreException failure : List.of(put, get)) {
            assertEquals(ErrorCode.UNAVAILABLE, failure.code());
            for (int node = 1; node <= 3; node++) {
                assertTrue(failure.getMessage().contains("n" + node + " (127.0.0.1:"), failure::getMessage);
            }
            assertTrue(failure.getMessage().contains("the deadline of 700 ms has passed"), failure::getMessage);
        }
        assertTrue(put.getMessage().contains("nothing was written"), put::getMessage);
    }

    private static ClientObserver<Void> keeping(AtomicReference<Connections> connections) {
        return new ClientObserver<>() {
            @Override
            public Void begun(OperationBegun operation) {
                return null;
            }

            @Override
            public void ended(Void operation, OperationEnded end) {}

            @Override
            public void clientOpened(Connections opened) {
                connections.set(opened);
            }
        };
    }
}
