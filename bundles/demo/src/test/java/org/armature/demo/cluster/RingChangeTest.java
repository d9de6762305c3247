package org.armature.demo.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.armature.model.NodeId;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.OperatorMessage.PlanFigures;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.PlannedChange;
import org.armature.protocol.RingProgress;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

class RingChangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final PlannedChange JOIN = new PlannedChange.Join(new NodeId("n4"));

    private static PlanReply plan(String id, String... refusals) {
        return new PlanReply(
                id, 7, List.of(JOIN), PlanFigures.NONE, List.of(), List.of(), List.of(), List.of(refusals));
    }

    private static RingReply ring(long epoch, RingProgress progress) {
        return new RingReply(epoch, "3", 96, progress, List.of(), List.of(), Map.of(), -1, "", List.of());
    }

    @Test
    void aPlanIsAskedForUntilTheCandidateIsKnown() throws Exception {
        ScriptedOperator operator =
                new ScriptedOperator(List.of(plan("", "n4 is no candidate"), plan("p-7")), List.of());
        assertEquals("p-7", RingChange.plan(operator, JOIN, LIMIT).plan().id());
    }

    @Test
    void whyThereIsNoPlanIsSaidAtTheLimit() {
        ScriptedOperator operator = new ScriptedOperator(List.of(plan("", "n4 is no candidate")), List.of());
        TimeoutException late =
                assertThrows(TimeoutException.class, () -> RingChange.plan(operator, JOIN, Duration.ofMillis(1)));
        assertEquals("after 0 s still waiting for a plan to join n4: n4 is no candidate", late.getMessage());
    }

    @Test
    void aChangeHasEndedWhenALaterEpochIsSettled() throws Exception {
        Deque<RingReply> rings = new ArrayDeque<>(List.of(
                ring(7, RingProgress.settled(7)),
                ring(8, new RingProgress(RingState.Phase.FORWARD, 8, 400)),
                ring(9, RingProgress.settled(9))));
        ScriptedOperator operator = new ScriptedOperator(List.of(plan("p-7")), rings);
        RingChange.plan(operator, JOIN, LIMIT).commit().awaitSettled();
        assertEquals(List.of("p-7"), operator.committed());
        assertEquals(3, operator.ringsAsked());
    }
}
