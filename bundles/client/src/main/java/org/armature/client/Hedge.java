package org.armature.client;

import java.time.Duration;

/**
 * When a get that has no answer yet is also asked of a second node; the first good answer counts. Only gets are hedged, those
 * of batches and updates too, each at most once, and never past the deadline of its call.
 *
 * <p>Each get adds its part to a budget of the client, each hedge takes one: of so many gets at most the given percentage are
 * sent twice, and one more. What was not used is kept for at most 1,000 gets. Without a budget a cluster that is slow because
 * it has too much to do would get twice as much.
 */
public sealed interface Hedge {
    /** Of {@link #after(Duration)}, in percent. */
    int DEFAULT_EXTRA_PERCENT = 10;

    /** A second node is asked only when the first has failed or let its share of the deadline pass. The default. */
    static Hedge none() {
        return new None();
    }

    /** After that time, for at most {@value #DEFAULT_EXTRA_PERCENT} % of gets. */
    static Hedge after(Duration delay) {
        return new After(delay, DEFAULT_EXTRA_PERCENT);
    }

    /** After that time, for at most that part of gets. */
    static Hedge after(Duration delay, int maxExtraPercent) {
        return new After(delay, maxExtraPercent);
    }

    /**
     * After the time within which so many percent of the last 1,024 gets of the same table were answered. The first 128 gets
     * of a table are not hedged.
     */
    static Hedge afterPercentile(int percentile, int maxExtraPercent) {
        return new AfterPercentile(percentile, maxExtraPercent);
    }

    /** Never. */
    record None() implements Hedge {}

    /**
     * After a fixed time.
     *
     * @param delay 1 ms to 1 h; what is below 5 ms is kept to within 5 ms
     * @param maxExtraPercent 1 to 100
     */
    record After(Duration delay, int maxExtraPercent) implements Hedge {
        /** @throws IllegalArgumentException if one is out of its range */
        public After {
            if (delay.compareTo(Deadline.LEAST) < 0 || delay.compareTo(Deadline.MOST) > 0) {
                throw new IllegalArgumentException("a get is hedged after 1 ms to 1 h, not " + delay);
            }
            checkExtra(maxExtraPercent);
        }
    }

    /**
     * After what is usual.
     *
     * @param percentile 50 to 99
     * @param maxExtraPercent 1 to 100
     */
    record AfterPercentile(int percentile, int maxExtraPercent) implements Hedge {
        /** @throws IllegalArgumentException if one is out of its range */
        public AfterPercentile {
            if (percentile < 50 || percentile > 99) {
                throw new IllegalArgumentException("a get is hedged after percentile 50 to 99, not " + percentile);
            }
            checkExtra(maxExtraPercent);
        }
    }

    private static void checkExtra(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("hedges are at most 1 to 100 percent of gets, not " + percent);
        }
    }
}
