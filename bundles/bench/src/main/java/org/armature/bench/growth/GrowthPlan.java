package org.armature.bench.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.armature.bench.InvalidOptions;

/**
 * How often, and how much is looked at.
 *
 * @param pairs of a join and a leave; 1 to 100
 * @param samplesPerSecond keys whose owners are asked whether they hold it; above 0, at most 10,000
 */
record GrowthPlan(int pairs, double samplesPerSecond) {
    private static final int MOST_PAIRS = 100;
    private static final double MAX_SAMPLES = 10_000;

    GrowthPlan {
        List<String> wrong = new ArrayList<>();
        if (pairs < 1 || pairs > MOST_PAIRS) {
            wrong.add("--pairs " + pairs + " is not within 1 to " + MOST_PAIRS);
        }
        if (!(samplesPerSecond > 0 && samplesPerSecond <= MAX_SAMPLES)) {
            wrong.add(String.format(
                    Locale.ROOT,
                    "--samples %s is not above 0 and at most %.0f a second",
                    samplesPerSecond,
                    MAX_SAMPLES));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidOptions(wrong);
        }
    }
}
