package org.armature.config;

import java.time.Duration;

/**
 * How long a node waits.
 *
 * @param request for a request that names no deadline of its own, from its arrival to its answer
 * @param handshake from a connection's opening to the end of its handshake
 */
public record Deadlines(Duration request, Duration handshake) {
    public Deadlines {
        if (request.isNegative() || request.isZero() || handshake.isNegative() || handshake.isZero()) {
            throw new IllegalArgumentException("a deadline is more than 0: " + request + ", " + handshake);
        }
    }
}
