package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.armature.client.ReadResult;
import org.armature.client.StoreException.ConditionFailed;
import org.armature.client.Table;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that race through all of three nodes that run, each call through another one. */
class ConditionalPutsTest {
    private static final Key TICKET = Key.utf8("ticket");
    private static final int CLIENTS = 6;
    private static final int TURNS = 15;

    @TempDir
    Path directory;

    private ShelfCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ShelfCluster(directory, 3, "n = 3, r = 2, w = 2");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static <R> List<R> atOnce(Callable<R> call) throws InterruptedException, ExecutionException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<R>> all = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                all.add(clients.submit(call));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> each : all) {
                results.add(each.get());
            }
            return results;
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void ofThoseWhoWantTheSameNewObjectOneGetsIt() throws InterruptedException, ExecutionException {
        Table cart = cluster.cart();
        List<Boolean> won = atOnce(() -> {
            try {
                cart.putNew(TICKET, Bytes.utf8(Thread.currentThread().getName()));
                return true;
            } catch (ConditionFailed e) {
                return false;
            }
        });
        assertEquals(1, won.stream().filter(each -> each).count());
        assertEquals(1, cart.get(TICKET).values().size());
        assertEquals(CLIENTS - 1, cluster.sum("puts_condition_failed"));
    }

    @Test
    void aCounterLosesNoIncrement() throws InterruptedException, ExecutionException {
        Table cart = cluster.cart();
        atOnce(() -> {
            for (int turn = 0; turn < TURNS; turn++) {
                increment(cart);
            }
            return TURNS;
        });
        ReadResult end = cart.get(TICKET);
        assertEquals(List.of(Bytes.utf8(Integer.toString(CLIENTS * TURNS))), end.values());
        assertTrue(cluster.sum("puts_condition_failed") > 0, "nobody was in anybody's way");
    }

    /** Goes on from what it is told is there until nobody came between. */
    private static void increment(Table cart) {
        for (ReadResult read = cart.get(TICKET); ; ) {
            int count = read.value().map(Bytes::utf8).map(Integer::parseInt).orElse(0);
            try {
                cart.putIfUnchanged(TICKET, Bytes.utf8(Integer.toString(count + 1)), read.context());
                return;
            } catch (ConditionFailed e) {
                read = e.found();
            }
        }
    }
}
