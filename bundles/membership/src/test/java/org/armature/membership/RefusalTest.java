package org.armature.membership;

import static org.armature.membership.OneMachine.FOUNDING;
import static org.armature.membership.OneMachine.N1;
import static org.armature.membership.OneMachine.N2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Ballot;
import org.armature.protocol.Grant;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.MembershipMessage.GossipEntries;
import org.armature.protocol.MembershipMessage.GossipOpening;
import org.armature.protocol.Message;
import org.armature.protocol.Removal;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;
import org.junit.jupiter.api.Test;

/** Rings, members and counters that can't be: never adopted, counted, and told once. */
final class RefusalTest {
    private final OneMachine machine = new OneMachine().acquainted();

    private void isRefused(RingState forged, ErrorCode code, String why) {
        RingState before = machine.machine.view().state();
        long refused = machine.machine.view().figures().getOrDefault("rings_refused", 0L);
        machine.asked(N1, OneMachine.gossip(forged));
        MembershipEffect.Notice notice = machine.effect(MembershipEffect.Notice.class);
        assertEquals(code, notice.code());
        assertTrue(notice.text().contains(why), notice.text());
        assertEquals(before, machine.machine.view().state());
        assertEquals(refused + 1, machine.machine.view().figures().get("rings_refused"));
        machine.asked(N1, OneMachine.gossip(forged));
        assertTrue(machine.effects(MembershipEffect.Notice.class).isEmpty(), "told once");
        assertTrue(machine.effects(MembershipEffect.Published.class).isEmpty());
    }

    private static RingState state(int generation, long epoch, Ring ring) {
        return new RingState(
                generation, epoch, epoch, Phase.SETTLED, ring, Optional.empty(), Collections.emptySortedSet());
    }

    @Test
    void anAbsurdEpochIsRefused() {
        isRefused(state(0, Long.MAX_VALUE, OneMachine.ring(3)), ErrorCode.RING_REFUSED, "absurdly far ahead");
        isRefused(state(101, 50, OneMachine.ring(3)), ErrorCode.RING_REFUSED, "absurdly far ahead");
    }

    @Test
    void aNextEpochThatDoesNotFollowIsRefused() {
        isRefused(state(0, 2, OneMachine.ring(2)), ErrorCode.RING_REFUSED, "does not follow from ring epoch 1");
    }

    @Test
    void aLaterEpochOfAnEarlierGenerationIsRefused() {
        machine.asked(
                N1,
                OneMachine.gossip(
                        FOUNDING.towards(OneMachine.ring(2), List.of()).forced()));
        assertEquals(1, machine.machine.view().state().generation());
        isRefused(state(0, 9_000, OneMachine.ring(3)), ErrorCode.RING_REFUSED, "a change was forced here");
    }

    @Test
    void aRingThatDoesNotHoldTogetherIsRefused() {
        isRefused(state(0, 9, OneMachine.ring(3).withEpoch(10)), ErrorCode.RING_REFUSED, "its ring is of epoch 10");
        isRefused(
                new RingState(
                        0,
                        9,
                        9,
                        Phase.FORWARD,
                        OneMachine.ring(3),
                        Optional.of(OneMachine.ring(3)),
                        new TreeSet<>(List.of(N2))),
                ErrorCode.RING_REFUSED,
                "dead members");
        isRefused(
                state(0, 9, TestCluster.ring(List.of(TestCluster.member("a", 1), TestCluster.member("n1", 1)))),
                ErrorCode.RING_REFUSED,
                "have one address, 10.0.0.1:1");
        isRefused(
                state(0, 9, TestCluster.ring(List.of(TestCluster.member("a", 1)))),
                ErrorCode.RING_REFUSED,
                "heard of none of its members");
    }

    @Test
    void anotherNumberOfPartitionsIsRefused() {
        Ring ring = new Ring(
                9,
                Collections.nCopies(8, N1),
                TestCluster.ring(List.of(OneMachine.member(1))).members());
        isRefused(state(0, 9, ring), ErrorCode.RING_DIFFERS, "8 partitions and strategy 3, this cluster with 16");
    }

    @Test
    void aPeerWithAnotherNumberOfPartitionsOrANewerProtocolIsTold() {
        opening(new GossipOpening(1, OneMachine.STAMP, 8, 3, 1), ErrorCode.RING_DIFFERS);
        opening(new GossipOpening(1, OneMachine.STAMP, 16, 2, 1), ErrorCode.RING_DIFFERS);
        opening(new GossipOpening(1, OneMachine.STAMP, 16, 3, 2), ErrorCode.PROTOCOL_MISMATCH);
    }

    private void opening(GossipOpening opening, ErrorCode code) {
        Message.Failure refused = (Message.Failure) machine.asked(N1, opening);
        assertEquals(code, refused.code());
        assertEquals(code, machine.effect(MembershipEffect.Notice.class).code());
    }

