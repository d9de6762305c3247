package org.armature.bench.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.bench.OpenLoop;
import org.armature.bench.OperationFailed;
import org.armature.bench.Script;
import org.armature.bench.Session;
import org.armature.bench.Workload;
import org.junit.jupiter.api.Test;

class SteadyCallerTest {
    private static final int ENOUGH = 100;

    private final CountDownLatch enough = new CountDownLatch(ENOUGH);
    private final AtomicInteger gets = new AtomicInteger();
    private final AtomicInteger puts = new AtomicInteger();

    private final class Counting implements Session {
        @Override
        public int get(int key) {
            gets.incrementAndGet();
            enough.countDown();
            return 1;
        }

        @Override
        public int put(int key) throws OperationFailed {
            puts.incrementAndGet();
            enough.countDown();
            throw new OperationFailed("ARM-202 OUTCOME_UNKNOWN", "1 of 2 replicas");
        }
    }

    @Test
    void everyOperationThatBeganIsCountedAsDoneOrFailed() throws Exception {
        Windows<String> windows = new Windows<>(System::nanoTime);
        windows.begin("all");
        Workload workload = new Workload(50, 64, 50, 4, 1);
        OpenLoop load = OpenLoop.start(
                workload.threads(),
                10_000,
                thread -> new SteadyCaller(new Script(workload, thread), new Counting(), windows)::carryOutNext);
        try {
            assertTrue(enough.await(20, TimeUnit.SECONDS));
        } finally {
            load.stop();
        }
        windows.end();

        LoadFigures part = LoadFigures.of(windows.all());
        assertEquals(gets.get(), part.reads());
        assertEquals(puts.get(), part.writesFailed());
        assertEquals(0, part.readsFailed() + part.writes());
    }
}
