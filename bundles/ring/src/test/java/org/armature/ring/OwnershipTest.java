package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private final RingState founding = RingState.founding(ring(3));
    private final RingState grown = founding.towards(ring(4), List.of());

    private static Ring ring(int nodes) {
        return Members.ring(Members.equal(nodes), 16, 3);
    }

    @Test
    void furtherProgressOfTheSameTransitionIsAddedToWhatIsKnownOfIt() {
        Ownership known = new Ownership(grown, Progress.none(2).withMoved(2, 0));
        Ownership further = known.learning(
                founding.towards(ring(4), List.of()), Progress.none(2).withMoved(2, 1));
        assertEquals(Progress.none(2).withMoved(2, 0).withMoved(2, 1), further.progress());
        assertSame(known.transition().orElseThrow(), further.transition().orElseThrow());
    }

    @Test
    void anotherRingForcedAtTheSameEpochIsAnotherRing() {
        RingState here = grown.forced();
        RingState there = founding.towards(ring(5), List.of()).forced();
        assertEquals(here.epoch(), there.epoch());
        assertEquals(here.generation(), there.generation());
        Ownership known = new Ownership(here, Progress.none(here.changeEpoch()));
        Ownership learnt = known.learning(there, Progress.none(there.changeEpoch()));
        assertEquals(there, learnt.state());
        assertNotEquals(known.destination(), learnt.destination());
        assertEquals(
                there.target(), learnt.transition().map(Transition::after), "the moves are those to the other ring");
    }
}
