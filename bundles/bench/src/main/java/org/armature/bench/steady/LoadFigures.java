package org.armature.bench.steady;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.bench.Latency;
import org.armature.bench.Tally;

/**
 * What became of everything that was due in one or several stretches of time.
 *
 * @param reads that succeeded
 * @param writes that succeeded
 * @param latency of all, failed or not, from the time each was due
 * @param errors of those that failed, by code
 */
public record LoadFigures(
        long nanos,
        long reads,
        long readsFailed,
        long writes,
        long writesFailed,
        Latency latency,
        SortedMap<String, Long> errors) {
    private static final double MICROS_PER_MILLI = 1_000;

    public LoadFigures {
        errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
    }

    /** As if they were one. */
    public static LoadFigures of(List<? extends Windows.Window<?>> windows) {
        Tally sum = new Tally();
        windows.forEach(window -> sum.add(window.tally()));
        return new LoadFigures(
                windows.stream().mapToLong(Windows.Window::nanos).sum(),
                sum.readsDone(),
                sum.reads().getTotalCount() - sum.readsDone(),
                sum.writesDone(),
                sum.writes().getTotalCount() - sum.writesDone(),
                Latency.of(sum.all(), sum.done()),
                sum.errors());
    }

    public long failed() {
        return readsFailed + writesFailed;
    }

    public long operations() {
        return reads + writes + failed();
    }

    public double p999Millis() {
        return latency.p999() / MICROS_PER_MILLI;
    }
}
