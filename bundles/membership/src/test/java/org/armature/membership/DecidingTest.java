package org.armature.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;
import org.junit.jupiter.api.Test;

final class DecidingTest {
    private static RingChange commit(TestCluster cluster, long base, String... names) {
        return new RingChange.Commit(base, cluster.ringOf(names), Collections.emptySortedSet(), false);
    }

    private static TestCluster settled(int size, long seed) {
        TestCluster cluster = new TestCluster(size, seed).start();
        cluster.runUntil(60_000, "all know all", cluster::allConverged);
        cluster.runUntil(60_000, "all may vote", () -> cluster.nodes.values().stream()
                .allMatch(node -> node.view().withheld().isEmpty()));
        return cluster;
    }

    @Test
    void aChangeIsDecidedSpreadsAndEndsByItself() {
        TestCluster cluster = settled(4, 1);
        cluster.node("n1").ask(commit(cluster, 1, "n0", "n1", "n2"));
        cluster.runUntil(
                20_000, "an outcome", () -> !cluster.node("n1").outcomes.isEmpty());
        ChangeOutcome.Won won =
                assertInstanceOf(ChangeOutcome.Won.class, cluster.node("n1").lastOutcome());
        assertEquals(Phase.FORWARD, won.decided().phase());
        cluster.runUntil(
                60_000,
                "the end of the transition",
                () -> cluster.allAgree() && cluster.node("n0").state().phase() == Phase.SETTLED);
        RingState end = cluster.node("n3").state();
        assertEquals(3, end.epoch());
        assertEquals(cluster.ringOf("n0", "n1", "n2").withEpoch(3), end.settled());
        assertEquals(Standing.REMOVED, cluster.node("n3").view().standing());
    }

    @Test
    void aSingleNodeDecidesAlone() {
        TestCluster cluster = settled(1, 1);
        assertTrue(cluster.node("n0").view().withheld().isEmpty());
    }
}
