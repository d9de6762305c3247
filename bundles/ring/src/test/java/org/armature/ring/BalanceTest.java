package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
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
        assertEquals(new Balance.Load(2, 2), balance.loads().get(N0));
        assertEquals(new Balance.Load(2, 2), balance.loads().get(N1));
        assertEquals(new Balance.Load(0, 0), balance.loads().get(N2));
        assertEquals(new Balance.Load(2, 4), Balance.of(ring, 2).loads().get(N0));
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
    }
}
