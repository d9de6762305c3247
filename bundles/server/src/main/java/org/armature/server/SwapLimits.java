package org.armature.server;

import java.time.Duration;

/**
 * How long an exchange of a storage engine may hold others up.
 *
 * @param drain for storage calls under way to end; after it nothing is exchanged
 * @param patience for storage calls to wait; after it they fail, and other nodes take over
 */
record SwapLimits(Duration drain, Duration patience) {
    static final SwapLimits USUAL = new SwapLimits(Duration.ofSeconds(5), Duration.ofSeconds(5));
}
