package org.armature.membership;

import static org.armature.membership.OneMachine.N0;
import static org.armature.membership.OneMachine.N1;
import static org.armature.membership.OneMachine.N2;
import static org.armature.membership.OneMachine.STAMP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.MembershipMessage.GossipDifferences;
import org.armature.protocol.MembershipMessage.GossipDigests;
import org.armature.protocol.MembershipMessage.GossipEntries;
import org.armature.protocol.MembershipMessage.GossipOpening;
import org.armature.protocol.Message;
import org.armature.protocol.StateStamp;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** A node that was given up or removed while it was away is told so by whomever it asks, and is asked for nothing. */
final class RemovedNodesTest {
    /** n2 was given up, and its places move. */
    private static final RingState GIVEN_UP = OneMachine.FOUNDING.towards(OneMachine.ring(2), List.of(N2));

    private static OneMachine after(RingState state) {
        OneMachine machine = new OneMachine().acquainted();
        machine.asked(N1, OneMachine.gossip(state));
        return machine;
    }

    private static GossipOpening opening(RingState state) {
        return new GossipOpening(1, StateStamp.of(state), TestCluster.PARTITIONS, 3, 1);
    }

    private static GossipDigests digests(RingState state) {
        return new GossipDigests(StateStamp.of(state), 1, -1, List.of());
    }

    @Test
    void whoWasGivenUpIsToldTheRingThatSaysSoAndNothingElse() {
        OneMachine machine = after(GIVEN_UP);
        GossipDifferences ring =
                new GossipDifferences(Entries.of(GIVEN_UP), false, false, Collections.emptyList(), false);
        assertEquals(ring, machine.asked(N2, opening(OneMachine.FOUNDING)));
        assertEquals(ring, machine.asked(N2, digests(OneMachine.FOUNDING)));
    }

    @Test
    void whoKnowsThatItWasGivenUpHearsWhatToDo() {
        Message.Failure refusal = (Message.Failure) after(GIVEN_UP).asked(N2, opening(GIVEN_UP));
        assertEquals(ErrorCode.NODE_REMOVED, refusal.code());
        assertTrue(refusal.message().contains("empty directory and a new grant"), refusal.message());
    }

    @Test
    void nobodyCountsOnAMoveThatOnlyOneWhoWasGivenUpTellsOf() {
        OneMachine machine = after(GIVEN_UP);
        Progress told = Progress.none(GIVEN_UP.changeEpoch()).withMoved(3, 0);
        machine.asked(
                N2,
                new GossipEntries(new Entries(Optional.empty(), Optional.of(told), List.of(), List.of(), List.of())));
        assertFalse(machine.machine.view().progress().moved(3).contains(0));
        machine.asked(
                N1,
                new GossipEntries(new Entries(Optional.empty(), Optional.of(told), List.of(), List.of(), List.of())));
        assertTrue(machine.machine.view().progress().moved(3).contains(0));
    }

    @Test
    void whoForcedAnotherRingIsStillHeardThoughItWasGivenUpHere() {
        OneMachine machine = after(GIVEN_UP);
        RingState forced = new RingState(
                1, 9, 9, RingState.Phase.SETTLED, OneMachine.ring(3).withEpoch(9), Optional.empty(), GIVEN_UP.voters());
        assertTrue(((GossipDifferences) machine.asked(N2, opening(forced))).wantsState());
    }

    @Test
    void whoWasRemovedIsToldTheRingThatNoLongerHasIt() {
        OneMachine machine = after(GIVEN_UP);
        machine.asked(N1, OneMachine.gossip(GIVEN_UP.ended()));
        GossipDifferences told = (GossipDifferences) machine.asked(N2, opening(OneMachine.FOUNDING));
        assertEquals(Optional.of(GIVEN_UP.ended()), told.entries().state());
    }

    @Test
    void aNodeLearnsThatItWasRemovedThoughItsMemoryIsGone() {
        RingState removed =
                OneMachine.FOUNDING.towards(OneMachine.ring(3), List.of(N0)).ended();
        RingState without = new RingState(
                0, 3, 3, RingState.Phase.SETTLED, without(removed), Optional.empty(), Collections.emptySortedSet());
        OneMachine wiped = new OneMachine();
        wiped.tell(new MembershipEvent.PeerUp(N1));
        MembershipEffect.Send first = wiped.sent(GossipOpening.class).get(0);
        wiped.tell(new MembershipEvent.Answered(
                N1, first.call(), new GossipDifferences(Entries.of(without), false, false, List.of(), false)));
        assertEquals(Standing.REMOVED, wiped.machine.view().standing());
        assertTrue(wiped.effects(MembershipEffect.Notice.class).stream()
                .anyMatch(notice -> notice.code() == ErrorCode.NODE_REMOVED));
    }

    private static Ring without(RingState removed) {
        return TestCluster.ring(List.of(OneMachine.member(1), OneMachine.member(2)))
                .withEpoch(removed.epoch());
    }

    @Test
    void theFirstPeerThatComesUpIsAskedForTheRingAtOnceAndOthersInTheirTurn() {
        OneMachine machine = new OneMachine();
        machine.tell(new MembershipEvent.PeerUp(N2));
        machine.tell(new MembershipEvent.PeerUp(N1));
        List<MembershipEffect.Send> openings = machine.sent(GossipOpening.class);
        assertEquals(
                List.of(N2), openings.stream().map(MembershipEffect.Send::to).toList());
        assertEquals(STAMP, ((GossipOpening) openings.get(0).message()).state());
    }

    @Test
    void whoIsGoneMayAskForTheRingAndForNothingElse() {
        assertEquals(Access.RING, Standing.DEAD.access());
        assertEquals(Access.RING, Standing.REMOVED.access());
        assertEquals(Access.NONE, Standing.STRANGER.access());
        assertEquals(Access.ALL, Standing.LEAVING.access());
        assertEquals(Access.ALL, Standing.CANDIDATE.access());
        assertTrue(Access.RING.allows(opening(GIVEN_UP)));
        assertTrue(Access.RING.allows(digests(GIVEN_UP)));
        assertTrue(Access.RING.allows(new GossipEntries(Entries.NONE)));
        assertTrue(Access.RING.allows(new Message.Ping(1)));
        assertFalse(Access.RING.allows(new Message.ReplicaStored()));
        assertFalse(Access.NONE.allows(new Message.Ping(1)));
        assertTrue(Access.ALL.allows(new Message.ReplicaStored()));
    }
}
