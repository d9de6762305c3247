package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;
import org.armature.protocol.RecordCodec;
import org.armature.replication.ReplicaEvent.DeadlinePassed;
import org.armature.replication.ReplicaEvent.Failed;
import org.armature.replication.ReplicaEvent.Found;
import org.junit.jupiter.api.Test;

class GetCoordinatorTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final VersionSet OLD = VersionSet.EMPTY.put(VersionVector.EMPTY, version(A, 1, "old"));
    private static final VersionSet NEW = OLD.put(OLD.seen(), version(A, 2, "new"));
    private static final VersionSet BESIDE = VersionSet.EMPTY.put(VersionVector.EMPTY, version(B, 1, "beside"));

    private final GetCoordinator get = coordinator(2, A, B, C);

    @Test
    void asksEveryHealthyOwnerAndAnswersAtR() {
        assertEquals(List.of(), get.start());
        assertEquals(List.of(A, B, C), get.waiting());
        assertEquals(List.of(), get.on(found(A, OLD)));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW))), get.on(found(C, NEW)));
        assertEquals(List.of(), get.on(found(B, OLD)));
        assertTrue(get.isDone());
    }

    @Test
    void siblingsOfDifferentReplicasAreBothReturned() {
        get.on(found(A, NEW));
        List<GetStep> steps = get.on(found(B, BESIDE));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW.merge(BESIDE)))), steps);
        assertEquals(2, NEW.merge(BESIDE).versions().size());
    }

    @Test
    void aReplicaThatKnowsNothingCounts() {
        get.on(new Found(A, Optional.empty()));
        assertEquals(List.of(answer(new GetOutcome.Found(VersionSet.EMPTY))), get.on(new Found(B, Optional.empty())));
    }

    @Test
    void aRepeatedAnswerCountsOnce() {
        get.on(found(A, OLD));
        assertEquals(List.of(), get.on(found(A, OLD)));
    }

    @Test
    void tooFewReachableIsToldAtOnce() {
        GetCoordinator few = coordinator(2, A);
        assertEquals(List.of(answer(new GetOutcome.TooFew(1, 2, false, "b down, c down"))), few.start());
        assertEquals(List.of(), few.waiting());
    }

    @Test
    void failuresThatLeaveFewerThanREndIt() {
        get.on(new Failed(A, "lost"));
        assertEquals(
                List.of(answer(new GetOutcome.TooFew(0, 2, false, "a lost, b full"))), get.on(new Failed(B, "full")));
    }

    @Test
    void theDeadlineNamesTheSilent() {
        get.on(found(A, OLD));
        GetStep.Answer answer = assertInstanceOf(
                GetStep.Answer.class, get.on(new DeadlinePassed()).get(0));
        assertEquals(
                new GetOutcome.TooFew(1, 2, true, "b no answer before the deadline, c no answer before the deadline"),
                answer.outcome());
        assertTrue(get.isDone());
    }

    @Test
    void aDamagedAnswerIsAFailureAndSomeoneIsTold() {
        List<GetStep> steps = get.on(new Found(A, Optional.of(Bytes.utf8("garbage"))));
        assertEquals(1, steps.size());
        assertEquals(A, assertInstanceOf(GetStep.Damaged.class, steps.get(0)).replica());
        get.on(found(B, OLD));
        assertEquals(List.of(answer(new GetOutcome.Found(OLD))), get.on(found(C, OLD)));
    }

    private static GetCoordinator coordinator(int r, NodeId... up) {
        return new GetCoordinator(List.of(A, B, C), new TreeSet<>(List.of(up)), r);
    }

    private static Found found(NodeId from, VersionSet set) {
        return new Found(from, Optional.of(RecordCodec.encode(set)));
    }

    private static GetStep answer(GetOutcome outcome) {
        return new GetStep.Answer(outcome);
    }

    private static Version version(NodeId node, long counter, String value) {
        Dot dot = new Dot(new ActorId(node, 1, 1), counter);
        return new Version(dot, new RequestId(node.name().charAt(0), counter), counter, Optional.of(Bytes.utf8(value)));
    }
}
