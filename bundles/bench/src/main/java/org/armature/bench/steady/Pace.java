package org.armature.bench.steady;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.armature.bench.InvalidOptions;

/**
 * How much load there is, and how long it goes on undisturbed.
 *
 * @param rate operations due in a second; empty to take a part of what the three nodes bear
 * @param percent of that; 1 to 100
 * @param warmupSeconds closed loop, before anything is measured; 0 to 3,600
 * @param capacitySeconds closed loop, in which it is measured what the three bear; 1 to 3,600
 * @param quietSeconds of each quiet window; 1 to 3,600
 * @param restSeconds after what was done, measured but not compared; 0 to 600
 */
public record Pace(
        OptionalDouble rate, int percent, int warmupSeconds, int capacitySeconds, int quietSeconds, int restSeconds) {
    private static final int HOUR = 3_600;
    private static final int MOST_REST = 600;
    private static final double MAX_RATE = 10_000_000;

    public Pace {
        List<String> wrong = new ArrayList<>();
        require(wrong, "--percent", percent, 1, 100);
        require(wrong, "--warmup", warmupSeconds, 0, HOUR);
        require(wrong, "--capacity-seconds", capacitySeconds, 1, HOUR);
        require(wrong, "--quiet-seconds", quietSeconds, 1, HOUR);
        require(wrong, "--rest-seconds", restSeconds, 0, MOST_REST);
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= MAX_RATE)) {
            wrong.add(String.format(
                    Locale.ROOT, "--rate %s is not above 0 and at most %.0f a second", rate.getAsDouble(), MAX_RATE));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidOptions(wrong);
        }
    }

    private static void require(List<String> wrong, String option, int value, int least, int most) {
        if (value < least || value > most) {
            wrong.add(option + " " + value + " is not within " + least + " to " + most);
        }
    }

    /** @param capacity operations a second that the three bear */
    public double offered(double capacity) {
        return rate.orElse(capacity * percent / 100);
    }

    public Duration warmup() {
        return Duration.ofSeconds(warmupSeconds);
    }

    public Duration capacityTime() {
        return Duration.ofSeconds(capacitySeconds);
    }

    public Duration quiet() {
        return Duration.ofSeconds(quietSeconds);
    }

    public Duration rest() {
        return Duration.ofSeconds(restSeconds);
    }
}
