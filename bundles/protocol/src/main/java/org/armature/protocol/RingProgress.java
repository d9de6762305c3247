package org.armature.protocol;

import org.armature.ring.RingState;

/**
 * Whether places move from one ring to another, as operators are told.
 *
 * @param changeEpoch the epoch at which the change was committed; of a settled ring its own
 * @param permille of the moves that are done, 0 to 1,000; of a settled ring 1,000
 */
public record RingProgress(RingState.Phase phase, long changeEpoch, int permille) {
    public static final int ALL = 1_000;

    /** Nothing moves. */
    public static RingProgress settled(long epoch) {
        return new RingProgress(RingState.Phase.SETTLED, epoch, ALL);
    }

    public boolean isSettled() {
        return phase == RingState.Phase.SETTLED;
    }
}
