package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final int ENOUGH = 40;

    @Test
    void theThreadsTogetherAreDueAtEvenIntervals() throws Exception {
        ConcurrentLinkedQueue<Long> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(ENOUGH);
        OpenLoop loop = OpenLoop.start(4, 10_000, thread -> due -> {
            seen.add(due);
            enough.countDown();
        });
        try {
            assertTrue(enough.await(20, TimeUnit.SECONDS));
        } finally {
            loop.stop();
        }

        List<Long> all = new ArrayList<>(seen);
        all.sort(null);
        for (int i = 0; i < all.size(); i++) {
            assertEquals(i * 100_000L, all.get(i) - all.get(0));
        }
    }

    @Test
    void whatEndedAThreadIsToldWhenTheLoopIsStopped() {
        IllegalStateException cause = new IllegalStateException("of a caller");
        CountDownLatch called = new CountDownLatch(1);
        OpenLoop loop = OpenLoop.start(1, 10_000, thread -> due -> {
            called.countDown();
            throw cause;
        });
        ExecutionException told = assertThrows(ExecutionException.class, () -> {
            assertTrue(called.await(20, TimeUnit.SECONDS));
            loop.stop();
        });
        assertSame(cause, told.getCause());
    }
}
