package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.replication.ReplicaEvent.DeadlinePassed;
import org.armature.replication.ReplicaEvent.Failed;
import org.armature.replication.ReplicaEvent.Stored;
import org.junit.jupiter.api.Test;

class PutCoordinatorTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");

    private final PutCoordinator put = new PutCoordinator(A, List.of(A, B, C), 2);

    @Test
    void storesLocallyAndOnlyThenSends() {
        assertEquals(List.of(), put.start(up(A, B, C)));
        assertEquals(List.of(new PutStep.SendTo(B), new PutStep.SendTo(C)), put.on(new Stored(A)));
    }

    @Test
    void answersAtTheSecondCopyAndNotBefore() {
        put.start(up(A, B, C));
        put.on(new Stored(A));
        assertEquals(List.of(answer(new PutOutcome.Stored(2))), put.on(new Stored(C)));
        assertEquals(List.of(), put.on(new Stored(B)));
        assertTrue(put.isDone());
    }

    @Test
    void aReplicaThatAnswersTwiceCountsOnce() {
        PutCoordinator three = new PutCoordinator(A, List.of(A, B, C), 3);
        three.start(up(A, B, C));
        three.on(new Stored(A));
        three.on(new Stored(B));
        assertEquals(List.of(), three.on(new Stored(B)));
        assertEquals(List.of(answer(new PutOutcome.Stored(3))), three.on(new Stored(C)));
    }

    @Test
    void isUnavailableWithNothingSentWhenWOwnersCanNotBeReached() {
        assertEquals(List.of(answer(new PutOutcome.Unavailable(1, 2, "b down, c down"))), put.start(up(A)));
        assertEquals(List.of(), put.on(new Stored(A)));
        assertTrue(put.isDone());
    }

    @Test
    void anOwnerThatIsDownIsNotSentTo() {
        put.start(up(A, C));
        assertEquals(List.of(new PutStep.SendTo(C)), put.on(new Stored(A)));
    }

    @Test
    void isUnknownAsSoonAsWCanNotBeReachedAnyMore() {
        put.start(up(A, B, C));
        put.on(new Stored(A));
        assertEquals(List.of(), put.on(new Failed(B, "lost")));
        assertEquals(
                List.of(answer(new PutOutcome.Unknown(1, 2, "b lost, c refused"))), put.on(new Failed(C, "refused")));
    }

    @Test
    void theDeadlineEndsItAndNamesTheSilent() {
        put.start(up(A, B, C));
        put.on(new Stored(A));
        assertEquals(
                List.of(answer(new PutOutcome.Unknown(
                        1, 2, "b no answer before the deadline, c no answer before the deadline"))),
                put.on(new DeadlinePassed()));
        assertEquals(List.of(), put.on(new Stored(B)));
        assertTrue(put.isDone());
    }

    @Test
    void onlyAnOwnerCoordinates() {
        assertThrows(IllegalArgumentException.class, () -> new PutCoordinator(A, List.of(B, C), 1));
    }

    @Test
    void whateverTheOrderOfRepliesTheClientIsAnsweredOnce() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            PutCoordinator any = new PutCoordinator(A, List.of(A, B, C), 1 + random.nextInt(3));
            List<PutStep> steps = new ArrayList<>(any.start(up(A, B, C)));
            List<ReplicaEvent> events = new ArrayList<>(List.of(
                    new Stored(A),
                    new Stored(B),
                    new Stored(C),
                    new Failed(B, "x"),
                    new Failed(C, "x"),
                    new Stored(B)));
            Collections.shuffle(events, random);
            events.add(new DeadlinePassed());
            events.forEach(event -> steps.addAll(any.on(event)));
            assertEquals(
                    1, steps.stream().filter(PutStep.Answer.class::isInstance).count(), "seed " + seed);
            assertTrue(any.isDone(), "seed " + seed);
        }
    }

    private static Set<NodeId> up(NodeId... nodes) {
        return new TreeSet<>(List.of(nodes));
    }

    private static PutStep answer(PutOutcome outcome) {
        return new PutStep.Answer(outcome);
    }
}
