package org.armature.config;

import java.time.Duration;
import java.util.List;

/**
 * When background work of a node yields to requests (Dynamo §6.5): while the slowest hundredth takes longer than these, up to a
 * minute, it gets less of the time; zero takes no notice.
 *
 * @param latency of requests
 * @param engineLatency of reads and writes of records
 * @param queueWait of changes for their key's turn
 * @param lockFailures of reads and writes in six seconds, of each shard
 * @param leastSharePercent of the time that it always gets, 1 to 100
 */
public record BackgroundLimits(
        Duration latency,
        Duration engineLatency,
        Duration queueWait,
        int lockFailures,
        int leastSharePercent,
        QuietHours quiet) {
    static final Duration LONGEST = Duration.ofMinutes(1);

    static final int MOST_FAILURES = 1_000_000;

    public BackgroundLimits {
        boolean fits = List.of(latency, engineLatency, queueWait).stream()
                .allMatch(each -> !each.isNegative() && each.compareTo(LONGEST) <= 0);
        if (!fits || lockFailures < 0 || leastSharePercent < 1 || leastSharePercent > 100) {
            throw new IllegalArgumentException(latency + ", " + engineLatency + ", " + queueWait + ", " + lockFailures
                    + " failures, " + leastSharePercent + " % of the time");
        }
    }
}
