package org.armature.config;

import java.time.Duration;

/**
 * When background work of a node yields to requests (Dynamo §6.5).
 *
 * @param latency of the slowest hundredth of requests, and of reads and writes of records, above which it gets less of the
 *     time, up to a minute; zero to take no notice
 * @param leastSharePercent of the time that it always gets, 1 to 100
 */
public record BackgroundLimits(Duration latency, int leastSharePercent) {
    static final Duration LONGEST = Duration.ofMinutes(1);

    public BackgroundLimits {
        if (latency.isNegative()
                || latency.compareTo(LONGEST) > 0
                || leastSharePercent < 1
                || leastSharePercent > 100) {
            throw new IllegalArgumentException(latency + ", " + leastSharePercent + " % of the time");
        }
    }
}
