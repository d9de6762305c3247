package org.armature.client;

import java.time.Duration;

/** The range of deadlines: below a millisecond nothing can be asked, and nobody waits longer than an hour. */
final class Deadline {
    static final Duration LEAST = Duration.ofMillis(1);
    static final Duration MOST = Duration.ofHours(1);

    private Deadline() {}

    static Duration checked(Duration limit) {
        if (limit.compareTo(LEAST) < 0 || limit.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a deadline is 1 ms to 1 h, not " + limit);
        }
        return limit;
    }
}
