package org.armature.membership;

import java.util.Optional;
import org.armature.ring.Ownership;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/** Counts by the list of moves that every node works out. Not thread-safe: keeps the list of the latest transition. */
public final class OpenMoves implements Completeness {
    private Optional<Ownership> latest = Optional.empty();

    @Override
    public int movesLeft(RingState state, Progress progress, int n) {
        Ownership ownership = latest.filter(known -> known.state().equals(state))
                .map(known -> known.with(progress))
                .orElseGet(() -> new Ownership(state, progress));
        latest = Optional.of(ownership);
        return (int) ownership.transition().stream()
                .flatMap(transition -> transition.moves(n).stream())
                .filter(move -> ownership.isOpen(n, move))
                .count();
    }
}
