package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.armature.client.ArmatureClient;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.Message.PeerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** N=3, R=2, W=2 on three nodes in one process, over real sockets. */
class ThreeNodesTest {
    private static final int KEYS = 30;

    @TempDir
    Path directory;

    private MemoryCluster cluster;
    private ArmatureClient client;
    private Table cart;

    @BeforeEach
    void start() {
        cluster = new MemoryCluster(directory, 3, "n = 3, r = 2, w = 2");
        cluster.start(1, 2, 3);
        for (int node = 1; node <= 3; node++) {
            int asked = node;
            Waiting.until("node " + node + " reaches its peers", () -> reached(asked) == 2);
        }
        client = cluster.client(MemoryCluster.DEADLINE, 1, 2, 3);
        cart = client.table("shop/cart");
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    private long reached(int node) {
        return cluster.status(node).peers().stream()
                .filter(PeerStatus::isReachable)
                .count();
    }

    private static Key key(int number) {
        return Key.utf8("key" + number);
    }

    private void putAll(String prefix) {
        for (int i = 0; i < KEYS; i++) {
            CausalContext seen = cart.get(key(i)).context();
            int copies = cart.put(key(i), Bytes.utf8(prefix + i), seen).copies();
            assertTrue(copies >= 2, prefix + i + " has " + copies + " copies");
        }
    }

    private void getAll(String prefix) {
        for (int i = 0; i < KEYS; i++) {
            assertEquals(List.of(Bytes.utf8(prefix + i)), cart.get(key(i)).values());
        }
    }

    @Test
    void aNodeThatStopsIsNotMissedAndTwoThatStopAreSaidAtOnce() {
        putAll("first");
        getAll("first");

        cluster.stop(3);
        getAll("first");
        putAll("second");
        getAll("second");

        cluster.stop(2);
        Waiting.until("the last node knows that it is alone", () -> reached(1) == 0);
        long begin = System.nanoTime();
        StoreException.Unavailable put = assertThrows(
                StoreException.Unavailable.class, () -> cart.put(key(0), Bytes.utf8("third"), CausalContext.NONE));
        StoreException.Unavailable get = assertThrows(StoreException.Unavailable.class, () -> cart.get(key(0)));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertTrue(took.compareTo(MemoryCluster.DEADLINE.dividedBy(2)) < 0, "took " + took);
        assertEquals(ErrorCode.UNAVAILABLE, put.code());
        assertTrue(put.getMessage().contains("needed W=2 of N=3 replicas, 1 could be reached"), put.getMessage());
        assertEquals(ErrorCode.UNAVAILABLE, get.code());
        assertTrue(get.getMessage().contains("needed R=2 of N=3 replicas, 1 could be reached"), get.getMessage());
    }
}
