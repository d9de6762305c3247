package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BenchTest {
    private static final Workload WORKLOAD = new Workload(200, 64, 50, 3, 1);

    @Test
    void storeAndBoundTakeTurnsAndEachSliceIsHeldAgainstItsNeighbour() {
        List<String> progress = new ArrayList<>();
        AtomicLong cpu = new AtomicLong();
        Servers nodes = () -> new TreeMap<>(Map.of("n1", Map.of(Servers.CPU, cpu.addAndGet(1_000_000))));
        Servers silent = TreeMap::new;
        Target scripted = new StoreTarget(new ScriptedTable(), WORKLOAD);
        Target steady = thread -> new SteadySession();

        Report report = new Bench(WORKLOAD, new BenchPlan(0, 2, 2, OptionalDouble.empty()), line -> {
                    synchronized (progress) {
                        progress.add(line);
                    }
                })
                .run("scripted", "bench/objects", scripted, nodes, Optional.of(new Bench.Bound(steady, silent)));

        assertEquals(2, report.ratios().orElseThrow().size());
        assertTrue(report.store().done() > 0);
        assertEquals(Map.of(), report.store().errors());
        assertEquals(0, report.store().conflicts());
        assertEquals(
                2_000.0 / report.store().done(),
                report.store().serverCpuMicros().orElseThrow(),
                1e-9);
        assertTrue(report.bound().orElseThrow().serverCpuMicros().isEmpty(), "nobody was asked");
        assertTrue(progress.get(progress.size() - 1).startsWith("slice 2 of 2: store "), progress::toString);
    }

    /** Answers after a tenth of a millisecond or so. */
    private static final class SteadySession implements Session {
        @Override
        public int get(int key) {
            LockSupport.parkNanos(100_000);
            return 1;
        }

        @Override
        public int put(int key) {
            return get(key);
        }
    }
}