    @Test
    void aMemberMadeOtherwiseIsNotBelieved() {
        MemberInfo sound = OneMachine.info(OneMachine.member(2), 5, 5);
        MemberInfo other = new MemberInfo(
                sound.member(),
                5,
                5,
                5,
                5,
                1,
                1,
                "x",
                8,
                3,
                sound.acknowledged(),
                sound.replicationFactors(),
                sound.load(),
                sound.instances());
        machine.asked(N1, OneMachine.gossip(other));
        assertEquals(
                ErrorCode.RING_DIFFERS,
                machine.effect(MembershipEffect.Notice.class).code());
        assertEquals(1, machine.machine.view().infos().get(N2).start());
        assertEquals(1, machine.machine.view().figures().get("members_refused"));
    }

    @Test
    void aRefusalByAPeerIsToldOnce() {
        machine.pass(2_500);
        MembershipEffect.Send round = machine.sent(GossipOpening.class).get(0);
        Message.Failure failure = new Message.Failure(ErrorCode.NOT_A_MEMBER, Message.Outcome.REJECTED, "who are you?");
        machine.tell(new MembershipEvent.Answered(round.to(), round.call(), failure));
        MembershipEffect.Notice notice = machine.effect(MembershipEffect.Notice.class);
        assertEquals(round.to() + " does not gossip with this node: who are you?", notice.text());
    }

    @Test
    void anAnswerNobodyWaitsForChangesNothing() {
        machine.tell(new MembershipEvent.Answered(new NodeId("n1"), 999, new Message.Pong(1)));
        assertEquals(1, machine.effects.size(), machine.effects::toString);
    }

    private void isAbsurd(MembershipMessage told, String counter, String why) {
        MembershipView before = machine.machine.view();
        machine.asked(N1, told);
        MembershipEffect.Notice notice = machine.effect(MembershipEffect.Notice.class);
        assertEquals(ErrorCode.RING_REFUSED, notice.code());
        assertTrue(notice.text().contains(why), notice.text());
        MembershipView after = machine.machine.view();
        assertEquals(before.state(), after.state());
        assertEquals(before.infos(), after.infos());
        assertEquals(before.grants(), after.grants());
        assertEquals(1, after.figures().get(counter));
    }

    private static MembershipMessage gossip(List<Grant> grants, List<Removal> removals) {
        return new GossipEntries(new Entries(Optional.empty(), Optional.empty(), List.of(), grants, removals));
    }

    @Test
    void whatANodeIsToldOfItselfDoesNotExhaustItsCountOfStarts() {
        isAbsurd(
                OneMachine.gossip(OneMachine.info(OneMachine.member(0), 1L << 53, 1)),
                "members_refused",
                "n0 can't have been started 9007199254740992 times");
        assertTrue(machine.machine.view().withheld().isEmpty(), "it goes on voting");
    }

    @Test
    void anAbsurdCountOfStartsOfAnotherNodeIsRefused() {
        isAbsurd(
                OneMachine.gossip(OneMachine.info(OneMachine.member(2), 1L << 53, 1)),
                "members_refused",
                "n2 can't have been started 9007199254740992 times");
    }

    @Test
    void anAbsurdRemovalDoesNotBarTheNameFromComingBack() {
        NodeId x = new NodeId("x");
        isAbsurd(
                gossip(List.of(), List.of(new Removal(x, 1L << 53))),
                "removals_refused",
                "x can't have been removed at ring epoch 9007199254740992");
        machine.asked(N1, gossip(List.of(), List.of(new Removal(x, 900_000)))); // too far, but it may be
        Bytes digest = Grant.digestOf(Bytes.utf8("a secret"));
        machine.tell(new MembershipEvent.GrantAsked(1, x, 3_600_000, digest));
        machine.effect(MembershipEffect.GrantGiven.class);
        assertEquals(1, machine.machine.view().grants().size());
    }

    @Test
    void anAbsurdGrantIsRefused() {
        Grant grant = Grant.issued(
                new NodeId("x"), Grant.digestOf(Bytes.utf8("a secret")), OneMachine.WALL + 3_600_000, 1L << 53);
        isAbsurd(
                gossip(List.of(grant), List.of()),
                "told_grants_refused",
                "can't have been given at ring epoch 9007199254740992");
    }

    @Test
    void anAbsurdBallotDoesNotUseUpThoseOfTheEpoch() {
        Ballot last = new Ballot(Ballot.LAST_ROUND, N1);
        MembershipMessage.Vote vote =
                (MembershipMessage.Vote) machine.asked(N1, new MembershipMessage.Prepare(last, OneMachine.STAMP));
        assertEquals(MembershipMessage.Vote.Kind.WITHHELD, vote.kind());
        assertTrue(vote.objection().contains("absurdly far ahead of 0"), vote.objection());
        assertEquals(
                ErrorCode.RING_REFUSED,
                machine.effect(MembershipEffect.Notice.class).code());
        assertEquals(1, machine.machine.view().figures().get("ballots_refused"));
        Ballot first = new Ballot(1, N1);
        vote = (MembershipMessage.Vote) machine.asked(N1, new MembershipMessage.Prepare(first, OneMachine.STAMP));
        assertEquals(MembershipMessage.Vote.Kind.GRANTED, vote.kind());
    }
}
