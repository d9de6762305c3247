package org.armature.node;

import java.util.Arrays;

/**
 * How long things took over the last while, in slices that are forgotten one by one; a percentile is exact to an eighth. Not
 * thread-safe.
 */
final class RecentLatency {
    private static final int SLICES = 6;
    private static final int SUB_BITS = 3;
    private static final int BUCKETS = (Long.SIZE - SUB_BITS + 1) << SUB_BITS;

    private final long sliceNanos;
    private final int[][] counts = new int[SLICES][BUCKETS];
    private final int[] totals = new int[SLICES];
    private long slice;

    /** @param windowNanos over which a percentile looks back */
    RecentLatency(long windowNanos) {
        this.sliceNanos = windowNanos / SLICES;
    }

    void record(long nowNanos, long tookNanos) {
        turn(nowNanos);
        int at = (int) (slice % SLICES);
        counts[at][bucket(Math.max(0, tookNanos))]++;
        totals[at]++;
    }

    /** How many were recorded. */
    int count(long nowNanos) {
        turn(nowNanos);
        return Arrays.stream(totals).sum();
    }

    /**
     * @param quantile above 0 and up to 1
     * @return in nanoseconds, the most that falls into its bucket; 0 if nothing was recorded
     */
    long percentile(long nowNanos, double quantile) {
        long wanted = (long) Math.ceil(count(nowNanos) * quantile);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS && wanted > 0; bucket++) {
            for (int[] ofSlice : counts) {
                seen += ofSlice[bucket];
            }
            if (seen >= wanted) {
                return most(bucket);
            }
        }
        return 0;
    }

    private void turn(long nowNanos) {
        long now = nowNanos / sliceNanos;
        for (long next = Math.max(slice + 1, now - SLICES + 1); next <= now; next++) {
            int at = (int) (next % SLICES);
            Arrays.fill(counts[at], 0);
            totals[at] = 0;
        }
        slice = Math.max(slice, now);
    }

    /** Powers of two, each in eight parts. */
    private static int bucket(long nanos) {
        if (nanos < 1 << SUB_BITS) {
            return (int) nanos;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return ((exponent + 1) << SUB_BITS) + (int) (nanos >>> exponent) - (1 << SUB_BITS);
    }

    private static long most(int bucket) {
        if (bucket < 1 << SUB_BITS) {
            return bucket;
        }
        int exponent = (bucket >>> SUB_BITS) - 1;
        long within = bucket & ((1 << SUB_BITS) - 1);
        return ((within + (1 << SUB_BITS) + 1) << exponent) - 1;
    }
}
