package org.armature.bench.swap;

/**
 * What goes on in a stretch of time.
 *
 * @param swap number of the exchange it belongs to, from 1; 0 before the first one
 */
record Stretch(int swap, Kind kind) {
    enum Kind {
        QUIET,
        /** From the order until the task is done. */
        SWAPPING,
        RESTING
    }
}
