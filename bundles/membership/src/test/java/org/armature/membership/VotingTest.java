package org.armature.membership;

import static org.armature.membership.OneMachine.FOUNDING;
import static org.armature.membership.OneMachine.N0;
import static org.armature.membership.OneMachine.N1;
import static org.armature.membership.OneMachine.N2;
import static org.armature.membership.OneMachine.STAMP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.protocol.Acceptance;
import org.armature.protocol.Ballot;
import org.armature.protocol.MembershipMessage.Accept;
import org.armature.protocol.MembershipMessage.Noted;
import org.armature.protocol.MembershipMessage.Prepare;
import org.armature.protocol.MembershipMessage.Recall;
import org.armature.protocol.MembershipMessage.Vote;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** A node as a voter: what it promises is on disk before it is told, and what it forgot it does not promise again. */
final class VotingTest {
    private static final Ballot FIRST = new Ballot(1, N1);
    private static final Ballot SECOND = new Ballot(1, N2);
    private static final RingState SMALLER = FOUNDING.towards(OneMachine.ring(2), List.of());

    private static Vote vote(OneMachine machine, Ballot ballot) {
        return (Vote) machine.asked(ballot.node(), new Prepare(ballot, STAMP));
    }

    private static Vote vote(OneMachine machine, Ballot ballot, RingState value) {
        return (Vote) machine.asked(ballot.node(), new Accept(ballot, STAMP, value));
    }

    @Test
    void aPromiseIsSavedBeforeItIsGiven() {
        OneMachine machine = new OneMachine().acquainted();
        assertEquals(Vote.Kind.GRANTED, vote(machine, FIRST).kind());
        assertEquals(Optional.of(FIRST), machine.savedFirst().promised());
    }

    @Test
    void anAcceptanceIsSavedBeforeItIsTold() {
        OneMachine machine = new OneMachine().acquainted();
        vote(machine, FIRST);
        assertEquals(Vote.Kind.GRANTED, vote(machine, FIRST, SMALLER).kind());
        assertEquals(
                Optional.of(new Acceptance(FIRST, SMALLER)),
                machine.savedFirst().accepted());
    }

    @Test
    void aLaterBallotOutbidsAnEarlierOneAndLearnsWhatWasAccepted() {
        OneMachine machine = new OneMachine().acquainted();
        vote(machine, FIRST);
        vote(machine, FIRST, SMALLER);
        Vote promised = vote(machine, SECOND);
        assertEquals(Vote.Kind.GRANTED, promised.kind());
        assertEquals(Optional.of(new Acceptance(FIRST, SMALLER)), promised.accepted());
        assertEquals(Vote.Kind.OUTBID, vote(machine, FIRST, SMALLER).kind());
        assertEquals(Optional.of(SECOND), vote(machine, FIRST).promised());
        assertEquals(Vote.Kind.OUTBID, vote(machine, SECOND).kind(), "a ballot is promised once");
    }

    @Test
    void whatWasPromisedHoldsAfterARestart() {
        OneMachine before = new OneMachine().acquainted();
        vote(before, SECOND);
        vote(before, SECOND, SMALLER);
        OneMachine after = new OneMachine(Optional.of(before.savedFirst()));
        assertEquals(Vote.Kind.OUTBID, vote(after, FIRST).kind());
        assertEquals(
                Optional.of(new Acceptance(SECOND, SMALLER)),
                vote(after, new Ballot(2, N1)).accepted());
    }

    @Test
    void itVotesOnTheRingItKnowsOnly() {
        OneMachine machine = new OneMachine().acquainted();
        StateStamp later = StateStamp.of(SMALLER);
        assertEquals(Vote.Kind.BEHIND, ((Vote) machine.asked(N1, new Prepare(FIRST, later))).kind());
        machine.asked(N1, OneMachine.gossip(SMALLER));
        Vote past = vote(machine, FIRST);
        assertEquals(Vote.Kind.PAST, past.kind());
        assertEquals(Optional.of(SMALLER), past.newer());
        assertEquals(Vote.Kind.GRANTED, ((Vote) machine.asked(N1, new Prepare(FIRST, later))).kind());
    }

    @Test
    void itDoesNotAcceptARingThatDoesNotFollow() {
        OneMachine machine = new OneMachine().acquainted();
        RingState jump = SMALLER.ended();
        Vote vote = vote(machine, FIRST, jump);
        assertEquals(Vote.Kind.WITHHELD, vote.kind());
        assertTrue(vote.objection().contains("does not follow"), vote.objection());
    }

    @Test
    void withoutMemoryItDoesNotVoteBeforeItHasHeardEveryOtherVoter() {
        OneMachine machine = new OneMachine();
        Vote vote = vote(machine, FIRST);
        assertEquals(Vote.Kind.WITHHELD, vote.kind());
        assertTrue(vote.objection().contains("has not heard [n1, n2]"), vote.objection());
        machine.acquainted();
        assertEquals(Vote.Kind.GRANTED, vote(machine, FIRST).kind());
    }

    @Test
    void whomOthersRememberVotesAgainOnceTheyHaveDecidedOneMoreEpoch() {
        OneMachine machine = new OneMachine();
        machine.tell(new MembershipEvent.PeerUp(N1));
        machine.tell(new MembershipEvent.PeerUp(N2));
        for (MembershipEffect.Send send : machine.sent(Recall.class)) {
            machine.tell(new MembershipEvent.Answered(send.to(), send.call(), new Noted(STAMP, 12)));
        }
        assertTrue(vote(machine, FIRST).objection().contains("votes again from ring epoch 3 on"));
        machine.asked(N1, OneMachine.gossip(SMALLER));
        Prepare next = new Prepare(FIRST, StateStamp.of(SMALLER));
        assertEquals(Vote.Kind.GRANTED, ((Vote) machine.asked(N1, next)).kind());
    }

    @Test
    void aNodeRemembersWhoOutlivedItself() {
        OneMachine machine = new OneMachine().acquainted();
        assertEquals(new Noted(STAMP, 0), machine.asked(N1, new Recall(1)));
        assertEquals(new Noted(STAMP, 1), machine.asked(N1, new Recall(9)), "its info is of an earlier life");
        machine.asked(N2, OneMachine.gossip(OneMachine.info(OneMachine.member(1), 9, 1)));
        SavedMembership saved = machine.savedFirst();
        assertEquals(new Noted(STAMP, 1), machine.asked(N1, new Recall(9)), "its new info does not hide it");
        assertEquals(new Noted(STAMP, 1), new OneMachine(Optional.of(saved)).asked(N1, new Recall(9)));
    }

    @Test
    void aNodeWhoseDiskWasRestoredFromABackupNoticesAndDoesNotVote() {
        OneMachine machine = new OneMachine().acquainted();
        long start = machine.machine.view().infos().get(N0).start();
        machine.asked(N1, OneMachine.gossip(OneMachine.info(OneMachine.member(0), start + 4, 7)));
        assertEquals(
                ErrorCode.VOTES_WITHHELD,
                machine.effect(MembershipEffect.Notice.class).code());
        assertEquals(Vote.Kind.WITHHELD, vote(machine, FIRST).kind());
        assertTrue(machine.machine.view().infos().get(N0).start() > start + 4, "it speaks up against what was seen");
    }

    @Test
    void theMemoryOfAnotherNodeIsRefused() {
        SavedMembership other = TestCluster.settled(2, 1).node("n1").saved.orElseThrow();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new OneMachine(Optional.of(other)));
        assertTrue(refused.getMessage().contains("that of node n1, this is n0"), refused.getMessage());
    }
}
