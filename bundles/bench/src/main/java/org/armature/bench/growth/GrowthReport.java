package org.armature.bench.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.armature.bench.Spread;
import org.armature.bench.Workload;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.Pace;

/**
 * Everything a run found out.
 *
 * @param capacity operations a second that three nodes bore in a closed loop
 * @param rate operations that were due in a second
 * @param loadAverage of the machine before anything began
 * @param parts in order; those of pair 0 came before the first one
 * @param stale reads that showed less than had been acknowledged before they began
 */
record GrowthReport(
        Workload workload,
        GrowthPlan plan,
        Pace pace,
        double capacity,
        double rate,
        double loadAverage,
        List<PartReport> parts,
        long stale,
        LastLook.Found look) {
    GrowthReport {
        parts = List.copyOf(parts);
    }

    long sum(ToLongFunction<PartReport> figure) {
        return parts.stream().mapToLong(figure).sum();
    }

    private Stream<PartReport> of(Stage stage) {
        return parts.stream().filter(part -> part.stage() == stage && part.pair() > 0);
    }

    /** Of the parts of that kind, one of each pair; in milliseconds. */
    Spread p999Millis(Stage stage) {
        return Spread.of(of(stage).map(GrowthReport::p999Millis).toList());
    }

    private static double p999Millis(PartReport part) {
        return part.latency().p999() / 1_000;
    }

    /** How much higher the p99.9 was while something moved, pair by pair. */
    Spread p999Ratio(Stage moving, Stage quiet) {
        List<PartReport> under = of(moving).toList();
        List<PartReport> before = of(quiet).toList();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < under.size(); i++) {
            ratios.add(p999Millis(under.get(i)) / Math.max(1e-6, p999Millis(before.get(i))));
        }
        return Spread.of(ratios);
    }

    /** Over all changes of that kind. */
    Spread changes(Stage stage, ToDoubleFunction<Change> figure) {
        return Spread.of(of(stage)
                .map(part -> figure.applyAsDouble(part.change().orElseThrow()))
                .toList());
    }

    int keysThin() {
        return (int) sum(PartReport::keysThin) + look.thin();
    }

    int keysAsked() {
        return (int) sum(PartReport::keysAsked) + look.keys() - look.unknown();
    }

    /** Whether no request failed, nothing was lost, and no key was found with fewer copies; latencies do not matter. */
    boolean held() {
        return sum(PartReport::readsFailed) + sum(PartReport::writesFailed) + look.lost() + look.unread() + keysThin()
                == 0;
    }
}
