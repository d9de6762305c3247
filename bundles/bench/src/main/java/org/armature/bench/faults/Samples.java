package org.armature.bench.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.armature.bench.Latency;
import org.armature.history.Outcome;

/** The operations of all callers of an act. Thread-safe. */
final class Samples {
    private static final int DIGITS = 3;

    private final List<Sample> all = new ArrayList<>();

    synchronized void add(Sample sample) {
        all.add(sample);
    }

    /** What became of the operations that were due in an interval. */
    synchronized Phase phase(Interval interval) {
        Histogram latencies = new Histogram(DIGITS);
        latencies.setAutoResize(true);
        Map<Outcome, Long> writes = new EnumMap<>(Outcome.class);
        long readsFailed = 0;
        for (Sample sample : all) {
            if (!interval.contains(sample.due())) {
                continue;
            }
            if (sample.write()) {
                writes.merge(sample.outcome(), 1L, Long::sum);
                latencies.recordValue(sample.latency());
            } else if (sample.outcome() != Outcome.OK) {
                readsFailed++;
            }
        }
        long ok = writes.getOrDefault(Outcome.OK, 0L);
        return new Phase(
                interval.name(),
                ok,
                writes.getOrDefault(Outcome.FAILED, 0L),
                writes.getOrDefault(Outcome.UNKNOWN, 0L),
                readsFailed,
                Latency.of(latencies, ok));
    }

    /** When the last write that did not succeed ended, if one did after that moment. */
    synchronized OptionalLong lastFailedWriteAfter(long moment) {
        return all.stream()
                .filter(sample -> sample.write() && sample.outcome() != Outcome.OK && sample.ended() - moment > 0)
                .mapToLong(Sample::ended)
                .max();
    }

    /** When the first write succeeded that ended after that moment. */
    synchronized OptionalLong firstWriteAfter(long moment) {
        return all.stream()
                .filter(sample -> sample.write() && sample.outcome() == Outcome.OK && sample.ended() - moment > 0)
                .mapToLong(Sample::ended)
                .min();
    }
}
