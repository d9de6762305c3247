package org.armature.membership;

import java.util.Optional;
import org.armature.ring.Ownership;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/**
 * Counts by the list of moves that every node works out, once for each transition. Not thread-safe: keeps the list of the
 * latest.
 */
public final class OpenMoves implements Completeness {
    private Optional<Ownership> latest = Optional.empty();

    @Override
    public int movesLeft(RingState state, Progress progress, int n) {
        Ownership ownership =
                latest.map(known -> known.learning(state, progress)).orElseGet(() -> new Ownership(state, progress));
        latest = Optional.of(ownership);
        return ownership.movesLeft(n);
    }
}
