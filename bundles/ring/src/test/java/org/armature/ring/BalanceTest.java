package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final List<Member> THREE = Members.equal(3);
    private static final NodeId N0 = new NodeId("n0");
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    @Test
    void countsTokensAndReplicasOfEachNode() {
        Ring ring = new Ring(1, List.of(N0, N1, N0, N1), Members.byNode(THREE));
        Balance balance = Balance.of(ring, 1);
        assertEquals(new Balance.Load(2, 2, 4 / 3.0), balance.loads().get(N0));
        assertEquals(new Balance.Load(2, 2, 4 / 3.0), balance.loads().get(N1));
        assertEquals(new Balance.Load(0, 0, 4 / 3.0), balance.loads().get(N2));
        assertEquals(
                new Balance.Load(2, 4, 8 / 3.0), Balance.of(ring, 2).loads().get(N0));
    }

    @Test
    void efficiencyIsMeanLoadByTheLargest() {
        Ring ring = new Ring(1, List.of(N0, N0, N1, N2), Members.byNode(THREE));
        Balance.Spread tokens = Balance.of(ring, 1).tokens();
        assertEquals(new Balance.Spread(4 / 3.0, 2), tokens);
        assertEquals(2 / 3.0, tokens.efficiency(), 1e-9);
        assertEquals(1.0, Balance.of(ring, 3).replicas().efficiency());
    }

    @Test
    void ofEqualNodesNoneHasMuchMoreReplicasThanTheMean() {
        for (int nodes = 3; nodes < 20; nodes++) {
            Balance balance = Balance.of(Members.ring(Members.equal(nodes), 64 * nodes, 3), 3);
            assertEquals(1.0, balance.tokens().efficiency(), nodes + " nodes");
            assertEquals(1.0, balance.replicas().efficiency(), nodes + " nodes");
        }
    }

    @Test
    void warnsBelow32TokensANode() {
        assertEquals(Optional.empty(), Balance.of(Members.ring(THREE, 96, 3), 3).warning());
        String warning = Balance.of(Members.ring(THREE, 95, 3), 3).warning().orElseThrow();
        assertTrue(warning.startsWith("1 of 3 nodes have fewer than 32 tokens"), warning);
        assertTrue(warning.endsWith("would be 96 or more"), warning);
    }

    @Test
    void whereQIsLargeEnoughTheWeightIsToldAsTheCause() {
        SortedMap<NodeId, Integer> tokens = new TreeMap<>(Map.of(N0, 30, N1, 113, N2, 113));
        assertTrue(Balance.thinWarning(Strategy.EQUAL_PARTITIONS, tokens)
                .orElseThrow()
                .endsWith("it is their small weight that asks for so few"));
    }

    @Test
    void inStrategyOneReplicasAreAsLargeAsTheRangesAreLong() {
        Ring ring = new Ring(
                1,
                Strategy.RANDOM_TOKENS,
                8,
                List.of(
                        new Token(new Position(1L << 62, 0), N0),
                        new Token(new Position(1L << 63, 0), N1),
                        new Token(new Position(7L << 61, 0), N1)),
                Members.byNode(THREE));
        Balance balance = Balance.of(ring, 1);
        assertEquals(new Balance.Load(1, 3, 8 / 3.0), balance.loads().get(N0));
        assertEquals(new Balance.Load(2, 5, 8 / 3.0), balance.loads().get(N1));
        assertEquals(0.75, Balance.of(ring, 2).replicas().efficiency() * 9 / 8, 1e-9);
    }

    @Test
    void inStrategyTwoPartitionsAreCountedWhereverTokensStand() {
        Ring ring = Founding.ring(Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS, THREE, 64, 5, 3);
        Balance balance = Balance.of(ring, 2);
        double all = balance.loads().values().stream()
                .mapToDouble(Balance.Load::replicas)
                .sum();
        assertEquals(2 * 64, all);
        assertEquals(5, balance.loads().get(N2).tokens());
        assertTrue(balance.warning().orElseThrow().endsWith("is fixed when the cluster is made"));
    }

    @Test
    void loadIsJudgedByWeight() {
        List<Member> members = List.of(
                Members.member("n0", "h0", "z", 4),
                Members.member("n1", "h1", "z", 3),
                Members.member("n2", "h2", "z", 3),
                Members.member("n3", "h3", "z", 2),
                Members.member("n4", "h4", "z", 1));
        Balance balance = Balance.of(Members.ring(members, 1_024, 3), 3);
        balance.loads().forEach((node, load) -> assertEquals(1, load.byWeight(), 0.05, node + ": " + load));
        assertEquals(1, balance.byWeight().mean(), 0.01);
        assertTrue(balance.byWeight().efficiency() > 0.97, balance.byWeight().toString());
        assertTrue(balance.replicas().efficiency() < 0.7, balance.replicas().toString());
    }
}
