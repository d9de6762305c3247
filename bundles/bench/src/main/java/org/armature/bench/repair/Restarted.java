package org.armature.bench.repair;

import java.time.Duration;

/**
 * A node that was stopped cleanly.
 *
 * @param stopping from SIGTERM until its process was gone
 * @param starting from its start until it served
 * @param unknown hash trees it had to work out, when it was first asked
 * @param known from its start until it had all
 * @param isSameIncarnation whether it was taken for one that remembers everything
 */
record Restarted(Duration stopping, Duration starting, int unknown, Duration known, boolean isSameIncarnation) {
    boolean held() {
        return unknown == 0 && isSameIncarnation;
    }
}
