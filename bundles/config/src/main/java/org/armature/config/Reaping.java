package org.armature.config;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.Duration;

/**
 * When a node removes deleted and expired data for good.
 *
 * @param interval from the end of one round in a partition to the next, up to a day; zero to remove nothing
 * @param lookThrough within which, after a start, every partition is looked through for what an earlier life has left; up
 *     to a day
 * @param journalBytes how much is kept of what was removed when, from 64 KiB to 1 GiB
 */
public record Reaping(Duration interval, Duration lookThrough, long journalBytes) {
    static final Duration LONGEST = Duration.of(1, DAYS);

    static final long LEAST_JOURNAL = 64L << 10;

    static final long GREATEST_JOURNAL = 1L << 30;

    public Reaping {
        if (interval.isNegative()
                || interval.compareTo(LONGEST) > 0
                || lookThrough.isNegative()
                || lookThrough.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "deleted data is removed every 0 s to 1 d and looked for within 0 s to 1 d," + " not " + interval
                            + " and " + lookThrough);
        }
        if (journalBytes < LEAST_JOURNAL || journalBytes > GREATEST_JOURNAL) {
            throw new IllegalArgumentException("a journal has 64 KiB to 1 GiB, not " + journalBytes + " bytes");
        }
    }
}
