package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundShareTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Foreground foreground = new Foreground();
    private final BackgroundShare share = new BackgroundShare(new BackgroundSettings(50 * MILLI, 2), foreground, 40);
    private long now = SECOND;

    private void pass(int seconds, long tookNanos) {
        for (int i = 0; i < seconds * 100; i++) {
            now += SECOND / 100;
            foreground.asked(now);
            foreground.took(now, tookNanos);
            share.at(now);
        }
    }

    @Test
    void quickRequestsLeaveItAllItMayHave() {
        pass(100, MILLI);
        assertEquals(0.4, share.at(now));
        assertFalse(share.report(now).yields());
    }

    @Test
    void slowRequestsTakeItDownWithinSecondsAndNeverToNothing() {
        pass(10, MILLI);
        pass(8, 80 * MILLI);
        assertEquals(0.02, share.at(now), 1e-9);
        assertTrue(share.report(now).yields());
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
        assertFalse(share.report(now).yields());
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
