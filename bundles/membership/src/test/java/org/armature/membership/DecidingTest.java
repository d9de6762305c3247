package org.armature.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;
import org.junit.jupiter.api.Test;

/** How one change of the ring becomes the ring (Dynamo §4.8.1: explicit; here each epoch decided once). */
final class DecidingTest {
    private static ChangeOutcome outcome(TestCluster cluster, String node, RingChange change) {
        TestNode asked = cluster.node(node);
        int before = asked.outcomes.size();
        asked.ask(change);
        cluster.runUntil(30_000, "an outcome", () -> asked.outcomes.size() > before);
        return asked.lastOutcome();
    }

    @Test
    void aChangeIsDecidedSpreadsAndEndsByItself() {
        TestCluster cluster = TestCluster.settled(4, 1);
        ChangeOutcome outcome = outcome(cluster, "n1", cluster.commit(1, "n0", "n1", "n2"));
        RingState decided = assertInstanceOf(ChangeOutcome.Won.class, outcome).decided();
        assertEquals(Phase.FORWARD, decided.phase());
        cluster.runUntil(
                60_000,
                "the end",
                () -> cluster.allSettled() && cluster.node("n0").state().epoch() == 3);
        assertEquals(
                cluster.ringOf("n0", "n1", "n2").withEpoch(3),
                cluster.node("n3").state().settled());
        assertEquals(Standing.REMOVED, cluster.node("n3").view().standing());
        assertTrue(cluster.node("n3").told(MembershipEffect.Notice.class).stream()
                .anyMatch(notice -> notice.text().contains("this node is no member any more")));
    }

    @Test
    void aNodeThatIsAloneDecidesAtOnce() {
        TestCluster cluster = TestCluster.settled(1, 1);
        TestNode alone = cluster.node("n0");
        Ring heavier = new Ring(
                1,
                cluster.founding.settled().tokens(),
                TestCluster.ring(List.of(TestCluster.member("n0", 7_999))).members());
        alone.ask(new RingChange.Commit(1, heavier, Collections.emptySortedSet(), false));
        assertInstanceOf(ChangeOutcome.Won.class, alone.lastOutcome());
        cluster.runUntil(10_000, "the end", () -> alone.state().epoch() == 3);
    }

    @Test
    void aMinorityDecidesNothingAndSaysWhoIsMissing() {
        TestCluster cluster = TestCluster.settled(5, 2);
        cluster.partition(cluster.side("n0", "n1"));
        ChangeOutcome outcome = outcome(cluster, "n0", cluster.commit(1, "n0", "n1", "n2"));
        ChangeOutcome.NoMajority none = assertInstanceOf(ChangeOutcome.NoMajority.class, outcome);
        assertEquals(cluster.side("n0", "n1"), none.voted());
        assertEquals(
                cluster.side("n2", "n3", "n4"), new TreeSet<>(none.missing().keySet()));
        assertEquals("did not answer", none.missing().get(new NodeId("n3")));
        assertEquals(1, cluster.node("n0").state().epoch());
        assertEquals(1, cluster.decided.size());
    }

    @Test
    void contradictoryChangesOnTwoSidesEndInOneRingAndTheLoserIsTold() {
        TestCluster cluster = TestCluster.settled(5, 3);
        cluster.partition(cluster.side("n0", "n1"));
        cluster.node("n0").ask(cluster.commit(1, "n0", "n1", "n2"));
        ChangeOutcome theirs = outcome(cluster, "n4", cluster.commit(1, "n1", "n2", "n3", "n4"));
        assertInstanceOf(ChangeOutcome.Won.class, theirs);
        cluster.run(1_000);
        cluster.heal();
        cluster.runUntil(
                20_000, "the loser is told", () -> !cluster.node("n0").outcomes.isEmpty());
        RingState won = assertInstanceOf(
                        ChangeOutcome.Lost.class, cluster.node("n0").lastOutcome())
                .decided();
        assertEquals(
                cluster.ringOf("n1", "n2", "n3", "n4").tokens(),
                won.destination().tokens());
        cluster.runUntil(60_000, "one ring", cluster::allSettled);
    }

