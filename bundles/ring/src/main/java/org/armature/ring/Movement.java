package org.armature.ring;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * How much a change of the ring moves, in replicas of whole partitions.
 *
 * @param moved owners that partitions gain
 * @param gained what nodes hold more in the end: no way to such loads moves less
 */
record Movement(double moved, double gained) {
    static Movement between(Ring before, Ring after, int n) {
        Transition transition = Transition.between(before, after, Collections.emptySortedSet());
        SortedMap<NodeId, Double> growth = new TreeMap<>();
        double moved = 0;
        for (Piece piece : transition.pieces()) {
            double size = before.strategy() == Strategy.RANDOM_TOKENS ? piece.share() * before.partitions() : 1;
            moved += size * transition.movesOf(n, piece.number()).size();
            transition.ownersBefore(n, piece.number()).forEach(node -> growth.merge(node, -size, Double::sum));
            transition.ownersAfter(n, piece.number()).forEach(node -> growth.merge(node, size, Double::sum));
        }
        double gained =
                growth.values().stream().mapToDouble(it -> Math.max(0, it)).sum();
        return new Movement(moved, gained);
    }
}
