package org.armature.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** One run: load the keys, warm both sides up, let them take turns, report. */
final class Bench {
    private final Workload workload;
    private final BenchPlan plan;
    private final Consumer<String> progress;

    Bench(Workload workload, BenchPlan plan, Consumer<String> progress) {
        this.workload = workload;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * @param clusterName for the report
     * @param tableName for the report
     * @param bound what the store is held against; empty to measure the store alone
     */
    Report run(String clusterName, String tableName, Target store, Servers nodes, Optional<Bound> bound) {
        Load storeLoad = new Load("store", workload, store, Clock.SYSTEM);
        long loadNanos = new Preload(workload, Clock.SYSTEM, progress).run(storeLoad);
        Side storeSide = new Side(storeLoad, nodes, Bench::ownCpuNanos);
        Optional<Side> boundSide = bound.map(echo ->
                new Side(new Load("echo", workload, echo.target(), Clock.SYSTEM), echo.servers(), Bench::ownCpuNanos));

        progress.accept("warming up");
        storeSide.warmUp(plan.warmup(), plan.rate());
        boundSide.ifPresent(side -> side.warmUp(plan.warmup(), OptionalDouble.empty()));
        takeTurns(storeSide, boundSide);
        return new Report(
                clusterName,
                tableName,
                workload,
                plan,
                loadNanos,
                storeSide.report(),
                nodes.figures(),
                boundSide.map(Side::report));
    }

    private void takeTurns(Side store, Optional<Side> bound) {
        for (int slice = 1; slice <= plan.slices(); slice++) {
            double stored = store.measure(plan.slice(), plan.rate());
            StringBuilder line = new StringBuilder("slice " + slice + " of " + plan.slices() + ": store ");
            line.append(Math.round(stored));
            bound.ifPresent(side -> line.append(" ops/s, echo ")
                    .append(Math.round(side.measure(plan.slice(), OptionalDouble.empty()))));
            progress.accept(line.append(" ops/s").toString());
        }
    }

    private static long ownCpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** What the store is held against. */
    record Bound(Target target, Servers servers) {}
}
