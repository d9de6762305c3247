package org.armature.membership;

import static org.armature.membership.OneMachine.FOUNDING;
import static org.armature.membership.OneMachine.N1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.protocol.Fence;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** What must be on disk before a place changes hands. */
final class CustodyTest {
    private static final RingState FORWARD = FOUNDING.towards(OneMachine.ring(2), List.of());

    private final OneMachine machine = new OneMachine().acquainted();

    private void take(RingState state) {
        machine.asked(N1, OneMachine.gossip(state));
    }

    private void ask(long changeEpoch, int move, Custody kind) {
        machine.tell(new MembershipEvent.CustodyAsked(5, changeEpoch, 3, move, kind));
    }

    private void isRefused(String why) {
        String told = machine.effect(MembershipEffect.CustodyRefused.class).why();
        assertTrue(told.contains(why), told);
    }

    @Test
    void aFenceIsSavedBeforeItIsKeptAndOutlivesARestart() {
        take(FORWARD);
        ask(2, 7, Custody.FENCE);
        assertEquals(5, machine.effect(MembershipEffect.CustodyKept.class).token());
        assertEquals(
                new TreeSet<>(List.of(new Fence(3, 7, false))),
                machine.savedFirst().fences());
        assertEquals(
                new TreeSet<>(List.of(new Fence(3, 7, false))),
                new OneMachine(Optional.of(machine.savedFirst())).machine.view().fences());
        assertTrue(machine.effects(MembershipEffect.Published.class).isEmpty(), "a fence is nobody else's business");
    }

    @Test
    void anAcceptedPlaceIsSavedAndPublishedBeforeItIsKept() {
        take(FORWARD);
        ask(2, 7, Custody.ACCEPT);
        Progress expected = Progress.none(2).withMoved(3, 7);
        assertEquals(expected, machine.savedFirst().progress());
        assertEquals(new MembershipEffect.Published(FORWARD, expected), machine.effects.get(1));
        assertEquals(new MembershipEffect.CustodyKept(5), machine.effects.get(2));
    }

    @Test
    void askingAgainIsAnsweredAgain() {
        take(FORWARD);
        ask(2, 7, Custody.ACCEPT);
        ask(2, 7, Custody.ACCEPT);
        assertEquals(new MembershipEffect.CustodyKept(5), machine.effects.get(0));
    }

    @Test
    void movesOfAnotherChangeAreRefused() {
        ask(1, 7, Custody.FENCE);
        isRefused("is settled");
        take(FORWARD);
        ask(1, 7, Custody.ACCEPT);
        isRefused("belongs to the change of ring epoch 1");
        ask(2, -1, Custody.ACCEPT);
        isRefused("no move -1");
        ask(2, 7, Custody.RETURNED);
        isRefused("was not cancelled");
    }

    @Test
    void afterACancelOnlyWhatHadMovedIsTakenBack() {
        take(FORWARD);
        ask(2, 7, Custody.ACCEPT);
        take(FORWARD.back(List.of()));
        ask(2, 8, Custody.ACCEPT);
        isRefused("the old holder keeps the place");
        ask(2, 7, Custody.ACCEPT);
        machine.effect(MembershipEffect.CustodyKept.class);
        ask(2, 7, Custody.FENCE);
        assertEquals(
                new TreeSet<>(List.of(new Fence(3, 7, true))),
                machine.savedFirst().fences());
        ask(2, 7, Custody.RETURNED);
        assertTrue(machine.machine.view().progress().returned(3).contains(7));
    }

    @Test
    void fencesEndWithTheirChange() {
        take(FORWARD);
        ask(2, 7, Custody.FENCE);
        take(FORWARD.ended());
        assertTrue(machine.savedFirst().fences().isEmpty());
        assertTrue(machine.machine.view().fences().isEmpty());
    }
}
