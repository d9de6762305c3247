package org.armature.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Cuts the ring where a partition begins, and where owners change in one of two rings. */
final class Pieces {
    private Pieces() {}

    static List<Piece> of(Ring before, Ring after) {
        SortedSet<Position> starts = new TreeSet<>();
        for (int partition = 0; partition < before.partitions(); partition++) {
            starts.add(Position.startOf(partition, before.partitions()));
        }
        if (before.strategy() == Strategy.RANDOM_TOKENS) {
            addRanges(before, starts);
            addRanges(after, starts);
        }
        List<Position> cuts = new ArrayList<>(starts);
        List<Piece> pieces = new ArrayList<>(cuts.size());
        for (int number = 0; number < cuts.size(); number++) {
            Position from = cuts.get(number);
            Optional<Position> to = number + 1 < cuts.size() ? Optional.of(cuts.get(number + 1)) : Optional.empty();
            pieces.add(new Piece(number, before.partitionOf(from), from, to));
        }
        return List.copyOf(pieces);
    }

    /** A range ends with its token, so the next one begins just after. */
    private static void addRanges(Ring ring, SortedSet<Position> starts) {
        ring.tokenPositions().forEach(token -> token.next().ifPresent(starts::add));
    }
}
