package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.membership.MembershipView;
import org.armature.membership.Waiting;
import org.armature.model.NodeId;
import org.armature.node.TransferReport;
import org.armature.protocol.MemberInfo.Load;
import org.armature.ring.Progress;
import org.armature.ring.Replanning;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** Node n4 joins n1, n2 and n3; why that waits, as n1 tells it. */
class TransitionCausesTest {
    private static final int N = 3;
    private static final NodeId JOINS = LocalCluster.id(4);
    private static final RingState FORWARD = RingState.founding(Views.founding(3))
            .towards(Replanning.of(Views.founding(3), Views.members(4), N).ring(), List.of());
    private static final Waiting NOTHING =
            new Waiting(new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

    private boolean paused;
    private int movesLeft = 5;
    private Waiting waiting = NOTHING;
    private Set<NodeId> down = Set.of();
    private Progress progress = Progress.none(FORWARD.changeEpoch());

    private String causes(RingState state, TransferReport... shards) {
        MembershipView view = Views.of(state, progress, List.of(), paused, Optional.of(waiting), Optional.empty());
        return TransitionCauses.of(
                view,
                view.ownership(),
                new TreeSet<>(List.of(N)),
                movesLeft,
                node -> !down.contains(node),
                List.of(shards));
    }

    private static SortedSet<NodeId> nodes(int... numbers) {
        SortedSet<NodeId> nodes = new TreeSet<>();
        for (int number : numbers) {
            nodes.add(Views.member(number).node());
        }
        return nodes;
    }

    @Test
    void whatGoesOnHasNoCause() {
        assertEquals("", causes(FORWARD, new TransferReport(3, 2, List.of())));
    }

    @Test
    void aPauseIsCauseEnough() {
        paused = true;
        down = nodes(3);
        assertEquals("paused by an operator", causes(FORWARD));
    }

    @Test
    void whoIsDownIsNamedWithWhatToDo() {
        down = nodes(3);
        assertEquals(
                "n3 is down: start it, or if it is lost for good, give it up (armature tasks cancel t-2 --give-up n3)",
                causes(FORWARD));
    }

    @Test
    void whoIsDeadIsNotWaitedFor() {
        down = nodes(4);
        assertEquals("", causes(FORWARD.back(List.of(JOINS))));
    }

    @Test
    void ofAChangeThatGoesBackItIsToldWhatWhoIsDownHolds() {
        progress = progress.withMoved(N, 0).withMoved(N, 1);
        down = nodes(4);
        String told = causes(FORWARD.back(List.of()));
        assertTrue(told.startsWith("n4 is down and holds 2 places that must come back: start it"), told);
        assertTrue(told.endsWith("and what was written to no other node is lost"), told);
    }

    @Test
    void whenAllHasMovedItIsToldWhoHasNotAcknowledgedOrDrained() {
        TreeMap<NodeId, Load> draining = new TreeMap<>();
        draining.put(LocalCluster.id(2), Load.NONE);
        waiting = new Waiting(nodes(4), nodes(3), new TreeMap<>(), draining);
        assertEquals("", causes(FORWARD), "places still move");
        movesLeft = 0;
        assertEquals("not acknowledged yet by [n3, n4]; still draining: [n2]", causes(FORWARD));
    }

    @Test
    void whatSeveralShardsWaitForIsToldOnce() {
        TransferReport full = new TransferReport(1, 1, List.of("n4 ARM-402 the disk is full"));
        assertEquals(
                "n4 ARM-402 the disk is full; paused",
                causes(FORWARD, full, full, new TransferReport(1, 0, List.of("paused"))));
    }
}
