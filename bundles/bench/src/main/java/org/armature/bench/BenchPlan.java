package org.armature.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How long, in which portions and how fast.
 *
 * @param warmupSeconds for each side, before anything is measured
 * @param measuredSeconds of load on the store, over all slices; the bound takes as long again
 * @param slices portions in which store and bound take turns
 * @param rate operations a second of all threads together, begun on schedule; empty for a closed loop, where each
 *     thread begins an operation when its last one has ended
 */
record BenchPlan(int warmupSeconds, int measuredSeconds, int slices, OptionalDouble rate) {
    static final int MAX_SECONDS = 86_400;
    static final int SLICE_SECONDS = 5;
    static final double MAX_RATE = 10_000_000;

    BenchPlan {
        List<String> wrong = new ArrayList<>();
        if (warmupSeconds < 0 || warmupSeconds > MAX_SECONDS) {
            wrong.add("--warmup " + warmupSeconds + " is not within 0 to " + MAX_SECONDS + " seconds");
        }
        if (measuredSeconds < 1 || measuredSeconds > MAX_SECONDS) {
            wrong.add("--seconds " + measuredSeconds + " is not within 1 to " + MAX_SECONDS);
        }
        if (slices < 1 || slices > Math.max(1, measuredSeconds)) {
            wrong.add("--slices " + slices + " is not within 1 to --seconds " + measuredSeconds
                    + ": a slice lasts a second or more");
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= MAX_RATE)) {
            wrong.add(String.format(
                    Locale.ROOT,
                    "--rate %s is not above 0 and at most %.0f operations a second; leave it out for a closed loop",
                    rate.getAsDouble(),
                    MAX_RATE));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidOptions(wrong);
        }
    }

    /** In portions of five seconds, or one portion if that is too short. */
    static int defaultSlices(int measuredSeconds) {
        return Math.max(1, measuredSeconds / SLICE_SECONDS);
    }

    Duration slice() {
        return Duration.ofSeconds(measuredSeconds).dividedBy(slices);
    }

    Duration warmup() {
        return Duration.ofSeconds(warmupSeconds);
    }
}