    @Test
    void aChangePlannedOnAnotherRingIsStaleAndNobodyIsAsked() {
        TestCluster cluster = TestCluster.settled(3, 4);
        assertEquals(new ChangeOutcome.Stale(cluster.founding), outcome(cluster, "n0", cluster.commit(7, "n0", "n1")));
    }

    @Test
    void aChangeAskedForAgainWhileItIsUnderWayIsNotDecidedAgain() {
        TestCluster cluster = TestCluster.settled(4, 1);
        RingChange change = cluster.commit(1, "n0", "n1", "n2");
        RingState decided = assertInstanceOf(ChangeOutcome.Won.class, outcome(cluster, "n1", change))
                .decided();
        long votes = votesCalled(cluster.node("n1"));
        assertEquals(new ChangeOutcome.UnderWay(decided), outcome(cluster, "n1", change));
        assertEquals(decided, cluster.node("n1").state());
        assertEquals(votes, votesCalled(cluster.node("n1")), "nobody was asked");
        assertEquals(
                new ChangeOutcome.Stale(decided), outcome(cluster, "n1", cluster.commit(1, "n0", "n1")), "another one");
    }

    private static long votesCalled(TestNode node) {
        return node.view().figures().getOrDefault("votes_called", 0L);
    }

    @Test
    void aForcedChangeIsNotForcedTwiceByAskingAgain() {
        TestCluster cluster = TestCluster.settled(3, 1);
        RingChange forced = new RingChange.Commit(1, cluster.ringOf("n0", "n1"), Collections.emptySortedSet(), true);
        RingState decided = assertInstanceOf(ChangeOutcome.Won.class, outcome(cluster, "n0", forced))
                .decided();
        assertEquals(new ChangeOutcome.UnderWay(decided), outcome(cluster, "n0", forced));
        assertEquals(1, cluster.node("n0").state().generation());
    }

    @Test
    void aCancelledChangeIsNotUnderWayAnyMore() {
        TestCluster cluster = TestCluster.settled(4, 1);
        RingChange change = cluster.commit(1, "n0", "n1", "n2");
        outcome(cluster, "n1", change);
        outcome(cluster, "n1", TestCluster.cancel(2));
        assertInstanceOf(ChangeOutcome.Stale.class, outcome(cluster, "n1", change));
    }

    @Test
    void whatCanNotBeIsRefusedWithTheReason() {
        TestCluster cluster = TestCluster.settled(3, 5);
        cluster.add(TestCluster.member("x", 7_100));
        refuses(cluster, "neither members nor candidates: x", cluster.commit(1, "n0", "x"));
        refuses(cluster, "it changes nothing", cluster.commit(1, "n0", "n1", "n2"));
        refuses(cluster, "there is nothing to cancel", TestCluster.cancel(1));
        refuses(
                cluster,
                "declared dead, but no members: [x]",
                new RingChange.Commit(1, cluster.ringOf("n0"), cluster.side("x"), false));
        refuses(
                cluster,
                "all its members are dead",
                new RingChange.Commit(1, cluster.ringOf("n0"), cluster.side("n0", "n1", "n2"), false));
        refuses(
                cluster,
                "dead members",
                new RingChange.Commit(1, cluster.ringOf("n0", "n1"), cluster.side("n0"), false));
        refuses(
                cluster,
                "another number of partitions",
                new RingChange.Commit(
                        1,
                        new Ring(
                                1,
                                Collections.nCopies(8, new NodeId("n0")),
                                cluster.ringOf("n0").members()),
                        Collections.emptySortedSet(),
                        false));
    }

    private static void refuses(TestCluster cluster, String why, RingChange change) {
        ChangeOutcome.Refused refused =
                assertInstanceOf(ChangeOutcome.Refused.class, outcome(cluster, "n0", change), why);
        assertTrue(refused.why().contains(why), refused.why());
        assertEquals(1, cluster.node("n0").state().epoch());
    }

