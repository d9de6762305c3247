package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
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

    @Test
    void aCopyOfADeadNodesPlaceThatIsGivenUpAgainWentToNobody() {
        NodeId dead = ring(4).members().lastKey();
        RingState replacing = RingState.founding(ring(4)).towards(ring(3), List.of(dead));
        RingState back = replacing.back(List.of());
        Transition transition = Transition.between(ring(4), ring(3), replacing.dead());
        Move copy = transition.moves(3).stream()
                .filter(move -> move.from().isEmpty())
                .findFirst()
                .orElseThrow();
        Ownership ownership = new Ownership(
                back,
                Progress.none(back.changeEpoch()).withMoved(3, copy.number()).withReturned(3, copy.number()));
        assertEquals(
                Optional.empty(),
                ownership.movedAwayFrom(copy.to(), copy.piece().from(), 3));
    }

    @Test
    void untilItComesBackAPlaceThatWasGivenAwayIsWithWhoTookIt() {
        RingState back = grown.back(List.of());
        Move move = Transition.between(ring(3), ring(4), grown.dead()).moves(3).get(0);
        NodeId giver = move.from().orElseThrow();
        Progress given = Progress.none(back.changeEpoch()).withMoved(3, move.number());
        Ownership away = new Ownership(back, given);
        assertEquals(Optional.of(move), away.movedAwayFrom(giver, move.piece().from(), 3));
        assertEquals(
                Optional.empty(), away.movedAwayFrom(move.to(), move.piece().from(), 3));

        Ownership here = new Ownership(back, given.withReturned(3, move.number()));
        assertEquals(Optional.empty(), here.movedAwayFrom(giver, move.piece().from(), 3));
        assertEquals(
                Optional.of(move), here.movedAwayFrom(move.to(), move.piece().from(), 3));
    }
}
