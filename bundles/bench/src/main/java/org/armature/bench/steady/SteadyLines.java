package org.armature.bench.steady;

import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.armature.bench.Spread;
import org.armature.bench.TextLines;
import org.armature.bench.Workload;

/** Lines that reports of steady load have in common. */
public final class SteadyLines {
    private SteadyLines() {}

    /** What was asked for, and what the nodes bore. */
    public static void setup(TextLines lines, Workload workload, Pace pace, double capacity, double rate) {
        lines.add(
                "%,d objects of %,d bytes, %d %% reads, %d clients, seed %d",
                workload.keys(), workload.valueBytes(), workload.readPercent(), workload.threads(), workload.seed());
        lines.add(
                "three nodes bear %,.0f ops/s (closed loop, %d s after %d s of warm-up); open loop at %,.0f ops/s, %.0f %%"
                        + " of that",
                capacity, pace.capacitySeconds(), pace.warmupSeconds(), rate, 100 * rate / Math.max(1e-9, capacity));
    }

    public static String of(Spread spread) {
        return String.format(
                Locale.ROOT, "median %.2f (least %.2f, most %.2f)", spread.median(), spread.least(), spread.most());
    }

    /** Failures of all of these by code. */
    public static String failures(Collection<LoadFigures> figures) {
        SortedMap<String, Long> byCode = new TreeMap<>();
        figures.forEach(each -> each.errors().forEach((code, count) -> byCode.merge(code, count, Long::sum)));
        return byCode.isEmpty()
                ? "none"
                : byCode.entrySet().stream()
                        .map(error -> String.format(Locale.ROOT, "%,d %s", error.getValue(), error.getKey()))
                        .collect(Collectors.joining(", "));
    }
}
