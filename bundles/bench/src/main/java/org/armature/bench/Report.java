package org.armature.bench;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Everything a run found out.
 *
 * @param cluster what was driven, in words
 * @param loadNanos time taken to write every key once
 * @param memory figures of each node after the last slice, by its name; empty if none could be asked
 * @param bound the echo processes' side; empty if it was not run
 */
record Report(
        String cluster,
        String table,
        Workload workload,
        BenchPlan plan,
        long loadNanos,
        SideReport store,
        SortedMap<String, Map<String, Long>> memory,
        Optional<SideReport> bound) {
    Report {
        memory = Collections.unmodifiableSortedMap(new TreeMap<>(memory));
    }

    /** Store over bound, slice by slice: each quotient is of two slices that followed one another. */
    Optional<List<Double>> ratios() {
        return bound.map(echo -> IntStream.range(0, store.slices().size())
                .mapToObj(i -> store.slices().get(i) / Math.max(1, echo.slices().get(i)))
                .toList());
    }
}