    @Test
    void aSecondChangeWaitsForTheEndOfTheFirst() {
        TestCluster cluster = TestCluster.settled(3, 6);
        cluster.partition(cluster.side("n0"));
        cluster.node("n0").ask(cluster.commit(1, "n0", "n1"));
        ChangeOutcome second = outcome(cluster, "n0", cluster.commit(1, "n0", "n2"));
        assertTrue(assertInstanceOf(ChangeOutcome.Refused.class, second).why().contains("wait for its end"));
    }

    @Test
    void aForcedChangeNeedsNobodyAndOutweighsWhatTheOthersDecide() {
        TestCluster cluster = TestCluster.settled(5, 7);
        cluster.partition(cluster.side("n0", "n1"));
        assertInstanceOf(ChangeOutcome.Won.class, outcome(cluster, "n4", cluster.commit(1, "n1", "n2", "n3", "n4")));
        RingChange forced = new RingChange.Commit(1, cluster.ringOf("n0", "n1"), cluster.side("n2", "n3", "n4"), true);
        RingState decided = assertInstanceOf(ChangeOutcome.Won.class, outcome(cluster, "n0", forced))
                .decided();
        assertEquals(1, decided.generation());
        cluster.runUntil(
                60_000,
                "the end on the small side",
                () -> cluster.node("n1").state().phase() == Phase.SETTLED);
        cluster.heal();
        cluster.runUntil(60_000, "one ring", cluster::allSettled);
        assertEquals(
                cluster.ringOf("n0", "n1").tokens(),
                cluster.node("n4").state().settled().tokens());
    }

    @Test
    void twoRingsForcedOnTwoSidesBecomeOne() {
        TestCluster cluster = TestCluster.settled(4, 8);
        cluster.partition(cluster.side("n0", "n1"));
        outcome(cluster, "n0", new RingChange.Commit(1, cluster.ringOf("n0", "n1"), cluster.side("n2", "n3"), true));
        outcome(cluster, "n3", new RingChange.Commit(1, cluster.ringOf("n2", "n3"), cluster.side("n0", "n1"), true));
        cluster.heal();
        cluster.runUntil(60_000, "one ring", cluster::allSettled);
    }

    @Test
    void aCancelledChangeGoesBackToTheRingThatStood() {
        TestCluster cluster = TestCluster.settled(4, 9);
        cluster.moves.put(3, 5);
        cluster.node("n0").report(reporting(3));
        outcome(cluster, "n0", cluster.commit(1, "n0", "n1", "n2"));
        cluster.run(20_000);
        assertEquals(Phase.FORWARD, cluster.node("n2").state().phase());
        ChangeOutcome outcome = outcome(cluster, "n2", TestCluster.cancel(2));
        assertEquals(
                Phase.BACK,
                assertInstanceOf(ChangeOutcome.Won.class, outcome).decided().phase());
        cluster.runUntil(60_000, "one ring", cluster::allSettled);
        assertEquals(4, cluster.node("n3").state().epoch());
        assertEquals(
                cluster.founding.settled().withEpoch(4),
                cluster.node("n3").state().settled());
    }

    @Test
    void aNodeThatDiesWhileItJoinsIsLeftBehindByACancelThatGivesItUp() {
        TestCluster cluster = joining();
        cluster.node("n2").crash();
        ChangeOutcome outcome = outcome(cluster, "n1", new RingChange.Cancel(4, cluster.side("n2"), false));
        assertInstanceOf(ChangeOutcome.Won.class, outcome);
        cluster.runUntil(
                60_000,
                "the ring of two again",
                () -> cluster.node("n1").state().epoch() == 6);
        assertEquals(
                cluster.ringOf("n0", "n1").withEpoch(6),
                cluster.node("n1").state().settled());
    }

