package org.armature.simulator.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import org.armature.ring.Token;
import org.armature.simulator.balance.Layouts.Shape;
import org.junit.jupiter.api.Test;

class LoadsTest {
    private static final double HAIR = 1e-9;

    private static SortedMap<NodeId, Member> byNode(List<Member> members) {
        SortedMap<NodeId, Member> byNode = new TreeMap<>();
        members.forEach(member -> byNode.put(member.node(), member));
        return byNode;
    }

    private static void assertRelative(List<Double> expected, Evenness evenness) {
        for (int node = 0; node < expected.size(); node++) {
            assertEquals(expected.get(node), evenness.relative().get(node), HAIR, "node " + node);
        }
    }

    /** Tokens of n0 at a quarter of the ring, of n1 at three quarters, of n2 at seven eighths. */
    private static Ring randomTokens() {
        List<Member> members = Nodes.equal(3);
        return new Ring(
                1,
                Strategy.RANDOM_TOKENS,
                1,
                List.of(
                        new Token(new Position(1L << 62, 0), new NodeId("n0")),
                        new Token(new Position(3L << 62, 0), new NodeId("n1")),
                        new Token(new Position(7L << 61, 0), new NodeId("n2"))),
                byNode(members));
    }

    @Test
    void inStrategy1ANodeStoresTheWayToItsTokenFromTheOneBefore() {
        assertRelative(List.of(3.0 * 3 / 8, 3.0 / 2, 3.0 / 8), Loads.placement(randomTokens(), 1));
    }

    @Test
    void copiesGoToTheNodesThatFollow() {
        assertRelative(
                List.of(1.5 * (3.0 / 8 + 1.0 / 8), 1.5 * (1.0 / 2 + 3.0 / 8), 1.5 * (1.0 / 8 + 1.0 / 2)),
                Loads.placement(randomTokens(), 2));
    }

    @Test
    void aSingleTokenCoversTheWholeRing() {
        Ring ring = new Ring(
                1,
                Strategy.RANDOM_TOKENS,
                1,
                List.of(new Token(new Position(5, 0), new NodeId("n0"))),
                byNode(Nodes.equal(2)));
        assertRelative(List.of(2.0, 0.0), Loads.placement(ring, 1));
    }

    @Test
    void requestsAreAskedOfAllOwnersOrOfTheFirst() {
        Ring ring = randomTokens();
        Requests one = Requests.uniform(1, 3);
        List<NodeId> owners =
                ring.preferenceList(Position.of(Key.utf8("key-3-1")), 2).owners();
        Loads loads = Loads.of(ring, 2, one);
        List<NodeId> nodes = List.copyOf(ring.members().keySet());
        assertRelative(
                nodes.stream().map(node -> owners.contains(node) ? 1.5 : 0.0).toList(), loads.allOwners());
        assertRelative(
                nodes.stream()
                        .map(node -> owners.get(0).equals(node) ? 3.0 : 0.0)
                        .toList(),
                loads.firstOwner());
    }

    @Test
    void whatANodeCarriesIsHeldAgainstItsWeight() {
        Layouts layouts = new Layouts(Nodes.named("n", 4, node -> 1 + node % 2), 3);
        Ring ring = layouts.ring(new Shape(Strategy.EQUAL_PARTITIONS, 120, 1));
        assertRelative(List.of(1.0, 1.0, 1.0, 1.0), Loads.placement(ring, 3));
    }

    @Test
    void evennessIsMeanByMostAndANodeIsOutOfBalanceBeyondFifteenPercent() {
        Evenness evenness = new Evenness(List.of(0.8, 1.14, 0.9, 1.16));
        assertEquals(1 / 1.16, evenness.efficiency(), HAIR);
        assertEquals(0.5, evenness.outOfBalance());
        assertEquals(0, evenness.furthest());
        assertEquals(-0.2, evenness.furthestDeviation(), HAIR);
    }
}
