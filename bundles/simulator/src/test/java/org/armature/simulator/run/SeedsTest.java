package org.armature.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whole clusters under faults, many times; see {@code docs/simulator.md} for longer campaigns. */
class SeedsTest {
    private static final long SEEDS = Long.getLong("armature.sim.seeds", 300);
    private static final int THREADS = 2;

    @Test
    @SuppressWarnings("SystemOut") // figures for whoever reads the build
    void noSeedBreaksAPromise() throws InterruptedException {
        long begun = System.nanoTime();
        AtomicLong next = new AtomicLong(1);
        Totals totals = new Totals();
        AtomicLong ended = new AtomicLong();
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> run(next, ended, totals, failures));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        String report = totals.report(System.nanoTime() - begun);
        System.out.print(report);
        assertEquals(List.of(), List.copyOf(failures), report);
        assertEquals(SEEDS, ended.get(), "every seed has run to its end");
    }

    private static void run(AtomicLong next, AtomicLong ended, Totals totals, ConcurrentLinkedQueue<String> failures) {
        for (long seed = next.getAndIncrement(); seed <= SEEDS; seed = next.getAndIncrement()) {
            Outcome outcome = new Simulation(seed, Map.of(), null).run();
            synchronized (totals) {
                totals.add(outcome);
            }
            ended.incrementAndGet();
            if (!outcome.violations().isEmpty()) {
                failures.add("seed " + seed + ": " + outcome.violations().get(0));
            }
        }
    }
}
