package org.armature.node;

import java.util.concurrent.TimeUnit;

/**
 * The share of a shard's time that background work may take, worked out every second from what requests took (the paper's
 * admission controller, Dynamo §6.5): halved while they are slow, and given back by small steps once they have not been for a
 * minute. It never falls to nothing, so that background work always ends; and where no requests come it is the whole.
 */
final class BackgroundShare {
    private static final long ADJUST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double PERCENT = 100;
    private static final double STEPS = 20;

    private final BackgroundSettings settings;
    private final Foreground foreground;
    private final double most;
    private final double least;
    private double share;
    private long adjustedNanos;
    private boolean yields;

    /** @param mostPercent of the time, while requests are quick */
    BackgroundShare(BackgroundSettings settings, Foreground foreground, int mostPercent) {
        this.settings = settings;
        this.foreground = foreground;
        this.most = mostPercent / PERCENT;
        this.least = Math.min(most, settings.leastPercent() / PERCENT);
        this.share = most;
    }

    /** From above 0 to 1. */
    double at(long nowNanos) {
        if (settings.latencyNanos() > 0 && nowNanos - adjustedNanos >= ADJUST_NANOS) {
            adjustedNanos = nowNanos;
            adjust(nowNanos);
        }
        return foreground.isIdle(nowNanos) ? 1 : share;
    }

    private void adjust(long nowNanos) {
        if (foreground.lately(nowNanos) > settings.latencyNanos()) {
            share = Math.max(least, share / 2);
            yields = true;
        } else if (foreground.inLastMinute(nowNanos) <= settings.latencyNanos()) {
            share = Math.min(most, share + most / STEPS);
            yields = share < most;
        }
    }

    BackgroundReport report(long nowNanos) {
        return new BackgroundReport(
                (int) Math.round(share * 1_000),
                (int) Math.round(most * 1_000),
                foreground.lately(nowNanos),
                foreground.inLastMinute(nowNanos),
                yields);
    }
}
