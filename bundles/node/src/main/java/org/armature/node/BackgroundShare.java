package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The share of a shard's time that background work may take, worked out every second from what requests took (the paper's
 * admission controller, Dynamo §6.5): halved while there is {@linkplain Pressure pressure}, and given back by small steps once
 * there has been none for a minute. It never falls to nothing, so that background work always ends; and where no requests come
 * it is the whole.
 */
final class BackgroundShare {
    private static final long ADJUST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double PERCENT = 100;
    private static final double PERMILLE = 1_000;
    private static final double STEPS = 20;

    private final BackgroundSettings settings;
    private final Foreground foreground;
    private final EventTime time;
    private final Outbox outbox;
    private final double usual;
    private double most;
    private double share;
    private long adjustedNanos;
    private boolean quiet;
    private Optional<Pressure> reason = Optional.empty();

    /** @param usualPercent of the time, while requests are quick and the hours are not */
    BackgroundShare(
            BackgroundSettings settings, Foreground foreground, int usualPercent, EventTime time, Outbox outbox) {
        this.settings = settings;
        this.foreground = foreground;
        this.time = time;
        this.outbox = outbox;
        this.usual = usualPercent / PERCENT;
        this.most = usual;
        this.share = most;
    }

    /** From above 0 to 1. */
    double at(long nowNanos) {
        if (nowNanos - adjustedNanos >= ADJUST_NANOS) {
            adjustedNanos = nowNanos;
            adjust(nowNanos);
        }
        return foreground.isIdle(nowNanos) ? 1 : share;
    }

    private void adjust(long nowNanos) {
        quiet = settings.quiet().contain(time.wallMillis());
        most = quiet ? Math.max(usual, settings.quiet().sharePercent() / PERCENT) : usual;
        share = Math.min(most, share);
        Optional<Pressure> now = pressure(pressure -> foreground.lately(pressure, nowNanos));
        if (now.isPresent()) {
            share = Math.max(Math.min(most, settings.leastPercent() / PERCENT), share / 2);
            reason = now;
            outbox.count(now.get().yields());
        } else if (pressure(pressure -> foreground.inLastMinute(pressure, nowNanos))
                .isEmpty()) {
            share = Math.min(most, share + most / STEPS);
            reason = share < most ? reason : Optional.empty();
        }
    }

    private interface Strength {
        long of(Pressure pressure);
    }

    /** The first that is above its limit. */
    private Optional<Pressure> pressure(Strength strength) {
        for (Pressure pressure : Pressure.values()) {
            long limit = settings.limit(pressure);
            if (limit > 0 && strength.of(pressure) > limit) {
                return Optional.of(pressure);
            }
        }
        return Optional.empty();
    }

    BackgroundReport report(long nowNanos) {
        List<PressureReport> pressures = new ArrayList<>();
        for (Pressure pressure : Pressure.values()) {
            pressures.add(new PressureReport(
                    pressure,
                    foreground.lately(pressure, nowNanos),
                    foreground.inLastMinute(pressure, nowNanos),
                    settings.limit(pressure)));
        }
        boolean idle = foreground.isIdle(nowNanos);
        return new BackgroundReport(
                (int) Math.round((idle ? 1 : share) * PERMILLE),
                (int) Math.round(most * PERMILLE),
                quiet,
                idle,
                reason,
                pressures);
    }
}
