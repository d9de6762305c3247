package org.armature.bench.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.armature.bench.InvalidOptions;

/**
 * How often, how long, and how much load.
 *
 * @param pairs of a join and a leave; 1 to 100
 * @param rate operations due in a second; empty to take a part of what the three nodes bear
 * @param percent of that; 1 to 100
 * @param warmupSeconds closed loop, before anything is measured; 0 to 3,600
 * @param capacitySeconds closed loop, in which it is measured what the three bear; 1 to 3,600
 * @param quietSeconds of each quiet part; 1 to 3,600
 * @param restSeconds after each change, measured but not compared; 0 to 600
 * @param samplesPerSecond keys whose owners are asked whether they hold it; above 0, at most 10,000
 */
record GrowthPlan(
        int pairs,
        OptionalDouble rate,
        int percent,
        int warmupSeconds,
        int capacitySeconds,
        int quietSeconds,
        int restSeconds,
        double samplesPerSecond) {
    private static final int HOUR = 3_600;
    private static final double MAX_RATE = 10_000_000;
    private static final double MAX_SAMPLES = 10_000;

    GrowthPlan {
        List<String> wrong = new ArrayList<>();
        require(wrong, "--pairs", pairs, 1, 100);
        require(wrong, "--percent", percent, 1, 100);
        require(wrong, "--warmup", warmupSeconds, 0, HOUR);
        require(wrong, "--capacity-seconds", capacitySeconds, 1, HOUR);
        require(wrong, "--quiet-seconds", quietSeconds, 1, HOUR);
        require(wrong, "--rest-seconds", restSeconds, 0, 600);
        rate.ifPresent(given -> requireAboveZero(wrong, "--rate", given, MAX_RATE));
        requireAboveZero(wrong, "--samples", samplesPerSecond, MAX_SAMPLES);
        if (!wrong.isEmpty()) {
            throw new InvalidOptions(wrong);
        }
    }

    private static void require(List<String> wrong, String option, int value, int least, int most) {
        if (value < least || value > most) {
            wrong.add(option + " " + value + " is not within " + least + " to " + most);
        }
    }

    private static void requireAboveZero(List<String> wrong, String option, double value, double most) {
        if (!(value > 0 && value <= most)) {
            wrong.add(
                    String.format(Locale.ROOT, "%s %s is not above 0 and at most %.0f a second", option, value, most));
        }
    }

    /** @param capacity operations a second that the three bear */
    double offered(double capacity) {
        return rate.orElse(capacity * percent / 100);
    }

    Duration warmup() {
        return Duration.ofSeconds(warmupSeconds);
    }

    Duration capacityTime() {
        return Duration.ofSeconds(capacitySeconds);
    }

    Duration quiet() {
        return Duration.ofSeconds(quietSeconds);
    }

    Duration rest() {
        return Duration.ofSeconds(restSeconds);
    }
}
