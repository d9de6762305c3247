package org.armature.bench.background;

import java.util.ArrayList;
import java.util.List;
import org.armature.bench.InvalidOptions;
import org.armature.bench.Workload;

/**
 * How often, and how much background work there is.
 *
 * @param pairs of intervals with the controller on, and as many with it off; 1 to 100
 * @param behind objects of which a node that was away lacks the last write; 1,024 to 10,000,000
 */
record BackgroundPlan(int pairs, int behind) {
    private static final int MOST_PAIRS = 100;
    /** As many as there may be callers. */
    private static final int LEAST_BEHIND = 1_024;

    private static final int KEEPING = 4;
    private static final int MOST_HINTS = 100_000;
    private static final int MOST_BEHIND = 10_000_000;

    BackgroundPlan {
        List<String> wrong = new ArrayList<>();
        if (pairs < 1 || pairs > MOST_PAIRS) {
            wrong.add("--pairs " + pairs + " is not within 1 to " + MOST_PAIRS);
        }
        if (behind < LEAST_BEHIND || behind > MOST_BEHIND) {
            wrong.add("--behind " + behind + " is not within " + LEAST_BEHIND + " to " + MOST_BEHIND);
        }
        if (!wrong.isEmpty()) {
            throw new InvalidOptions(wrong);
        }
    }

    /**
     * At which hints take about as long as the interval: a node of four is an owner of three keys in four, and the three others
     * share what is kept for it.
     */
    int hintsPerSecond(int seconds) {
        return Math.max(1, Math.min(MOST_HINTS, behind / (KEEPING * seconds)));
    }

    /** The objects that are not under load, written by as many callers as those that are. */
    Workload behindOf(Workload asked) {
        return new Workload(behind, asked.valueBytes(), 0, asked.threads(), asked.seed());
    }
}
