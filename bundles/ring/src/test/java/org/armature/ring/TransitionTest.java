package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class TransitionTest {
    private static final SortedSet<NodeId> NOBODY = Collections.emptySortedSet();
    private static final List<Case> CASES =
            LongStream.range(0, 240).mapToObj(Case::of).toList();

    /** What a seed stands for: two rings that may have nothing in common but some names. */
    private record Case(long seed, int n, Transition transition) {
        static Case of(long seed) {
            Random random = new Random(seed);
            Strategy strategy = Strategy.of(1 + (int) (seed % 3));
            int partitions = 1 + random.nextInt(80);
            int tokens = 1 + random.nextInt(6);
            Ring before = Founding.ring(strategy, Members.random(random), partitions, tokens, 3);
            Ring after = Founding.ring(strategy, Members.random(random), partitions, tokens, 3);
            SortedSet<NodeId> dead = new TreeSet<>(before.members().keySet());
            dead.removeIf(node -> random.nextInt(4) > 0);
            return new Case(seed, 1 + random.nextInt(5), Transition.between(before, after, dead));
        }

        Position anyPosition(Random random) {
            return new Position(random.nextLong(), random.nextLong());
        }
    }

    @Test
    void piecesTileTheRingAndEachLiesInOnePartition() {
        for (Case it : CASES) {
            List<Piece> pieces = it.transition().pieces();
            Optional<Position> next = Optional.of(new Position(0, 0));
            for (int number = 0; number < pieces.size(); number++) {
                Piece piece = pieces.get(number);
                String where = "seed " + it.seed() + ": " + piece;
                assertEquals(number, piece.number(), where);
                assertEquals(next.orElseThrow(), piece.from(), where);
                assertTrue(piece.contains(piece.from()), where);
                assertEquals(piece.partition(), it.transition().before().partitionOf(piece.from()), where);
                piece.to().ifPresent(to -> {
                    assertTrue(piece.from().compareTo(to) < 0, where);
                    assertFalse(piece.contains(to), where);
                    assertTrue(to.compareTo(endOf(piece.partition(), it)) <= 0 || endsTheRing(piece.partition(), it));
                });
                next = piece.to();
            }
            assertEquals(Optional.empty(), next, "seed " + it.seed());
            assertEquals(
                    it.transition().before().partitions(),
                    pieces.stream().map(Piece::partition).distinct().count(),
                    "seed " + it.seed());
        }
    }

    private static boolean endsTheRing(int partition, Case it) {
        return partition + 1 == it.transition().before().partitions();
    }

    private static Position endOf(int partition, Case it) {
        int partitions = it.transition().before().partitions();
        return Position.startOf((partition + 1) % partitions, partitions);
    }

    @Test
    void aPositionLiesInThePieceThatContainsIt() {
        for (Case it : CASES) {
            Random random = new Random(it.seed());
            for (int ask = 0; ask < 50; ask++) {
                Position position = it.anyPosition(random);
                Piece piece = it.transition().pieceOf(position);
                assertTrue(piece.contains(position), "seed " + it.seed() + ": " + position);
                assertSame(piece, it.transition().pieces().get(piece.number()));
            }
            for (Piece piece : it.transition().pieces()) {
                assertSame(piece, it.transition().pieceOf(piece.from()));
            }
        }
    }

    @Test
    void allPositionsOfAPieceHaveTheOwnersOfThePiece() {
        for (Case it : CASES) {
            Transition transition = it.transition();
            Random random = new Random(it.seed());
            for (int ask = 0; ask < 50; ask++) {
                Position position = it.anyPosition(random);
                int piece = transition.pieceOf(position).number();
                assertEquals(
                        transition.before().preferenceList(position, it.n()).owners(),
                        transition.ownersBefore(it.n(), piece),
                        "seed " + it.seed() + ": " + position);
                assertEquals(
                        transition.after().preferenceList(position, it.n()).owners(),
                        transition.ownersAfter(it.n(), piece),
                        "seed " + it.seed() + ": " + position);
            }
        }
    }

    @Test
    void theMovesMakeTheOldOwnersTheNewOnes() {
        int moved = 0;
        for (Case it : CASES) {
            Transition transition = it.transition();
            for (Piece piece : transition.pieces()) {
                String where = "seed " + it.seed() + ": " + piece;
                List<NodeId> after = transition.ownersAfter(it.n(), piece.number());
                SortedSet<NodeId> owners = new TreeSet<>(transition.ownersBefore(it.n(), piece.number()));
                SortedSet<NodeId> staying = new TreeSet<>(owners);
                staying.retainAll(after);
                for (Move move : transition.movesOf(it.n(), piece.number())) {
                    assertSame(piece, move.piece(), where);
                    move.from().ifPresent(from -> assertTrue(owners.remove(from), where));
                    assertTrue(owners.add(move.to()), where);
                    assertTrue(owners.containsAll(staying), where);
                    moved++;
                }
                SortedSet<NodeId> surplus = new TreeSet<>(owners);
                surplus.removeAll(after);
                assertTrue(
                        owners.containsAll(after)
                                && (transition.dead().containsAll(surplus)
                                        || after.size()
                                                < transition
                                                        .ownersBefore(it.n(), piece.number())
                                                        .size()),
                        where);
            }
        }
        assertTrue(moved > 1_000, "only " + moved);
    }

    @Test
    void anIndependentPairingGivesTheSameMovesWithTheSameNumbers() {
        for (Case it : CASES) {
            Transition transition = it.transition();
            List<Move> expected = new ArrayList<>();
            for (Piece piece : transition.pieces()) {
                List<NodeId> before =
                        transition.before().preferenceList(piece.from(), it.n()).owners();
                List<NodeId> after =
                        transition.after().preferenceList(piece.from(), it.n()).owners();
                int gone = 0;
                for (NodeId node : after) {
                    if (before.contains(node)) {
                        continue;
                    }
                    while (gone < before.size() && after.contains(before.get(gone))) {
                        gone++;
                    }
                    Optional<NodeId> from =
                            gone == before.size() || transition.dead().contains(before.get(gone))
                                    ? Optional.empty()
                                    : Optional.of(before.get(gone));
                    gone = Math.min(gone + 1, before.size());
                    expected.add(new Move(expected.size(), piece, from, node));
                }
            }
            assertEquals(expected, transition.moves(it.n()), "seed " + it.seed());
        }
    }

    @Test
    void whoIsDeadChangesNoNumbersAndNeverHandsOver() {
        for (Case it : CASES) {
            Transition transition = it.transition();
            List<Move> without = Transition.between(transition.before(), transition.after(), NOBODY)
                    .moves(it.n());
            List<Move> with = transition.moves(it.n());
            assertEquals(without.size(), with.size());
            for (int number = 0; number < with.size(); number++) {
                Move move = with.get(number);
                assertEquals(number, move.number());
                assertEquals(without.get(number).to(), move.to());
                assertEquals(without.get(number).piece(), move.piece());
                Optional<NodeId> from = without.get(number).from();
                assertEquals(from.filter(node -> !transition.dead().contains(node)), move.from());
            }
        }
    }

    @Test
    void tokensOfEitherRingSplitPiecesInStrategyOneOnly() {
        List<Member> two = Members.equal(2);
        for (Strategy strategy : Strategy.values()) {
            Ring before = Founding.ring(strategy, two.subList(0, 1), 16, 5, 3);
            Ring after = Founding.ring(strategy, two, 16, 5, 3);
            int pieces = Transition.between(before, after, NOBODY).pieces().size();
            assertEquals(strategy == Strategy.RANDOM_TOKENS ? 16 + 10 : 16, pieces, strategy.toString());
        }
    }

    @Test
    void aRingThatStaysMovesNothingAndAnNBeyondTheHostsMovesAsAllHosts() {
        Ring ring = Founding.ring(Strategy.RANDOM_TOKENS, Members.equal(4), 16, 5, 3);
        Transition still = Transition.between(ring, ring.withEpoch(2), NOBODY);
        assertEquals(List.of(), still.moves(3));
        Ring more = Founding.ring(Strategy.RANDOM_TOKENS, Members.equal(5), 16, 5, 3);
        Transition growth = Transition.between(ring, more, NOBODY);
        assertSame(growth.moves(5), growth.moves(99));
        assertTrue(growth.moves(99).stream().allMatch(move -> move.from().isEmpty()));
        assertEquals(growth.pieces().size(), growth.moves(99).size());
    }

    @Test
    void refusesRingsOfTwoClustersAndOddQuestions() {
        Ring ring = Members.ring(Members.equal(3), 16, 3);
        Ring finer = Members.ring(Members.equal(3), 32, 3);
        Ring random = Founding.ring(Strategy.RANDOM_TOKENS, Members.equal(3), 16, 5, 3);
        var refusal = assertThrows(IllegalArgumentException.class, () -> Transition.between(ring, finer, NOBODY));
        assertEquals(
                "no ring of strategy 3 and Q=16 becomes one of strategy 3 and Q=32: both are fixed when a cluster is"
                        + " made",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Transition.between(ring, random, NOBODY));
        Transition still = Transition.between(ring, ring, NOBODY);
        assertThrows(IllegalArgumentException.class, () -> still.moves(0));
        assertThrows(IndexOutOfBoundsException.class, () -> still.movesOf(1, 16));
    }
}
