package org.armature.bench.swap;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.armature.bench.Spread;
import org.armature.bench.Workload;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Pace;

/**
 * Everything a run found out.
 *
 * @param capacity operations a second that three nodes bore in a closed loop
 * @param rate operations that were due in a second
 * @param loadAverage of the machine before anything began
 * @param all of everything that was due
 * @param quiet of all quiet windows, as if they were one
 * @param swapping of all exchanges, likewise
 * @param stale reads that showed less than had been acknowledged before they began
 */
record SwapReport(
        Workload workload,
        SwapPlan plan,
        Pace pace,
        double capacity,
        double rate,
        double loadAverage,
        List<Swap> swaps,
        LoadFigures all,
        LoadFigures quiet,
        LoadFigures swapping,
        List<LoaderCount> loaders,
        long stale,
        LastLook.Found look) {
    SwapReport {
        swaps = List.copyOf(swaps);
        loaders = List.copyOf(loaders);
    }

    Spread spread(ToDoubleFunction<Swap> figure) {
        return Spread.of(swaps.stream().map(figure::applyAsDouble).toList());
    }

    long loadersLeft() {
        return loaders.stream().mapToLong(LoaderCount::left).sum();
    }

    /** Whether no request failed, nothing was lost and no class loader is left; latencies do not matter. */
    boolean held() {
        return all.failed() + look.lost() + look.unread() + look.thin() + loadersLeft() == 0;
    }
}
