package org.armature.client.internal;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A percentile of the last {@link #KEPT} latencies, exact at the time it was worked out: anew after every
 * {@link #RENEWED_AFTER}, by sorting a copy, which costs a latency well below a microsecond on average. Thread-safe; of
 * latencies that come in at the same time one may count for the next sum only.
 */
final class RecentLatencies {
    static final int KEPT = 1_024;
    static final int RENEWED_AFTER = 128;

    private static final long UNKNOWN = -1;

    private final int percentile;
    private final AtomicLongArray kept = new AtomicLongArray(KEPT);
    private final AtomicLong count = new AtomicLong();
    private volatile long value = UNKNOWN;

    /** @param percentile 1 to 100 */
    RecentLatencies(int percentile) {
        this.percentile = percentile;
    }

    void add(long nanos) {
        long place = count.getAndIncrement();
        kept.set((int) (place % KEPT), nanos);
        if ((place + 1) % RENEWED_AFTER == 0) {
            value = percentileOf((int) Math.min(place + 1, KEPT));
        }
    }

    /** Empty before the first {@link #RENEWED_AFTER} have come. */
    OptionalLong nanos() {
        long known = value;
        return known == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** The least of them that so many percent do not exceed. */
    private long percentileOf(int filled) {
        long[] sorted = new long[filled];
        for (int i = 0; i < filled; i++) {
            sorted[i] = kept.get(i);
        }
        Arrays.sort(sorted);
        int rank = (filled * percentile + 99) / 100;
        return sorted[Math.max(rank, 1) - 1];
    }
}
