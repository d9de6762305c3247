package org.armature.ring;

import java.util.Objects;
import java.util.Optional;

/**
 * Positions that have the same owners before a change of the ring, and the same owners after it. It lies in one
 * partition; under strategies 2 and 3 it is one.
 *
 * @param number from 0, in ring order
 * @param partition the one it lies in
 * @param from its first position
 * @param to the position after its last; empty if it reaches to the end of the ring
 */
public record Piece(int number, int partition, Position from, Optional<Position> to) {
    public Piece {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
    }

    /** The part of the ring it covers, above 0 and up to 1. */
    public double share() {
        return to.map(Position::shareBefore).orElse(1.0) - from.shareBefore();
    }

    public boolean contains(Position position) {
        return position.compareTo(from) >= 0 && (to.isEmpty() || position.compareTo(to.get()) < 0);
    }
}
