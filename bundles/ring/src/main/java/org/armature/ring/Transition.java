package org.armature.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;

/**
 * What a change from one ring to another moves: the ring is cut into pieces, and for each N of a table those owners of a
 * piece who are new take the places of those who are owners no longer, in the order of the preference lists (Dynamo
 * §4.9). Every node works out the same moves with the same numbers from the same two rings. Who is dead changes neither
 * numbers nor pieces, only whether anybody hands over.
 *
 * <p>If a piece has fewer owners afterwards, because fewer hosts are left than N, no move tells of those who go.
 * Immutable, and safe to share between threads.
 */
public final class Transition {
    private final Ring before;
    private final Ring after;
    private final SortedSet<NodeId> dead;
    private final List<Piece> pieces;

    /**
     * By N, filled when first asked for. Threads may race to fill a place, which is harmless: both work out the same, and
     * it is made of final fields only.
     */
    private final MovesOfN[] moves;

    /** @param firstOf by piece, the number of its first move; at the end, how many moves there are */
    private record MovesOfN(List<Move> all, List<Integer> firstOf) {}

    private Transition(Ring before, Ring after, SortedSet<NodeId> dead) {
        this.before = before;
        this.after = after;
        this.dead = Collections.unmodifiableSortedSet(new TreeSet<>(dead));
        this.pieces = Pieces.of(before, after);
        this.moves = new MovesOfN[Math.max(before.hosts(), after.hosts()) + 1];
    }

    /**
     * @param dead members that hand nothing over
     * @throws IllegalArgumentException if the rings differ in strategy or Q, which are fixed for a cluster's life
     */
    public static Transition between(Ring before, Ring after, SortedSet<NodeId> dead) {
        if (before.strategy() != after.strategy() || before.partitions() != after.partitions()) {
            throw new IllegalArgumentException("no ring of strategy "
                    + before.strategy().number() + " and Q=" + before.partitions() + " becomes one of strategy "
                    + after.strategy().number() + " and Q=" + after.partitions()
                    + ": both are fixed when a cluster is made");
        }
        return new Transition(before, after, dead);
    }

    public Ring before() {
        return before;
    }

    public Ring after() {
        return after;
    }

    public SortedSet<NodeId> dead() {
        return dead;
    }

    /** In ring order; together they are the whole ring, and no two overlap. */
    public List<Piece> pieces() {
        return pieces;
    }

    public Piece pieceOf(Position position) {
        int first = 0;
        int last = pieces.size() - 1;
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            if (position.compareTo(pieces.get(middle).from()) < 0) {
                last = middle - 1;
            } else {
                first = middle;
            }
        }
        return pieces.get(first);
    }

    /** Of all pieces, by number, and so by piece. */
    public List<Move> moves(int n) {
        return of(n).all();
    }

    /** @param piece its number */
    public List<Move> movesOf(int n, int piece) {
        MovesOfN of = of(n);
        Objects.checkIndex(piece, pieces.size());
        return of.all().subList(of.firstOf().get(piece), of.firstOf().get(piece + 1));
    }

    /** @param piece its number */
    public List<NodeId> ownersBefore(int n, int piece) {
        return before.preferenceList(pieces.get(piece).from(), n).owners();
    }

    /** @param piece its number */
    public List<NodeId> ownersAfter(int n, int piece) {
        return after.preferenceList(pieces.get(piece).from(), n).owners();
    }

    private MovesOfN of(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("N=" + n + ", must be 1 or more");
        }
        int at = Math.min(n, moves.length - 1);
        MovesOfN of = moves[at];
        if (of == null) {
            of = workOut(at);
            moves[at] = of;
        }
        return of;
    }

    private MovesOfN workOut(int n) {
        List<Move> all = new ArrayList<>();
        List<Integer> firstOf = new ArrayList<>(pieces.size() + 1);
        for (Piece piece : pieces) {
            firstOf.add(all.size());
            addMoves(n, piece, all);
        }
        firstOf.add(all.size());
        return new MovesOfN(List.copyOf(all), List.copyOf(firstOf));
    }

    private void addMoves(int n, Piece piece, List<Move> all) {
        List<NodeId> come = new ArrayList<>(ownersAfter(n, piece.number()));
        List<NodeId> go = new ArrayList<>(ownersBefore(n, piece.number()));
        come.removeAll(ownersBefore(n, piece.number()));
        go.removeAll(ownersAfter(n, piece.number()));
        for (int place = 0; place < come.size(); place++) {
            Optional<NodeId> from = place < go.size() ? Optional.of(go.get(place)) : Optional.empty();
            all.add(new Move(all.size(), piece, from.filter(node -> !dead.contains(node)), come.get(place)));
        }
    }

    @Override
    public String toString() {
        return "from " + before + " to " + after + (dead.isEmpty() ? "" : " without " + dead);
    }
}
