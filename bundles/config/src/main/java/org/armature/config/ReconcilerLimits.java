package org.armature.config;

import java.time.Duration;

/**
 * What a reconciler may take of a node.
 *
 * @param time for one merge, 1 ms to 10 s; a read that has to wait longer shows siblings
 */
public record ReconcilerLimits(Duration time) {
    static final Duration LEAST = Duration.ofMillis(1);
    static final Duration MOST = Duration.ofSeconds(10);

    public ReconcilerLimits {
        if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a merge may take 1 ms to 10 s, not " + time);
        }
    }
}
