package org.armature.bench.growth;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.bench.Latency;
import org.armature.bench.Tally;

/**
 * A part of a pair in numbers.
 *
 * @param pair from 1
 * @param reads that succeeded
 * @param writes that succeeded
 * @param latency of all reads and writes, failed ones too, from the time each was due
 * @param errors of those that failed, by code
 * @param keysAsked keys whose owners were all asked and answered
 * @param keysThin of those, keys that an owner lacked
 * @param keysUnknown keys for which there was no answer
 * @param change that was carried out, if one was
 */
record PartReport(
        int pair,
        Stage stage,
        long nanos,
        long reads,
        long readsFailed,
        long writes,
        long writesFailed,
        Latency latency,
        SortedMap<String, Long> errors,
        int keysAsked,
        int keysThin,
        int keysUnknown,
        Optional<Change> change) {
    PartReport {
        errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
    }

    static PartReport of(
            int pair, Stage stage, long nanos, Tally tally, Map<Copies, Integer> copies, Optional<Change> change) {
        int thin = copies.getOrDefault(Copies.TOO_FEW, 0);
        return new PartReport(
                pair,
                stage,
                nanos,
                tally.readsDone(),
                tally.reads().getTotalCount() - tally.readsDone(),
                tally.writesDone(),
                tally.writes().getTotalCount() - tally.writesDone(),
                Latency.of(tally.all(), tally.done()),
                tally.errors(),
                copies.getOrDefault(Copies.ALL, 0) + thin,
                thin,
                copies.getOrDefault(Copies.UNKNOWN, 0),
                change);
    }
}
