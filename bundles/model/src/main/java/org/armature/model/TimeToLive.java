package org.armature.model;

import java.time.Duration;

/**
 * How long a value is to live from the moment its coordinator takes it in. Immutable.
 *
 * @param millis {@value #LEAST_MILLIS} to {@value #MOST_MILLIS}: 1 ms to 36,500 days
 */
public record TimeToLive(long millis) {
    public static final long LEAST_MILLIS = 1;
    public static final long MOST_MILLIS = 36_500L * 24 * 60 * 60 * 1_000;

    /** @throws IllegalArgumentException if it is out of range; the message says so for a user to read */
    public TimeToLive {
        if (millis < LEAST_MILLIS || millis > MOST_MILLIS) {
            throw new IllegalArgumentException(refusal(millis + " ms"));
        }
    }

    /**
     * In whole milliseconds; a fraction of one is dropped.
     *
     * @throws IllegalArgumentException if it is out of range; the message says so for a user to read
     */
    public static TimeToLive of(Duration duration) {
        if (duration.compareTo(Duration.ofMillis(LEAST_MILLIS)) < 0
                || duration.compareTo(Duration.ofMillis(MOST_MILLIS)) > 0) {
            throw new IllegalArgumentException(refusal(duration.toString()));
        }
        return new TimeToLive(duration.toMillis());
    }

    private static String refusal(String found) {
        return "a time to live is 1 ms to " + Duration.ofMillis(MOST_MILLIS).toDays() + " days, not " + found;
    }

    /**
     * When a value that is taken in now is to be gone, as {@link Version#expiresMillis}: never 0, which would mean that it
     * lives for ever.
     *
     * @param nowMillis wall time of the coordinator, whatever its clock says
     */
    public long expiryFrom(long nowMillis) {
        long expiry = nowMillis > Long.MAX_VALUE - millis ? Long.MAX_VALUE : nowMillis + millis;
        return Math.max(1, expiry);
    }

    public Duration duration() {
        return Duration.ofMillis(millis);
    }
}
