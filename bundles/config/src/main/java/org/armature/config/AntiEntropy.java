package org.armature.config;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.Duration;

/**
 * How a node sees to it that replicas are alike without anyone reading them (Dynamo §4.7).
 *
 * @param interval from one comparison of a partition with another owner to the next, up to a day; zero for none but those an
 *     operator orders
 * @param scrubPeriod in which everything stored is read once and its checksums are verified, up to a year; zero for never
 * @param setAsideBytes of damaged records that are kept for whoever looks into why; 0 to keep none
 */
public record AntiEntropy(Duration interval, Duration scrubPeriod, long setAsideBytes) {
    static final Duration LONGEST = Duration.of(1, DAYS);

    static final Duration LONGEST_SCRUB = Duration.of(365, DAYS);

    public AntiEntropy {
        if (scrubPeriod.isNegative() || scrubPeriod.compareTo(LONGEST_SCRUB) > 0) {
            throw new IllegalArgumentException("everything is read within 0 s to 365 d, not " + scrubPeriod);
        }
        if (interval.isNegative() || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("partitions are compared every 0 s to 1 d, not " + interval);
        }
    }
}
