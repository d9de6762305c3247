package org.armature.membership;

import static org.armature.membership.OneMachine.N0;
import static org.armature.membership.OneMachine.N1;
import static org.armature.membership.OneMachine.N2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.protocol.MemberInfo;
import org.armature.ring.RingState.Phase;
import org.junit.jupiter.api.Test;

/** When a transition ends, and why it does not end yet. */
final class EndingTest {
    private static LocalReport report(int n, long hints, int transfers) {
        return new LocalReport(new TreeSet<>(List.of(n)), hints, transfers, 0, 0, 0, Collections.emptySortedMap());
    }

    private static TestCluster leaving(TestCluster cluster) {
        cluster.node("n0").ask(cluster.commit(1, "n0", "n1"));
        cluster.run(30_000);
        return cluster;
    }

    private static Waiting waiting(TestCluster cluster) {
        return cluster.node("n0").view().waiting().orElseThrow();
    }

    private static void endsAfter(TestCluster cluster) {
        assertEquals(Phase.FORWARD, cluster.node("n1").state().phase());
        assertFalse(waiting(cluster).isOver());
    }

    private static void ends(TestCluster cluster) {
        cluster.runUntil(30_000, "the end", () -> cluster.node("n0").state().phase() == Phase.SETTLED);
        assertTrue(cluster.node("n0").view().waiting().isEmpty());
    }

    @Test
    void itWaitsForThoseWhoHaveNotAcknowledgedIt() {
        TestCluster cluster = TestCluster.settled(3, 1);
        cluster.node("n1").applies = false;
        leaving(cluster);
        endsAfter(cluster);
        assertEquals(new TreeSet<>(List.of(N1)), waiting(cluster).unacknowledged());
        cluster.node("n1").tell(new MembershipEvent.Applied(cluster.node("n1").state()));
        ends(cluster);
    }

    @Test
    void itWaitsForThoseWhoHaveNotBeenHeardSinceARestart() {
        TestCluster cluster = TestCluster.settled(3, 2);
        cluster.node("n1").applies = false;
        leaving(cluster);
        cluster.partition(cluster.side("n0"));
        cluster.node("n0").crash();
        cluster.node("n0").start();
        assertEquals(new TreeSet<>(List.of(N1, N2)), waiting(cluster).unheard());
    }

    @Test
    void itWaitsForTheMovesOfEveryNThatAnyMemberHasTablesOf() {
        TestCluster cluster = TestCluster.settled(3, 3);
        cluster.moves.put(2, 4);
        cluster.moves.put(3, 1);
        cluster.node("n0").report(report(3, 0, 0));
        cluster.node("n1").report(report(2, 0, 0));
        leaving(cluster);
        endsAfter(cluster);
        assertEquals(new TreeMap<>(Map.of(2, 4, 3, 1)), waiting(cluster).movesLeft());
        move(cluster, "n1", 3, 0);
        for (int move = 0; move < 3; move++) {
            move(cluster, "n0", 2, move);
        }
        cluster.run(10_000);
        assertEquals(new TreeMap<>(Map.of(2, 1)), waiting(cluster).movesLeft());
        move(cluster, "n1", 2, 3);
        ends(cluster);
    }

    private static void move(TestCluster cluster, String node, int n, int move) {
        cluster.node(node).tell(new MembershipEvent.CustodyAsked(1, 2, n, move, Custody.ACCEPT));
    }

    @Test
    void itWaitsForHintsAndTransfersOfWhoLeavesAndOfNobodyElse() {
        TestCluster cluster = TestCluster.settled(3, 4);
        cluster.node("n2").drains = false;
        cluster.node("n2").report(report(3, 20, 0));
        cluster.node("n1").report(report(3, 50, 2));
        leaving(cluster);
        endsAfter(cluster);
        assertEquals(
                new TreeMap<>(Map.of(N2, new MemberInfo.Load(20, 0, 0, 0, 0))),
                waiting(cluster).draining());
        cluster.node("n2").report(report(3, 0, 1));
        cluster.run(10_000);
        assertEquals(1, waiting(cluster).draining().get(N2).transfers());
        cluster.node("n2").report(drained(2));
        ends(cluster);
    }

    @Test
    void thatWhoLeavesHadNothingInAnEarlierRingOrBeforeItWasAskedEndsNothing() {
        TestCluster cluster = TestCluster.settled(3, 8);
        cluster.node("n2").drains = false;
        cluster.node("n2").report(drained(1));
        leaving(cluster);
        endsAfter(cluster);
        assertEquals(new TreeSet<>(List.of(N2)), waiting(cluster).draining().keySet());
        cluster.node("n2").report(report(3, 0, 0));
        cluster.run(30_000);
        endsAfter(cluster);
        cluster.node("n2").report(drained(2));
        ends(cluster);
    }

    @Test
    void whoLeavesAndStartsAnewIsAskedAnew() {
        TestCluster cluster = TestCluster.settled(3, 9);
        cluster.node("n2").drains = false;
        cluster.node("n1").applies = false;
        leaving(cluster);
        cluster.node("n2").report(drained(2));
        cluster.run(10_000);
        assertTrue(waiting(cluster).draining().isEmpty());
        cluster.node("n2").report = report(3, 0, 0);
        cluster.node("n2").crash();
        cluster.node("n2").start();
        cluster.run(10_000);
        assertEquals(new TreeSet<>(List.of(N2)), waiting(cluster).draining().keySet());
    }

    private static LocalReport drained(long epoch) {
        return new LocalReport(new TreeSet<>(List.of(3)), 0, 0, 0, 0, 0, Collections.emptySortedMap(), epoch);
    }

    @Test
    void theDeadAreNotWaitedFor() {
        TestCluster cluster = TestCluster.settled(4, 5);
        cluster.node("n3").crash();
        cluster.node("n0").ask(new RingChange.Commit(1, cluster.ringOf("n0", "n1", "n2"), cluster.side("n3"), false));
        ends(cluster);
        cluster.node("n3").start();
        cluster.runUntil(60_000, "n3 learns", () -> cluster.node("n3").view().standing() == Standing.REMOVED);
    }

    @Test
    void ifTheFirstVoterDoesNotEndItAnotherDoes() {
        TestCluster cluster = TestCluster.settled(4, 6);
        cluster.moves.put(3, 1);
        cluster.node("n1").report(report(3, 0, 0));
        cluster.node("n1").ask(cluster.commit(1, "n0", "n1", "n2"));
        cluster.run(20_000);
        move(cluster, "n1", 3, 0);
        cluster.run(1);
        cluster.partition(cluster.side("n0"));
        cluster.runUntil(
                60_000, "the end at n1", () -> cluster.node("n1").state().phase() == Phase.SETTLED);
        assertEquals(Phase.FORWARD, cluster.node("n0").state().phase());
    }

    @Test
    void aTableMadeDuringATransitionIsWaitedForToo() {
        TestCluster cluster = TestCluster.settled(3, 7);
        cluster.moves.put(3, 1);
        cluster.moves.put(1, 2);
        cluster.node("n0").report(report(3, 0, 0));
        leaving(cluster);
        cluster.node("n1").report(report(1, 0, 0));
        cluster.run(10_000);
        assertEquals(2, waiting(cluster).movesLeft().get(1));
        assertTrue(cluster.node("n0").view().progress().moved().containsKey(1));
        assertEquals(N0, cluster.node("n0").view().self());
    }
}
