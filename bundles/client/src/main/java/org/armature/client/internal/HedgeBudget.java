package org.armature.client.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many hedges a client may send: a token bucket into which each get puts its part. It begins with one hedge, so after g
 * gets there were at most 1 + g × percent / 100 of them. Thread-safe.
 */
final class HedgeBudget {
    private static final int HEDGE = 100;
    private static final int KEPT_GETS = 1_000;

    private final int percent;
    private final long most;
    /** In hundredths of a hedge. */
    private final AtomicLong left = new AtomicLong(HEDGE);

    /** @param percent of gets that may be hedged, 1 to 100 */
    HedgeBudget(int percent) {
        this.percent = percent;
        most = (long) KEPT_GETS * percent;
    }

    void earn() {
        if (left.get() < most) {
            left.accumulateAndGet(percent, (before, earned) -> Math.min(before + earned, most));
        }
    }

    boolean take() {
        return left.getAndUpdate(before -> before >= HEDGE ? before - HEDGE : before) >= HEDGE;
    }
}
