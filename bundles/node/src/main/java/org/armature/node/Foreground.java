package org.armature.node;

import java.util.concurrent.TimeUnit;

/**
 * How long requests take, and the reads and writes of single records that they wait for (Dynamo §6.5). The last minute tells
 * whether all is well again, the last seconds whether it is not.
 */
final class Foreground {
    static final double PERCENTILE = 0.99;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RecentLatency lately = new RecentLatency(TimeUnit.SECONDS.toNanos(6));
    private final RecentLatency minute = new RecentLatency(TimeUnit.SECONDS.toNanos(60));

    private long askedNanos;

    /** A request came, from a client or from another node on behalf of one. */
    void asked(long nowNanos) {
        askedNanos = nowNanos;
    }

    /** Whether no request has come for a while. */
    boolean isIdle(long nowNanos) {
        return nowNanos - askedNanos > IDLE_NANOS;
    }

    /** Of a request that was answered, or a record that was read or written. */
    void took(long nowNanos, long nanos) {
        lately.record(nowNanos, nanos);
        minute.record(nowNanos, nanos);
    }

    /** The slowest hundredth of the last seconds took longer; 0 if there was nothing. */
    long lately(long nowNanos) {
        return lately.percentile(nowNanos, PERCENTILE);
    }

    long inLastMinute(long nowNanos) {
        return minute.percentile(nowNanos, PERCENTILE);
    }
}