    @Test
    void aCancelThatGivesNobodyUpWaitsForANodeThatJoinsAndIsDown() {
        TestCluster cluster = joining();
        cluster.moves.put(3, 0);
        cluster.node("n2").crash();
        assertInstanceOf(ChangeOutcome.Won.class, outcome(cluster, "n1", TestCluster.cancel(4)));
        cluster.run(60_000);
        assertEquals(Phase.BACK, cluster.node("n1").state().phase());
        assertEquals(Collections.emptySortedSet(), cluster.node("n1").state().dead());
        assertInstanceOf(
                ChangeOutcome.Won.class,
                outcome(cluster, "n1", new RingChange.Cancel(5, cluster.side("n2"), false)),
                "it is given up later");
        cluster.runUntil(
                60_000,
                "the ring of two again",
                () -> cluster.node("n1").state().phase() == Phase.SETTLED);
    }

    @Test
    void aChangeThatLostItsMajorityIsLedBackByForceAndEnds() {
        TestCluster cluster = joining();
        cluster.node("n1").crash();
        assertInstanceOf(
                ChangeOutcome.NoMajority.class,
                outcome(cluster, "n0", new RingChange.Cancel(4, cluster.side("n1"), false)));
        assertInstanceOf(
                ChangeOutcome.Won.class, outcome(cluster, "n0", new RingChange.Cancel(4, cluster.side("n1"), true)));
        assertEquals(Phase.BACK, cluster.node("n0").state().phase());
        cluster.moves.put(3, 0);
        cluster.node("n0").report(reporting(3));
        cluster.runUntil(
                60_000,
                "the ring of two again",
                () -> cluster.node("n0").state().phase() == Phase.SETTLED);
        assertEquals(
                cluster.ringOf("n0", "n1").tokens(),
                cluster.node("n0").state().settled().tokens());
    }

    /** A ring of n0 and n1 to which n2 is joining, with places still to move. */
    private static TestCluster joining() {
        TestCluster cluster = TestCluster.settled(4, 10);
        cluster.moves.put(3, 5);
        cluster.node("n0").report(reporting(3));
        outcome(cluster, "n0", cluster.commit(1, "n0", "n1"));
        cluster.moves.put(3, 0);
        cluster.node("n0").report(reporting(3));
        cluster.runUntil(
                60_000, "a ring of two", () -> cluster.node("n1").state().epoch() == 3);
        cluster.moves.put(3, 5);
        letIn(cluster, "n2");
        outcome(cluster, "n0", cluster.commit(3, "n0", "n1", "n2"));
        cluster.run(10_000);
        assertEquals(Phase.FORWARD, cluster.node("n1").state().phase());
        return cluster;
    }

    private static void letIn(TestCluster cluster, String node) {
        Bytes secret = Bytes.utf8(node);
        TestNode asked = cluster.node("n0");
        asked.tell(new MembershipEvent.GrantAsked(1, new NodeId(node), 3_600_000, Grant.digestOf(secret)));
        Grant grant = asked.told(MembershipEffect.GrantGiven.class).get(0).grant();
        asked.tell(new MembershipEvent.RedeemAsked(2, grant.id(), secret, 9, cluster.node(node).member));
        cluster.runUntil(
                60_000, node + " known", () -> cluster.node("n0").view().infos().containsKey(new NodeId(node)));
    }

    private static LocalReport reporting(int n) {
        return new LocalReport(new TreeSet<>(List.of(n)), 0, 0, 0, 0, 0, Collections.emptySortedMap());
    }

    @Test
    void whatAMemberLeftHalfDecidedIsFinishedByTheOthers() {
        for (long seed = 0; seed < 30; seed++) {
            TestCluster cluster = TestCluster.settled(3, seed);
            TestNode asked = cluster.node("n2");
            asked.ask(cluster.commit(1, "n0", "n1"));
            while (asked.state().epoch() == 1 && cluster.nodes.values().stream().noneMatch(TestCluster::hasAccepted)) {
                cluster.run(1);
            }
            asked.crash();
            String failure = "seed " + seed + ": a decision about what was accepted";
            cluster.runUntil(
                    60_000,
                    failure,
                    () -> cluster.node("n0").state().epoch() == 2
                            || cluster.node("n0").saved.orElseThrow().accepted().isEmpty());
        }
    }
}
