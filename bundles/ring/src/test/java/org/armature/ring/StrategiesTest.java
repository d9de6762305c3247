package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

/** What differs between the strategies of Dynamo §6.2. */
class StrategiesTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final SortedMap<NodeId, Member> MEMBERS = Members.byNode(List.of(
            Members.member("a", "host-a", "z", 1),
            Members.member("b", "host-b", "z", 1),
            Members.member("c", "host-c", "z", 1)));

    /** At one, two and three quarters of the ring, the last three just before its end. */
    private static final List<Token> TOKENS = List.of(
            new Token(new Position(1L << 62, 0), A),
            new Token(new Position(1L << 63, 0), B),
            new Token(new Position(3L << 62, 0), C));

    @Test
    void inStrategyOneAKeyBelongsToTheFirstTokenAtOrAfterItsPosition() {
        Ring ring = new Ring(1, Strategy.RANDOM_TOKENS, 8, TOKENS, MEMBERS);
        assertEquals(3, ring.ranges());
        assertEquals(0, ring.rangeOf(new Position(0, 0)));
        assertEquals(0, ring.rangeOf(new Position(1L << 62, 0)));
        assertEquals(1, ring.rangeOf(new Position(1L << 62, 1)));
        assertEquals(2, ring.rangeOf(new Position(3L << 62, 0)));
        assertEquals(0, ring.rangeOf(new Position(-1, -1)));
        assertEquals(
                List.of(B, C), ring.preferenceList(new Position(1L << 62, 1), 2).owners());
        assertEquals(List.of(A, B), ring.preferenceList(new Position(-1, -1), 2).owners());
        assertEquals(7, ring.partitionOf(new Position(-1, -1)));
    }

    @Test
    void inStrategyOneAPartitionIsOwnedByAllWhoOwnARangeThatItMeets() {
        Ring eighths = new Ring(1, Strategy.RANDOM_TOKENS, 8, TOKENS, MEMBERS);
        assertEquals(List.of(List.of(A)), eighths.ownersWithin(1, 1));
        assertEquals(List.of(List.of(A), List.of(B)), eighths.ownersWithin(2, 1));
        assertEquals(List.of(List.of(A)), eighths.ownersWithin(7, 1));
        Ring whole = new Ring(1, Strategy.RANDOM_TOKENS, 1, TOKENS, MEMBERS);
        assertEquals(List.of(List.of(A), List.of(B), List.of(C)), whole.ownersWithin(0, 1));
        Ring allInTheFirst = new Ring(1, Strategy.RANDOM_TOKENS, 2, TOKENS.subList(0, 1), MEMBERS);
        assertEquals(List.of(List.of(A)), allInTheFirst.ownersWithin(0, 1));
        List<Token> early = List.of(new Token(new Position(1, 0), A), new Token(new Position(2, 0), B));
        assertEquals(
                List.of(List.of(A), List.of(B)),
                new Ring(1, Strategy.RANDOM_TOKENS, 2, early, MEMBERS).ownersWithin(0, 1));
    }

    @Test
    void inStrategyTwoAPartitionIsPlacedByTheFirstTokenAtOrAfterItsEnd() {
        Ring ring = new Ring(1, Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS, 8, TOKENS, MEMBERS);
        assertEquals(8, ring.ranges());
        List<NodeId> first = new ArrayList<>();
        for (int partition = 0; partition < 8; partition++) {
            assertEquals(partition, ring.rangeOf(Position.startOf(partition, 8)));
            first.add(ring.preferenceList(partition, 1).owners().get(0));
        }
        assertEquals(List.of(A, A, B, B, C, C, A, A), first);
    }

    @Test
    void inStrategyThreeEachPartitionBeginsWithItsToken() {
        List<Token> tokens = new ArrayList<>();
        for (NodeId node : List.of(A, B, C, A, B)) {
            tokens.add(new Token(Position.startOf(tokens.size(), 5), node));
        }
        Ring ring = new Ring(7, Strategy.EQUAL_PARTITIONS, 5, tokens, MEMBERS);
        Ring same = new Ring(7, List.of(A, B, C, A, B), MEMBERS);
        assertEquals(same, ring);
        assertEquals(same.hashCode(), ring.hashCode());
        assertEquals(5, ring.ranges());
        assertEquals(tokens.stream().map(Token::position).toList(), same.tokenPositions());
        assertEquals(
                List.of(B, A), ring.preferenceList(Position.startOf(4, 5), 2).owners());
    }

    @Test
    void theStrategyAndThePositionsArePartOfWhatARingIs() {
        Ring one = new Ring(1, Strategy.RANDOM_TOKENS, 8, TOKENS, MEMBERS);
        List<Token> shifted = new ArrayList<>(TOKENS);
        shifted.set(2, new Token(new Position(3L << 62, 1), C));
        assertEquals(one, new Ring(1, Strategy.RANDOM_TOKENS, 8, TOKENS, MEMBERS));
        assertNotEquals(one, new Ring(1, Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS, 8, TOKENS, MEMBERS));
        assertNotEquals(one, new Ring(1, Strategy.RANDOM_TOKENS, 4, TOKENS, MEMBERS));
        assertNotEquals(one, new Ring(1, Strategy.RANDOM_TOKENS, 8, shifted, MEMBERS));
        assertEquals(one.tokenPositions(), one.withEpoch(9).tokenPositions());
        assertEquals(one, one.withEpoch(9).withEpoch(1));
    }

    @Test
    void refusesTokensOutOfPlace() {
        List<Token> disordered = List.of(TOKENS.get(1), TOKENS.get(0));
        List<Token> twoAtOne = List.of(TOKENS.get(0), new Token(TOKENS.get(0).position(), B));
        for (List<Token> tokens : List.of(disordered, twoAtOne)) {
            assertThrows(IllegalArgumentException.class, () -> new Ring(1, Strategy.RANDOM_TOKENS, 8, tokens, MEMBERS));
        }
        for (int partitions : new int[] {3, 4}) {
            var refusal = assertThrows(
                    IllegalArgumentException.class,
                    () -> new Ring(1, Strategy.EQUAL_PARTITIONS, partitions, TOKENS, MEMBERS));
            assertEquals(
                    "in strategy 3 each of the " + partitions + " partitions has a token at its start and no other",
                    refusal.getMessage());
        }
        assertThrows(
                IllegalArgumentException.class, () -> new Ring(1, Strategy.RANDOM_TOKENS, 65_537, TOKENS, MEMBERS));
        assertThrows(IllegalArgumentException.class, () -> new Ring(1, Strategy.RANDOM_TOKENS, 0, TOKENS, MEMBERS));
    }

    @Test
    void aStrategyIsFoundByThePapersNumber() {
        for (Strategy strategy : Strategy.values()) {
            assertEquals(strategy, Strategy.of(strategy.number()));
        }
        assertThrows(IllegalArgumentException.class, () -> Strategy.of(4));
    }

    @Test
    void aFoundingRingHasTTokensANodeForEachUnitOfWeightAndThoseOfANodeDependOnItsNameAlone() {
        List<Member> members = List.of(Members.member("a", "ha", "z", 1), Members.member("b", "hb", "z", 3));
        for (Strategy strategy : List.of(Strategy.RANDOM_TOKENS, Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS)) {
            Ring ring = Founding.ring(strategy, members, 16, 20, 3);
            assertEquals(strategy, ring.strategy());
            assertEquals(16, ring.partitions());
            assertEquals(20, Collections.frequency(ring.tokens(), A));
            assertEquals(60, Collections.frequency(ring.tokens(), B));
            Ring alone = Founding.ring(strategy, members.subList(0, 1), 16, 20, 3);
            assertTrue(ring.tokenPositions().containsAll(alone.tokenPositions()));
        }
    }

    @Test
    void theFoundingRingOfStrategyThreeIsItsPlacement() {
        List<Member> members = Members.equal(5);
        assertEquals(Members.ring(members, 64, 3), Founding.ring(Strategy.EQUAL_PARTITIONS, members, 64, 1, 3));
    }

    @Test
    void refusesTooManyOrTooFewTokensANode() {
        List<Member> members = List.of(Members.member("a", "ha", "z", 1_000));
        assertThrows(IllegalArgumentException.class, () -> Founding.ring(Strategy.RANDOM_TOKENS, members, 16, 0, 3));
        assertThrows(
                IllegalArgumentException.class, () -> Founding.ring(Strategy.RANDOM_TOKENS, members, 16, 1_049, 3));
        assertThrows(IllegalArgumentException.class, () -> Founding.ring(Strategy.RANDOM_TOKENS, List.of(), 16, 8, 3));
    }

    @Test
    void anIndependentSearchFindsTheSameOwnersOfAnyPosition() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Member> members = Members.random(random);
            int partitions = 1 + random.nextInt(100);
            for (Strategy strategy : Strategy.values()) {
                Ring ring = Founding.ring(strategy, members, partitions, 1 + random.nextInt(8), 3);
                for (int ask = 0; ask < 30; ask++) {
                    Position position = new Position(random.nextLong(), random.nextLong());
                    assertEquals(
                            firstOwner(ring, position),
                            ring.preferenceList(position, 3).owners().get(0),
                            "seed " + seed + ", " + strategy + ", " + position);
                }
            }
        }
    }

    /** By the distance on the circle. */
    private static NodeId firstOwner(Ring ring, Position position) {
        BigInteger circle = BigInteger.ONE.shiftLeft(128);
        BigInteger q = BigInteger.valueOf(ring.partitions());
        BigInteger at = number(position);
        BigInteger partition = at.multiply(q).divide(circle);
        BigInteger from =
                switch (ring.strategy()) {
                    case RANDOM_TOKENS -> at;
                    case RANDOM_TOKENS_EQUAL_PARTITIONS -> startOf(partition.add(BigInteger.ONE), q);
                    case EQUAL_PARTITIONS -> startOf(partition, q);
                };
        int nearest = 0;
        for (int token = 1; token < ring.tokens().size(); token++) {
            Comparator<Integer> byDistance = Comparator.comparing(
                    it -> number(ring.tokenPositions().get(it)).subtract(from).mod(circle));
            nearest = byDistance.compare(token, nearest) < 0 ? token : nearest;
        }
        return ring.tokens().get(nearest);
    }

    private static BigInteger startOf(BigInteger partition, BigInteger partitions) {
        BigInteger[] start = partition.shiftLeft(128).divideAndRemainder(partitions);
        return start[1].signum() == 0 ? start[0] : start[0].add(BigInteger.ONE);
    }

    private static BigInteger number(Position position) {
        return new BigInteger(1, position.toBytes());
    }
}
