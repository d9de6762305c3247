package org.armature.bench;

import org.HdrHistogram.Histogram;

/**
 * Latencies of one kind of operation, in microseconds; all 0 if there was none.
 *
 * @param done operations that succeeded; the latencies are of these and of all others
 */
public record Latency(long done, double mean, double p50, double p99, double p999, double max) {
    private static final double NANOS_PER_MICRO = 1_000;

    /** @param nanos of all operations */
    public static Latency of(Histogram nanos, long done) {
        if (nanos.getTotalCount() == 0) {
            return new Latency(0, 0, 0, 0, 0, 0);
        }
        return new Latency(
                done,
                nanos.getMean() / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
                nanos.getMaxValue() / NANOS_PER_MICRO);
    }
}
