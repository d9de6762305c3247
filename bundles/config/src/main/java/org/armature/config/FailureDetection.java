package org.armature.config;

import java.time.Duration;

/**
 * When a node thinks of a peer as slow or down; its own opinion, which only steers preference lists (Dynamo §4.8.3).
 *
 * @param pingInterval from one ping of a peer to the next, 50 ms to 10 s
 * @param suspectAfter the least silence that is held against a peer, 200 ms to 60 s and at least two ping intervals: one
 *     lost ping is ordinary
 * @param slowAfter how long a peer's answers may take before it is avoided, 1 ms to 60 s
 */
public record FailureDetection(Duration pingInterval, Duration suspectAfter, Duration slowAfter) {
    static final int LEAST_PINGS = 2;

    public FailureDetection {
        if (pingInterval.isNegative() || pingInterval.isZero() || slowAfter.isNegative() || slowAfter.isZero()) {
            throw new IllegalArgumentException(
                    "pings and answers take some time, not " + pingInterval + " and " + slowAfter);
        }
        if (suspectAfter.compareTo(leastSuspectAfter(pingInterval)) < 0) {
            throw new IllegalArgumentException("a silence of " + suspectAfter + " is no more than " + LEAST_PINGS
                    + " ping intervals of " + pingInterval);
        }
    }

    static Duration leastSuspectAfter(Duration pingInterval) {
        return pingInterval.multipliedBy(LEAST_PINGS);
    }
}
