package org.armature.membership;

import static org.armature.membership.OneMachine.FOUNDING;
import static org.armature.membership.OneMachine.N1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** An operator has the transfers of a change wait. */
final class PauseTest {
    private static final RingState FORWARD = FOUNDING.towards(OneMachine.ring(2), List.of());

    private final OneMachine machine = new OneMachine().acquainted();

    private void take(RingState state) {
        machine.asked(N1, OneMachine.gossip(state));
    }

    private void ask(long changeEpoch, boolean pauses) {
        machine.tell(new MembershipEvent.PauseAsked(7, changeEpoch, pauses));
        assertEquals(new MembershipEffect.PauseKept(7), machine.effect(MembershipEffect.PauseKept.class));
    }

    private boolean isPaused() {
        return machine.machine.view().paused();
    }

    private boolean isPausedAfterARestart() {
        return new OneMachine(Optional.of(machine.savedFirst())).machine.view().paused();
    }

    @Test
    void aPauseIsSavedBeforeItIsKeptAndOutlivesARestart() {
        take(FORWARD);
        assertFalse(isPaused());
        ask(2, true);
        assertTrue(isPaused());
        assertTrue(isPausedAfterARestart());
        ask(2, false);
        assertFalse(isPaused());
        assertFalse(isPausedAfterARestart());
    }

    @Test
    void aPauseThatOvertakesItsChangeHoldsFromWhereTheChangeIsKnown() {
        ask(2, true);
        assertFalse(isPaused(), "nothing moves");
        take(FORWARD);
        assertTrue(isPaused());
    }

    @Test
    void anotherChangesPauseMeansNothing() {
        take(FORWARD);
        ask(1, true);
        assertFalse(isPaused());
        ask(2, true);
        ask(1, false);
        assertTrue(isPaused());
        ask(1, true);
        assertTrue(isPaused());
    }

    @Test
    void aPauseEndsWithItsChangeAndNotWhenTheChangeIsCancelled() {
        take(FORWARD);
        ask(2, true);
        take(FORWARD.back(List.of()));
        assertTrue(isPaused());
        take(FORWARD.back(List.of()).ended());
        assertFalse(isPaused());
    }
}
