package org.armature.node;

import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.ring.Move;
import org.armature.ring.Piece;

/** A move of the present transition, in the direction in which it is made. */
record PlaceMove(long changeEpoch, int n, Move move, boolean back) {
    MoveName name() {
        return new MoveName(changeEpoch, n, move.number(), back, piece().partition());
    }

    Piece piece() {
        return move.piece();
    }

    NodeId taker() {
        return back ? move.from().orElseThrow() : move.to();
    }

    /** Who hands its place over; empty if the taker gets a copy of what all holders have. */
    Optional<NodeId> giver() {
        return back ? Optional.of(move.to()) : move.from();
    }

    boolean isCopy() {
        return !back && move.from().isEmpty();
    }

    boolean concerns(Located at) {
        return at.table().n() == n && piece().contains(at.position());
    }
}
