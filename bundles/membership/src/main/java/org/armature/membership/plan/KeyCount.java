package org.armature.membership.plan;

import org.armature.model.NodeId;
import org.armature.ring.Piece;
import org.armature.ring.Transition;

/**
 * How many keys lie in pieces of the ring, for tables of one N, as far as can be told beforehand. Keys are spread evenly by
 * their hash, so what nodes have told, by the part of the ring they own, is what there is everywhere. Of nodes that have
 * told nothing, as the dead ones may, nothing is needed.
 */
final class KeyCount {
    private final double onWholeRing;

    private KeyCount(double onWholeRing) {
        this.onWholeRing = onWholeRing;
    }

    static KeyCount of(Situation situation, Transition transition, int n) {
        double told = 0;
        double owned = 0;
        for (Piece piece : transition.pieces()) {
            for (NodeId owner : transition.ownersBefore(n, piece.number())) {
                owned += situation.held().containsKey(owner) ? piece.share() : 0;
            }
        }
        for (NodeId member : transition.before().members().keySet()) {
            told += situation.held().getOrDefault(member, Held.NOTHING).keys();
        }
        return new KeyCount(owned > 0 ? told * situation.partOfKeys(n) / owned : 0);
    }

    /** @param share of the ring, 0 to 1 */
    long in(double share) {
        return Math.round(onWholeRing * share);
    }
}
