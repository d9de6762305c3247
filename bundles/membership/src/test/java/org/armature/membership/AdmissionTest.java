package org.armature.membership;

import static org.armature.membership.OneMachine.FOUNDING;
import static org.armature.membership.OneMachine.N1;
import static org.armature.membership.OneMachine.N2;
import static org.armature.membership.OneMachine.WALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.MembershipMessage.GossipDifferences;
import org.armature.protocol.MembershipMessage.GossipEntries;
import org.armature.protocol.MembershipMessage.GossipOpening;
import org.armature.protocol.Message;
import org.armature.protocol.StateStamp;
import org.armature.ring.Member;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** Who is let in: by an operator's grant, for one name, one use and a time. */
final class AdmissionTest {
    private static final NodeId X = new NodeId("x");
    private static final Member MEMBER = TestCluster.member("x", 7_100);
    private static final Bytes SECRET = Bytes.utf8("a secret");
    private static final long HOUR = 3_600_000;

    private final OneMachine machine = new OneMachine().acquainted();

    private Grant grant(String node) {
        machine.tell(new MembershipEvent.GrantAsked(1, new NodeId(node), HOUR, Grant.digestOf(SECRET)));
        return machine.effect(MembershipEffect.GrantGiven.class).grant();
    }

    private void redeem(Grant grant, Bytes secret, long process, Member member) {
        machine.tell(new MembershipEvent.RedeemAsked(2, grant.id(), secret, process, member));
    }

    private void isRefused(ErrorCode code, String why) {
        MembershipEffect.Refused refused = machine.effect(MembershipEffect.Refused.class);
        assertEquals(code, refused.code());
        assertTrue(refused.why().contains(why), refused.why());
    }

    @Test
    void aGrantIsSavedAndTheNodeThatHasItsSecretBecomesACandidate() {
        Grant grant = grant("x");
        assertEquals(List.of(grant), machine.savedFirst().grants());
        assertEquals(WALL + HOUR, grant.expiresMillis());
        redeem(grant, SECRET, 9, MEMBER);
        Grant taken = machine.effect(MembershipEffect.GrantTaken.class).grant();
        assertEquals(List.of(taken), machine.savedFirst().grants());
        assertEquals(MEMBER, machine.machine.view().candidates().get(X));
        assertEquals(Standing.CANDIDATE, machine.machine.view().standing(X));
        assertEquals(
                "10.0.0.1:7100",
                machine.effect(MembershipEffect.Connect.class).peers().get(X));
    }

    @Test
    void theSameProcessMayAskAgainAnotherMayNot() {
        Grant grant = grant("x");
        redeem(grant, SECRET, 9, MEMBER);
        redeem(grant, SECRET, 9, MEMBER);
        machine.effect(MembershipEffect.GrantTaken.class);
        redeem(grant, SECRET, 10, MEMBER);
        isRefused(ErrorCode.GRANT_REFUSED, "used by another process");
    }

    @Test
    void aWrongTokenIsRefusedWithWhatIsWrong() {
        Grant grant = grant("x");
        redeem(grant, Bytes.utf8("guess"), 9, MEMBER);
        isRefused(ErrorCode.GRANT_REFUSED, "secret does not go with its grant");
        redeem(grant, SECRET, 9, TestCluster.member("y", 7_100));
        isRefused(ErrorCode.GRANT_REFUSED, "given for node x, not y");
        Grant unknown = Grant.issued(X, Grant.digestOf(Bytes.utf8("other")), WALL, 1);
        redeem(unknown, SECRET, 9, MEMBER);
        isRefused(ErrorCode.GRANT_REFUSED, "does not know the token");
        machine.pass(HOUR + 5_000);
        redeem(grant, SECRET, 9, MEMBER);
        isRefused(ErrorCode.GRANT_REFUSED, "expired 5 s ago");
    }

