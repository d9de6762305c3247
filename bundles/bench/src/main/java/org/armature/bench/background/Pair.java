package org.armature.bench.background;

import java.util.List;
import java.util.stream.Stream;

/**
 * Two intervals of equal length and load.
 *
 * @param number from 1
 * @param quiet without background work
 * @param busy with all kinds of it
 */
record Pair(int number, Interval quiet, Interval busy) {
    private static final double LEAST_MILLIS = 1e-6;

    /** How much higher the p99.9 was with background work. */
    double ratio() {
        return busy.load().p999Millis() / Math.max(LEAST_MILLIS, quiet.load().p999Millis());
    }

    /** Of which nothing was done, though it should have been. */
    List<Kind> missing() {
        return Stream.of(Kind.values())
                .filter(kind -> busy.watched().work().of(kind) == 0)
                .toList();
    }

    /** Whether nothing moved and nothing was repaired in the quiet interval; a hint may follow any hiccup. */
    boolean isQuiet() {
        return quiet.watched().work().repaired() == 0 && quiet.watched().work().moved() == 0;
    }

    long failed() {
        return quiet.load().failed() + busy.load().failed();
    }

    /** Whether the pair compares what it should; latencies do not matter. */
    boolean held() {
        return missing().isEmpty() && isQuiet() && failed() == 0;
    }
}
