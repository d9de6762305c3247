package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundShareTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Foreground foreground = new Foreground();
    private final EventTime time = new EventTime();
    private final Outbox outbox = new Outbox();
    private BackgroundShare share = share(QuietHours.NONE);
    private long now = SECOND;

    private BackgroundShare share(QuietHours quiet) {
        BackgroundSettings settings = new BackgroundSettings(50 * MILLI, 40 * MILLI, 30 * MILLI, 2, 2, quiet);
        return new BackgroundShare(settings, foreground, 40, time, outbox);
    }

    private void pass(int seconds, long tookNanos) {
        pass(Pressure.REQUESTS, seconds, tookNanos);
    }

    private void pass(Pressure by, int seconds, long tookNanos) {
        for (int i = 0; i < seconds * 100; i++) {
            now += SECOND / 100;
            foreground.asked(now);
            foreground.took(by, now, tookNanos);
            share.at(now);
        }
    }

    @Test
    void quickRequestsLeaveItAllItMayHave() {
        pass(100, MILLI);
        assertEquals(0.4, share.at(now));
        assertEquals(Optional.empty(), share.report(now).reason());
    }

    @Test
    void slowRequestsTakeItDownWithinSecondsAndNeverToNothing() {
        pass(10, MILLI);
        pass(8, 80 * MILLI);
        assertEquals(0.02, share.at(now), 1e-9);
        assertEquals(Optional.of(Pressure.REQUESTS), share.report(now).reason());
        pass(1_000, 80 * MILLI);
        assertEquals(0.02, share.at(now), 1e-9);
    }

    @Test
    void itComesBackByStepsOnceAMinuteWasQuick() {
        pass(10, 80 * MILLI);
        pass(45, MILLI);
        assertEquals(0.02, share.at(now), 1e-9);
        pass(25, MILLI);
        double some = share.at(now);
        assertTrue(some > 0.02 && some < 0.4, () -> "" + some);
        pass(30, MILLI);
        assertEquals(0.4, share.at(now), 1e-9);
        assertEquals(Optional.empty(), share.report(now).reason());
    }

    @Test
    void eachPressureTakesItDownByItselfAndIsNamed() {
        for (Pressure by : List.of(Pressure.ENGINE, Pressure.QUEUES)) {
            pass(by, 10, 29 * MILLI);
            assertEquals(0.4, share.at(now), by.name());
            pass(by, 10, 49 * MILLI);
            assertEquals(0.02, share.at(now), 1e-9);
            assertEquals(Optional.of(by), share.report(now).reason());
            pass(Pressure.REQUESTS, 120, MILLI);
            assertEquals(0.4, share.at(now), by.name());
        }
        assertTrue(outbox.counts().get(Counter.YIELDS_ENGINE) >= 5);
        assertTrue(outbox.counts().get(Counter.YIELDS_QUEUES) >= 5);
        assertEquals(0, outbox.counts().get(Counter.YIELDS_REQUESTS));
    }

    @Test
    void moreThanAFewLockFailuresTakeItDown() {
        pass(10, MILLI);
        foreground.locked(now);
        foreground.locked(now);
        pass(10, MILLI);
        assertEquals(0.4, share.at(now));
        foreground.locked(now);
        foreground.locked(now);
        foreground.locked(now);
        pass(3, MILLI);
        assertEquals(Optional.of(Pressure.LOCKS), share.report(now).reason());
        assertTrue(share.at(now) < 0.1, () -> "" + share.at(now));
        assertEquals(
                new PressureReport(Pressure.LOCKS, 3, 5, 2),
                share.report(now).pressures().get(3));
    }

    @Test
    void inQuietHoursItMayHaveMore() {
        QuietHours.Span night = new QuietHours.Span(22 * 60, 6 * 60);
        share = share(new QuietHours(List.of(night), ZoneId.of("Europe/Berlin"), 80));
        time.set(new Now(now, Instant.parse("2024-01-10T20:59:59Z").toEpochMilli()));
        pass(30, MILLI);
        assertEquals(0.4, share.at(now));
        assertFalse(share.report(now).quiet());

        time.set(new Now(now, Instant.parse("2024-01-10T21:00:00Z").toEpochMilli()));
        pass(30, MILLI);
        assertEquals(0.8, share.at(now), 1e-9);
        assertTrue(share.report(now).quiet());
        pass(10, 80 * MILLI);
        assertEquals(0.02, share.at(now), 1e-9);
        pass(100, MILLI);
        assertEquals(0.8, share.at(now), 1e-9);

        time.set(new Now(now, Instant.parse("2024-01-11T05:00:00Z").toEpochMilli()));
        pass(2, MILLI);
        assertEquals(0.4, share.at(now));
    }

    @Test
    void quietHoursFollowTheClockOfTheirZone() {
        QuietHours noon = new QuietHours(List.of(new QuietHours.Span(720, 780)), ZoneId.of("Europe/Berlin"), 100);
        assertTrue(noon.contain(Instant.parse("2024-01-10T11:00:00Z").toEpochMilli()));
        assertFalse(noon.contain(Instant.parse("2024-01-10T12:00:00Z").toEpochMilli()));
        assertTrue(noon.contain(Instant.parse("2024-07-10T10:59:59Z").toEpochMilli()));
        assertFalse(noon.contain(Instant.parse("2024-07-10T11:00:00Z").toEpochMilli()));
        QuietHours all = new QuietHours(List.of(new QuietHours.Span(0, 1_440)), ZoneId.of("UTC"), 100);
        assertTrue(all.contain(0));
        assertTrue(all.contain(-1));
        assertFalse(QuietHours.NONE.contain(0));
    }

    @Test
    void withoutRequestsItIsTheWhole() {
        pass(10, 80 * MILLI);
        assertEquals(0.02, share.at(now), 1e-9);
        now += SECOND + 1;
        assertEquals(1, share.at(now));
        foreground.asked(now);
        assertTrue(share.at(now) < 0.1, () -> "" + share.at(now));
    }

    @Test
    void aMinuteWithoutRequestsGivesItBack() {
        pass(10, 80 * MILLI);
        for (int i = 0; i < 100; i++) {
            now += SECOND;
            share.at(now);
        }
        foreground.asked(now);
        assertEquals(0.4, share.at(now), 1e-9);
    }

    @Test
    void aPercentileIsExactToAnEighth() {
        RecentLatency latency = new RecentLatency(60 * SECOND);
        Random random = new Random(1);
        long[] took = random.longs(10_000, 1, 10 * SECOND).toArray();
        for (long each : took) {
            latency.record(now, each);
        }
        Arrays.sort(took);
        for (double quantile : new double[] {0.01, 0.5, 0.99, 1}) {
            long exact = took[(int) Math.ceil(took.length * quantile) - 1];
            long found = latency.percentile(now, quantile);
            assertTrue(
                    found >= exact && found <= exact + exact / 8 + 1, () -> quantile + ": " + found + " for " + exact);
        }
        assertEquals(0, new RecentLatency(SECOND).percentile(now, 0.99));
    }
}
