package org.armature.node;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long requests take, and what they wait for (Dynamo §6.5). The last minute tells whether all is well again, the last
 * seconds whether it is not.
 */
final class Foreground {
    static final double PERCENTILE = 0.99;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Recent(RecentLatency lately, RecentLatency minute) {
        Recent() {
            this(new RecentLatency(TimeUnit.SECONDS.toNanos(6)), new RecentLatency(TimeUnit.SECONDS.toNanos(60)));
        }
    }

    private final Map<Pressure, Recent> recent = new EnumMap<>(Pressure.class);
    private long askedNanos;

    Foreground() {
        for (Pressure pressure : Pressure.values()) {
            recent.put(pressure, new Recent());
        }
    }

    /** A request came, from a client or from another node on behalf of one. */
    void asked(long nowNanos) {
        askedNanos = nowNanos;
    }

    /** Whether no request has come for a while. */
    boolean isIdle(long nowNanos) {
        return nowNanos - askedNanos > IDLE_NANOS;
    }

    /** Of a request that was answered, a record that was read or written, or a change whose turn has come. */
    void took(Pressure by, long nowNanos, long nanos) {
        recent.get(by).lately().record(nowNanos, nanos);
        recent.get(by).minute().record(nowNanos, nanos);
    }

    /** A read or write has failed for a lock. */
    void locked(long nowNanos) {
        took(Pressure.LOCKS, nowNanos, 0);
    }

    /** The slowest hundredth of the last seconds took longer, 0 if there was nothing; of locks, how many failed. */
    long lately(Pressure by, long nowNanos) {
        return strength(by, recent.get(by).lately(), nowNanos);
    }

    long inLastMinute(Pressure by, long nowNanos) {
        return strength(by, recent.get(by).minute(), nowNanos);
    }

    private static long strength(Pressure by, RecentLatency latency, long nowNanos) {
        return by == Pressure.LOCKS ? latency.count(nowNanos) : latency.percentile(nowNanos, PERCENTILE);
    }
}
