package org.armature.membership;

import org.armature.ring.Progress;
import org.armature.ring.RingState;

/** Counts what a transition has still to move; asked whenever a move has ended. */
@FunctionalInterface
public interface Completeness {
    /**
     * @param state in transition
     * @param n of tables
     * @return moves of this n that are not done, or, of a transition that goes back, not taken back; 0 if it is complete
     */
    int movesLeft(RingState state, Progress progress, int n);
}
