package org.armature.bench;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured of one side.
 *
 * @param done operations that succeeded
 * @param perSecond of them, over all slices
 * @param errors operations that failed, by code
 * @param conflicts answers that showed siblings
 * @param notBegun operations that were due and not sent before the end of their slice
 * @param serverCpuMicros CPU time of all server processes for one operation; empty if they were not asked
 * @param clientCpuMicros CPU time of this process for one operation
 * @param slices operations a second of each slice
 */
record SideReport(
        long done,
        double perSecond,
        Latency reads,
        Latency writes,
        Latency all,
        SortedMap<String, Long> errors,
        long conflicts,
        long notBegun,
        OptionalDouble serverCpuMicros,
        double clientCpuMicros,
        List<Double> slices) {
    SideReport {
        errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
        slices = List.copyOf(slices);
    }

    static SideReport of(
            Tally tally, long nanos, List<Double> slices, OptionalDouble serverCpuNanos, long clientCpuNanos) {
        double nanosToMicrosEach = 1.0 / (1_000.0 * Math.max(1, tally.done()));
        return new SideReport(
                tally.done(),
                tally.done() * 1e9 / Math.max(1, nanos),
                Latency.of(tally.reads(), tally.readsDone()),
                Latency.of(tally.writes(), tally.writesDone()),
                Latency.of(tally.all(), tally.done()),
                tally.errors(),
                tally.conflicts(),
                tally.notBegun(),
                serverCpuNanos.isPresent()
                        ? OptionalDouble.of(serverCpuNanos.getAsDouble() * nanosToMicrosEach)
                        : OptionalDouble.empty(),
                clientCpuNanos * nanosToMicrosEach,
                slices);
    }
}