    @Test
    void aNameOrAddressThatIsTakenIsRefused() {
        machine.tell(new MembershipEvent.GrantAsked(1, N1, HOUR, Grant.digestOf(SECRET)));
        isRefused(ErrorCode.NAME_TAKEN, "a member named n1");
        Grant grant = grant("x");
        redeem(grant, SECRET, 9, TestCluster.member("x", 7_001));
        isRefused(ErrorCode.NAME_TAKEN, "that of member n1");
        redeem(grant, SECRET, 9, MEMBER);
        machine.tell(new MembershipEvent.GrantAsked(1, new NodeId("y"), HOUR, Grant.digestOf(Bytes.utf8("3"))));
        Grant other = machine.effect(MembershipEffect.GrantGiven.class).grant();
        machine.tell(
                new MembershipEvent.RedeemAsked(2, other.id(), Bytes.utf8("3"), 9, TestCluster.member("y", 7_100)));
        isRefused(ErrorCode.NAME_TAKEN, "that of candidate x");
    }

    @Test
    void aLaterGrantReplacesTheCandidateThatJoinedUnderTheEarlierOne() {
        Grant first = grant("x");
        redeem(first, SECRET, 9, MEMBER);
        machine.asked(X, OneMachine.gossip(OneMachine.info(MEMBER, WALL - 1, 1)));
        Bytes secret = Bytes.utf8("another secret");
        machine.tell(new MembershipEvent.GrantAsked(1, X, HOUR, Grant.digestOf(secret)));
        Grant second = machine.effect(MembershipEffect.GrantGiven.class).grant();
        assertEquals(List.of(second), machine.savedFirst().grants());
        assertTrue(machine.machine.view().candidates().isEmpty());
        assertTrue(!machine.machine.view().infos().containsKey(X));
        assertTrue(!machine.effect(MembershipEffect.Connect.class).peers().containsKey(X));
        Message.Failure told = (Message.Failure) machine.asked(X, opening());
        assertTrue(told.message().contains("join it again with the new token"), told.message());
        redeem(first, SECRET, 9, MEMBER);
        isRefused(ErrorCode.GRANT_REFUSED, "another one was made for node x");
        Grant late = first.redeemedBy(new Grant.Redemption(9, WALL, MEMBER));
        machine.asked(
                N1,
                new GossipEntries(
                        new Entries(Optional.empty(), Optional.empty(), List.of(), List.of(late), List.of())));
        assertTrue(machine.machine.view().candidates().isEmpty(), "who has not heard of it does not bring it back");
        redeem(second, secret, 10, TestCluster.member("x", 7_200));
        assertEquals(
                "10.0.0.1:7200",
                machine.effect(MembershipEffect.Connect.class).peers().get(X));
    }

    @Test
    void whereANodeJoinsAnewCountsMoreThanWhereItWasInAnEarlierLife() {
        redeem(grant("x"), SECRET, 9, TestCluster.member("x", 7_200));
        machine.asked(N1, OneMachine.gossip(OneMachine.info(MEMBER, WALL - 1, 1)));
        assertTrue(machine.machine.view().infos().containsKey(X));
        assertTrue(machine.effects(MembershipEffect.Connect.class).isEmpty(), "it is sought where it joined");
        machine.asked(N1, OneMachine.gossip(OneMachine.info(TestCluster.member("x", 7_300), WALL + 1, 1)));
        assertEquals(
                "10.0.0.1:7300",
                machine.effect(MembershipEffect.Connect.class).peers().get(X));
    }

    @Test
    void aGrantIsNotGivenForNoTimeOrForEver() {
        machine.tell(new MembershipEvent.GrantAsked(1, X, 59_999, Grant.digestOf(SECRET)));
        isRefused(ErrorCode.GRANT_REFUSED, "1 minute to 30 days");
        machine.tell(new MembershipEvent.GrantAsked(1, X, HOUR, SECRET));
        isRefused(ErrorCode.GRANT_REFUSED, "32 bytes");
    }

    @Test
    void aStrangerIsToldThatNobodyLetItIn() {
        Message.Failure refused = (Message.Failure) machine.asked(X, opening());
        assertEquals(ErrorCode.NOT_A_MEMBER, refused.code());
        assertEquals(1, machine.effects(MembershipEffect.Notice.class).size());
        machine.asked(X, opening());
        assertTrue(machine.effects(MembershipEffect.Notice.class).isEmpty(), "told once");
        assertEquals(2, machine.machine.view().figures().get("gossip_refusals"));
        machine.asked(X, OneMachine.gossip(OneMachine.info(MEMBER, 1, 1)));
        assertTrue(!machine.machine.view().infos().containsKey(X), "nor is what it tells believed");
    }

