package org.armature.ring;

import java.util.Objects;
import java.util.Optional;
import org.armature.model.NodeId;

/**
 * One copy of a piece that changes hands, for tables of one N.
 *
 * @param number from 0, among the moves of one transition and one N; all nodes number them alike
 * @param from who hands its place over; empty if there is none who could, because there were fewer owners before or the
 *     one that was is dead: then the copy is made from all other owners
 * @param to who takes the place
 */
public record Move(int number, Piece piece, Optional<NodeId> from, NodeId to) {
    public Move {
        Objects.requireNonNull(piece);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
    }
}
