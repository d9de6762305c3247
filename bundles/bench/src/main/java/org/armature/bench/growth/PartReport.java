package org.armature.bench.growth;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.bench.Latency;
import org.armature.bench.steady.Copies;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Windows;

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

    static PartReport of(Windows.Window<Part> window) {
        Part part = window.label();
        LoadFigures load = LoadFigures.of(List.of(window));
        int thin = part.answers(Copies.TOO_FEW);
        return new PartReport(
                part.pair(),
                part.stage(),
                load.nanos(),
                load.reads(),
                load.readsFailed(),
                load.writes(),
                load.writesFailed(),
                load.latency(),
                load.errors(),
                part.answers(Copies.ALL) + thin,
                thin,
                part.answers(Copies.UNKNOWN),
                part.change());
    }
}