    private static GossipOpening opening() {
        return new GossipOpening(1, OneMachine.STAMP, TestCluster.PARTITIONS, 3, 1);
    }

    @Test
    void whatACandidateTellsIsBelieved() {
        redeem(grant("x"), SECRET, 9, MEMBER);
        machine.asked(X, OneMachine.gossip(OneMachine.info(MEMBER, 1, 1)));
        assertTrue(machine.machine.view().infos().containsKey(X));
    }

    @Test
    void whoWasRemovedGetsTheRingThatSaysSoAndThenIsToldWhatToDo() {
        RingState without = FOUNDING.towards(OneMachine.ring(2), List.of()).ended();
        machine.asked(N1, OneMachine.gossip(without));
        assertEquals(Standing.REMOVED, machine.machine.view().standing(N2));
        assertEquals(
                new GossipDifferences(Entries.of(without), false, false, List.of(), false),
                machine.asked(N2, opening()));
        GossipOpening knowing = new GossipOpening(1, StateStamp.of(without), TestCluster.PARTITIONS, 3, 1);
        Message.Failure refused = (Message.Failure) machine.asked(N2, knowing);
        assertEquals(ErrorCode.NODE_REMOVED, refused.code());
        assertTrue(refused.message().contains("empty directory and a new grant"), refused.message());
    }

    @Test
    void whoWasRemovedComesBackUnderANewGrantOnly() {
        Grant before = Grant.issued(N2, Grant.digestOf(SECRET), WALL + HOUR, 1);
        machine.asked(
                N1,
                OneMachine.gossip(
                        FOUNDING.towards(OneMachine.ring(2), List.of()).ended()));
        machine.asked(
                N1,
                new GossipEntries(
                        new Entries(Optional.empty(), Optional.empty(), List.of(), List.of(before), List.of())));
        assertTrue(machine.machine.view().grants().isEmpty(), "an old grant is void");
        redeem(before, SECRET, 9, OneMachine.member(2));
        isRefused(ErrorCode.NODE_REMOVED, "was removed");
        Grant after = grant("n2");
        redeem(after, SECRET, 9, OneMachine.member(2));
        machine.effect(MembershipEffect.GrantTaken.class);
        assertEquals(Standing.CANDIDATE, machine.machine.view().standing(N2));
    }

    @Test
    void aGrantIsForgottenLongAfterItExpired() {
        grant("x");
        machine.pass(3 * HOUR);
        assertTrue(machine.machine.view().grants().isEmpty());
    }

    @Test
    void aNodeJoinsFromGrantToMember() {
        TestCluster cluster = TestCluster.settled(3, 1);
        TestNode asked = cluster.node("n1");
        asked.tell(new MembershipEvent.GrantAsked(1, X, HOUR, Grant.digestOf(SECRET)));
        Grant grant = asked.told(MembershipEffect.GrantGiven.class).get(0).grant();
        asked.tell(new MembershipEvent.RedeemAsked(2, grant.id(), SECRET, 9, MEMBER));
        cluster.add(MEMBER).start();
        cluster.runUntil(
                60_000,
                "x known everywhere",
                () -> cluster.allConverged()
                        && cluster.node("n2").view().infos().containsKey(X));
        assertEquals(Standing.CANDIDATE, cluster.node("x").view().standing());
        cluster.node("n0").ask(cluster.commit(1, "n0", "n1", "n2", "x"));
        cluster.runUntil(
                60_000,
                "x a member",
                () -> cluster.allSettled()
                        && cluster.node("x").view().standing() == Standing.MEMBER
                        && cluster.allConverged());
        assertTrue(cluster.node("n2").view().grants().isEmpty(), "the grant is used up");
        assertTrue(cluster.node("x").view().withheld().isEmpty(), "it votes");
    }
}
