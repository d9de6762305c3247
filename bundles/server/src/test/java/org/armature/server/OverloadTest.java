package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RIAK.md, section 3, number 18: overload and proxy_overload_recovery. A disk that stands still under a running node. */
class OverloadTest {
    private static final int MAX_REQUESTS = 100;
    private static final int PUTS = 600;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final CountDownLatch release = new CountDownLatch(1);
    private ShelfCluster cluster;
    private Table cart;

    @BeforeEach
    void start() {
        cluster = new ShelfCluster(
                directory, 1, "n = 1, r = 1, w = 1", "threads.storage = lane", "limits.max-requests = " + MAX_REQUESTS);
        cart = cluster.cart();
    }

    @AfterEach
    void stop() {
        release.countDown();
        cluster.close();
    }

    private void await() {
        try {
            assertTrue(release.await(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<WriteResult> put(int number) {
        return cart.async()
                .put(
                        Key.utf8("key" + number),
                        Bytes.utf8("v" + number),
                        CausalContext.NONE,
                        WriteOptions.DEFAULT.withDeadline(DEADLINE))
                .toCompletableFuture();
    }

    @Test
    void whatIsTooMuchIsRefusedSoonWhatWasTakenIsDoneAndAfterwardsAllIsAsBefore() throws Exception {
        cluster.engine("n1").beforeWrite(batch -> await());
        List<CompletableFuture<WriteResult>> puts = new ArrayList<>();
        for (int i = 0; i < PUTS; i++) {
            puts.add(put(i));
        }
        Waiting.until("the surplus was refused", () -> refused(puts) > 0 && pending(puts) <= 2L * MAX_REQUESTS);
        long refused = refused(puts);
        assertTrue(refused >= PUTS - 2L * MAX_REQUESTS, refused + " were refused while the disk stood still");
        assertTrue(cluster.figure("n1", "requests_unavailable") > 0);

        release.countDown();
        for (CompletableFuture<WriteResult> each : puts) {
            try {
                assertEquals(1, each.get(DEADLINE.toSeconds(), TimeUnit.SECONDS).copies());
            } catch (ExecutionException e) {
                StoreException.Unavailable refusal = assertInstanceOf(StoreException.Unavailable.class, e.getCause());
                assertEquals(ErrorCode.OVERLOADED, refusal.code());
            }
        }
        for (int i = 0; i < PUTS; i++) {
            Key key = Key.utf8("key" + i);
            boolean taken = !puts.get(i).isCompletedExceptionally();
            assertEquals(taken, !cart.get(key).isEmpty(), key + " is there if and only if it was acknowledged");
        }
        assertEquals(1, put(PUTS).get(DEADLINE.toSeconds(), TimeUnit.SECONDS).copies());
    }

    private static long refused(List<CompletableFuture<WriteResult>> puts) {
        return puts.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    }

    private static long pending(List<CompletableFuture<WriteResult>> puts) {
        return puts.stream().filter(put -> !put.isDone()).count();
    }
}
