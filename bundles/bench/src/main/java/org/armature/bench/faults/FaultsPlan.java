package org.armature.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.armature.bench.InvalidOptions;

/**
 * How much load, for how long.
 *
 * @param warmupSeconds before each act, in which nothing counts but losses; 0 to 600
 * @param seconds of load over all acts, 10 to 3,600
 * @param rate reads, and as many writes, due in a second; above 0, at most 100,000
 * @param threads that send them, each one at a time; 1 to 1,000
 * @param seed of what is written where
 */
record FaultsPlan(int warmupSeconds, int seconds, double rate, int threads, long seed) {
    FaultsPlan {
        List<String> mistakes = new ArrayList<>();
        if (warmupSeconds < 0 || warmupSeconds > 600) {
            mistakes.add("--warmup " + warmupSeconds + ": must be 0 to 600 seconds");
        }
        if (seconds < 10 || seconds > 3_600) {
            mistakes.add("--seconds " + seconds + ": must be 10 to 3600 seconds");
        }
        if (!(rate > 0 && rate <= 100_000)) {
            mistakes.add("--rate " + rate + ": must be above 0 and at most 100000 a second");
        }
        if (threads < 1 || threads > 1_000) {
            mistakes.add("--threads " + threads + ": must be 1 to 1000");
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidOptions(mistakes);
        }
    }

    Duration warmup() {
        return Duration.ofSeconds(warmupSeconds);
    }

    /** @param share of all seconds, 0 to 1 */
    Duration part(double share) {
        return Duration.ofMillis(Math.round(seconds * 1_000 * share));
    }
}
