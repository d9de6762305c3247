package org.armature.membership;

/**
 * Whether this node itself keeps time. A node that is paused or starved finds its peers silent because it does not
 * listen, so how late it comes to its own appointments is taken off their silence (Cassandra's check for a local pause;
 * SWIM's Lifeguard, "local health"). In nanoseconds.
 */
final class OwnPace {
    private static final int PART = 8;

    private final long tolerated;
    private long lateness;

    /** @param tolerated being late by less is nothing to speak of */
    OwnPace(long tolerated) {
        this.tolerated = tolerated;
    }

    /**
     * An appointment was kept, so much late.
     *
     * @return how long the node must have been away; 0 if it was not
     */
    long cameLate(long nanos) {
        lateness += (nanos - lateness) / PART;
        return nanos > tolerated ? nanos : 0;
    }

    /** How late this node has been lately, smoothed. */
    long lateness() {
        return lateness;
    }
}
