package org.armature.bench.repair;

import java.time.Duration;

/**
 * All replicas compared once, by order.
 *
 * @param took from the order until each node had done its part
 * @param counts what the nodes counted meanwhile
 */
record Round(Duration took, Counts counts) {
    private static final long SCALE = 1_000_000;

    /** Whether it found nothing, and nothing was written. */
    boolean isQuiet() {
        return counts.differed() == 0 && counts.repaired() == 0 && counts.writes() == 0;
    }

    double seconds() {
        return took.toNanos() / 1e9;
    }

    double megabytes() {
        return (double) counts.bytes() / SCALE;
    }
}
