package org.armature.membership.plan;

import static org.armature.membership.plan.Clusters.member;
import static org.armature.membership.plan.Clusters.members;
import static org.armature.membership.plan.Clusters.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.PlannedChange;
import org.armature.ring.Ownership;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.armature.ring.Transition;
import org.junit.jupiter.api.Test;

/** A place that has come to a node that joins is its own: it can't be given up as if it held nothing. */
final class SurrenderTest {
    private static final SortedSet<Integer> ONE = new TreeSet<>(List.of(1));
    private static final SortedSet<NodeId> JOINER = new TreeSet<>(List.of(node(4)));

    private static RingState joining() {
        return Planner.plan(Clusters.of(members(3), member(4)), List.of(new PlannedChange.Join(node(4))), false)
                .next()
                .orElseThrow();
    }

    private static Progress firstMoved(RingState state, int n) {
        Transition transition =
                Transition.between(state.settled(), state.target().orElseThrow(), state.dead());
        return Progress.none(state.changeEpoch())
                .withMoved(n, transition.moves(n).get(0).number());
    }

    @Test
    void aJoinerThatHasTakenNothingIsGivenUpWithoutLoss() {
        RingState state = joining();
        Ownership now = new Ownership(state, Progress.none(state.changeEpoch()));
        assertEquals(List.of(), Surrender.losses(now, JOINER, ONE));
    }

    @Test
    void aJoinerThatIsTheOnlyHolderOfAPieceIsTheEndOfIt() {
        RingState state = joining();
        Ownership now = new Ownership(state, firstMoved(state, 1));
        List<String> losses = Surrender.losses(now, JOINER, ONE);
        assertEquals(1, losses.size(), losses::toString);
        assertTrue(losses.get(0).startsWith("all holders of 1 of "), losses::toString);
        assertEquals(losses, Surrender.losses(new Ownership(state.back(List.of()), now.progress()), JOINER, ONE));
    }

    @Test
    void aPieceWithAnotherHolderThatLivesIsNotLost() {
        RingState state = joining();
        Ownership now = new Ownership(state, firstMoved(state, 3));
        assertEquals(List.of(), Surrender.losses(now, JOINER, new TreeSet<>(List.of(3))));
    }

    @Test
    void whoeverIsGivenUpAlreadyIsNoHolderThatLives() {
        RingState state = joining();
        RingState without = state.back(List.of(node(1), node(2), node(3)));
        Ownership now = new Ownership(without, firstMoved(state, 3));
        assertEquals(1, Surrender.losses(now, JOINER, new TreeSet<>(List.of(3))).size());
    }

    @Test
    void aChangeThatGoesBackWaitsForWhoeverHasToGiveBack() {
        RingState state = joining();
        Progress moved = firstMoved(state, 1);
        assertEquals(Map.of(), Surrender.owed(new Ownership(state, moved), ONE));
        Ownership back = new Ownership(state.back(List.of()), moved);
        assertEquals(Map.of(node(4), 1), Surrender.owed(back, ONE));
        int move = back.transition().orElseThrow().moves(1).get(0).number();
        assertEquals(Map.of(), Surrender.owed(back.with(moved.withReturned(1, move)), ONE));
        assertEquals(Map.of(), Surrender.owed(new Ownership(state.back(JOINER), moved), ONE));
    }
}
