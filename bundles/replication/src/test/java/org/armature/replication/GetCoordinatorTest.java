package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.RecordDigest;
import org.armature.replication.ReplicaEvent.Damaged;
import org.armature.replication.ReplicaEvent.DeadlinePassed;
import org.armature.replication.ReplicaEvent.Digested;
import org.armature.replication.ReplicaEvent.Failed;
import org.armature.replication.ReplicaEvent.Found;
import org.armature.replication.ReplicaEvent.Stored;
import org.armature.ring.PreferenceList;
import org.junit.jupiter.api.Test;

/** N=3: a, b and c own the key, d and e are behind them on the preference list; a coordinates. */
class GetCoordinatorTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final NodeId D = new NodeId("d");
    private static final NodeId E = new NodeId("e");
    private static final PreferenceList LIST = new PreferenceList(List.of(A, B, C), List.of(D, E));
    private static final ReadGoal TWO = new ReadGoal(2, 0, 0);
    private static final ReadGoal TWO_OWNERS = new ReadGoal(2, 2, 0);
    private static final ReadGoal CONFIRMED = new ReadGoal(2, 2, 2);
    private static final VersionSet OLD = VersionSet.EMPTY.put(CausalPast.NOTHING, version(A, 1, "old"));
    private static final VersionSet NEW = OLD.put(OLD.past(), version(A, 2, "new"));
    private static final VersionSet BESIDE = VersionSet.EMPTY.put(CausalPast.NOTHING, version(B, 1, "beside"));

    private final GetCoordinator get = started(TWO, A, B, C);

    @Test
    void asksTheFirstHealthyNodesOneForTheRecordAndTheOthersForADigest() {
        assertEquals(
                List.of(ask(A, false), ask(B, true), ask(C, true)),
                coordinator(TWO, A, B, C, D, E).start(A::equals));
        assertEquals(
                List.of(ask(A, true), askInsteadOf(B, D, true), ask(C, false)),
                coordinator(TWO, A, C, D, E).start(C::equals));
    }

    @Test
    void answersAtRAndNamesTheFastestOwner() {
        assertEquals(List.of(), get.on(found(C, OLD)));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(C)))), get.on(found(A, NEW)));
    }

    @Test
    void aDoubtfulReplicaCountsOnlyTogetherWithASureOne() {
        GetCoordinator one = started(new ReadGoal(1, 0, 0), A, B, C);
        one.on(new ReplicaEvent.Doubted(A));
        assertEquals(List.of(), one.on(new Found(A, Optional.empty())));
        assertEquals(List.of(answer(new GetOutcome.Found(OLD, Optional.of(A)))), one.on(found(B, OLD)));
        GetCoordinator two = started(TWO, A, B, C);
        two.on(new ReplicaEvent.Doubted(A));
        two.on(new ReplicaEvent.Doubted(B));
        assertEquals(List.of(), two.on(found(A, OLD)));
        assertEquals(List.of(), two.on(found(B, OLD)));
        assertEquals(
                List.of(answer(new GetOutcome.Found(NEW, Optional.of(A)))),
                two.on(found(C, NEW)).subList(0, 1));
    }

    @Test
    void nothingOfAStandInMakesNobodySureWhileAHealthyOwnerIsSilent() {
        GetCoordinator one = started(new ReadGoal(1, 0, 0), B, C, D);
        one.on(new ReplicaEvent.Doubted(B));
        assertEquals(List.of(), one.on(new Found(B, Optional.empty())));
        assertEquals(List.of(), one.on(new Found(D, Optional.empty())), "nobody has told it anything");
        assertEquals(
                List.of(answer(new GetOutcome.Found(OLD, Optional.of(B)))),
                one.on(found(C, OLD)).subList(0, 1));
    }

    @Test
    void whatAStandInKeepsIsSureUnlessItDoubtsItItself() {
        GetCoordinator sure = started(TWO, B, C, D);
        sure.on(new ReplicaEvent.Doubted(B));
        assertEquals(List.of(), sure.on(found(B, OLD)));
        assertEquals(
                List.of(answer(new GetOutcome.Found(NEW, Optional.of(B)))),
                sure.on(found(D, NEW)).subList(0, 1));
        GetCoordinator doubtful = started(TWO, B, C, D);
        doubtful.on(new ReplicaEvent.Doubted(B));
        doubtful.on(found(B, OLD));
        doubtful.on(new ReplicaEvent.Doubted(D));
        assertEquals(List.of(), doubtful.on(found(D, OLD)));
    }

    @Test
    void whenAllOwnersThatAreUpAreDoubtfulTheyDo() {
        GetCoordinator two = started(TWO, A, B);
        two.on(new ReplicaEvent.Doubted(A));
        assertEquals(List.of(), two.on(found(A, OLD)));
        two.on(new ReplicaEvent.Doubted(B));
        assertEquals(
                List.of(answer(new GetOutcome.Found(OLD, Optional.of(A)))),
                two.on(found(B, OLD)).subList(0, 1));
    }

    @Test
    void doubtfulReplicasAloneAreTooFewOnceTheSureOneHasFailed() {
        GetCoordinator one = started(new ReadGoal(1, 0, 0), A, B, C);
        one.on(new ReplicaEvent.Doubted(A));
        one.on(new Found(A, Optional.empty()));
        one.on(new Failed(B, "lost"));
        List<GetStep> steps = one.on(new Failed(C, "lost"));
        assertInstanceOf(GetOutcome.TooFew.class, ((GetStep.Answer) steps.get(0)).outcome());
    }

    @Test
    void whoeverIsBehindIsRepairedWhenAllHaveAnsweredAndNobodyElse() {
        get.on(found(A, NEW));
        get.on(found(C, NEW));
        assertEquals(List.of(repair(B, NEW)), get.on(found(B, OLD)));
        assertTrue(get.isDone());
    }

    @Test
    void nothingIsWrittenWhenReplicasAgree() {
        get.on(found(A, NEW));
        get.on(found(B, NEW));
        assertEquals(List.of(), get.on(found(C, NEW)));
        assertTrue(get.isDone());
    }

    @Test
    void siblingsOfDifferentReplicasAreReturnedAndBothRepaired() {
        get.on(found(A, NEW));
        VersionSet both = NEW.merge(BESIDE);
        assertEquals(List.of(answer(new GetOutcome.Found(both, Optional.of(A)))), get.on(found(B, BESIDE)));
        assertEquals(2, both.versions().size());
        assertEquals(List.of(repair(A, both), repair(B, both)), get.on(new Failed(C, "lost")));
    }

    @Test
    void anOwnerThatKnowsNothingCountsAndIsRepaired() {
        get.on(new Found(B, Optional.empty()));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(B)))), get.on(found(A, NEW)));
        assertEquals(List.of(repair(B, NEW)), get.on(found(C, NEW)));
    }

    @Test
    void aRepeatedAnswerCountsOnce() {
        get.on(found(A, OLD));
        assertEquals(List.of(), get.on(found(A, OLD)));
    }

    @Test
    void aDigestOfWhatIsKnownCountsAsThat() {
        get.on(new Digested(B, RecordDigest.of(NEW)));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(B)))), get.on(found(A, NEW)));
        assertEquals(List.of(), get.on(new Digested(C, RecordDigest.of(NEW))));
        assertTrue(get.isDone());
    }

    @Test
    void aDigestOfSomethingElseIsFetchedAndDoesNotCountBefore() {
        get.on(found(A, OLD));
        assertEquals(List.of(ask(B, false)), get.on(new Digested(B, RecordDigest.of(NEW))));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(A)))), get.on(found(B, NEW)));
        assertEquals(List.of(repair(A, NEW)), get.on(new Digested(C, RecordDigest.of(NEW))));
    }

    @Test
    void whereTheRecordDoesNotComeADigestIsFetched() {
        get.on(new Digested(B, RecordDigest.of(NEW)));
        assertEquals(List.of(ask(B, false)), get.on(new Failed(A, "lost")));
        get.on(new Digested(C, RecordDigest.of(NEW)));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(B)))), get.on(found(B, NEW)));
    }

    @Test
    void nothingOfAFallbackDoesNotCountWhileAnOwnerIsSilent() {
        GetCoordinator sloppy = started(new ReadGoal(1, 0, 0), A, B, D, E);
        assertEquals(List.of(), sloppy.on(new Found(D, Optional.empty())));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(A)))), sloppy.on(found(A, NEW)));
        GetCoordinator one = started(TWO, A, B, D);
        one.on(found(A, OLD));
        assertEquals(List.of(), one.on(new Found(D, Optional.empty())), "B has said nothing yet");
        assertEquals(
                List.of(answer(new GetOutcome.Found(NEW, Optional.of(A)))),
                one.on(found(B, NEW)).subList(0, 1));
        GetCoordinator noOwnerLeft = started(TWO, C, D, E);
        noOwnerLeft.on(new Found(D, Optional.empty()));
        noOwnerLeft.on(new Found(E, Optional.empty()));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(C)))), noOwnerLeft.on(found(C, NEW)));
    }

    @Test
    void somethingOfAFallbackCountsAndItIsRepairedForItsOwner() {
        GetCoordinator sloppy = started(TWO, A, B, D);
        sloppy.on(found(D, OLD));
        sloppy.on(found(A, NEW));
        assertEquals(
                List.of(new GetStep.Repair(D, Optional.of(C), RecordCodec.encode(NEW), false)),
                sloppy.on(found(B, NEW)));
    }

    @Test
    void aFallbackWithoutAHintIsNotGivenOneByARead() {
        GetCoordinator sloppy = started(TWO, A, B, D);
        sloppy.on(new Found(D, Optional.empty()));
        sloppy.on(found(A, NEW));
        assertEquals(
                List.of(),
                sloppy.on(found(B, NEW)).stream()
                        .filter(GetStep.Repair.class::isInstance)
                        .toList());
    }

    @Test
    void anOwnerThatFailsOnTheWayIsReplacedByTheNextFallback() {
        GetCoordinator sloppy = started(TWO, A, B, C, D);
        assertEquals(List.of(askInsteadOf(B, D, false)), sloppy.on(new Failed(B, "lost")));
        sloppy.on(found(D, NEW));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(A)))), sloppy.on(found(A, OLD)));
    }

    @Test
    void aStrictReadHearsOwnersOnly() {
        assertEquals(
                List.of(ask(A, false), ask(C, true)),
                coordinator(TWO_OWNERS, A, C, D, E).start(A::equals));
        assertEquals(
                List.of(answer(new GetOutcome.TooFew(1, 1, false, "b down, c down"))),
                coordinator(TWO_OWNERS, A, D, E).start(A::equals));
    }

    @Test
    void tooFewReachableIsToldAtOnce() {
        GetCoordinator few = coordinator(TWO, A);
        assertEquals(List.of(answer(new GetOutcome.TooFew(1, 1, false, "b down, c down"))), few.start(A::equals));
        assertTrue(few.isDone());
    }

    @Test
    void failuresThatLeaveFewerThanREndIt() {
        get.on(new Failed(A, "lost"));
        assertEquals(
                List.of(answer(new GetOutcome.TooFew(0, 0, false, "a lost, b full"))), get.on(new Failed(B, "full")));
    }

    @Test
    void theDeadlineNamesTheSilentAndRepairsWhatIsKnownToBeBehind() {
        GetCoordinator three = started(new ReadGoal(3, 0, 0), A, B, C);
        three.on(found(A, OLD));
        three.on(found(B, NEW));
        assertEquals(
                List.of(answer(new GetOutcome.TooFew(2, 2, true, "c no answer in time")), repair(A, NEW)),
                three.on(new DeadlinePassed()));
        assertTrue(three.isDone());
    }

    @Test
    void aDamagedAnswerIsAFailureSomeoneIsToldAndTheReplicaIsRepaired() {
        List<GetStep> steps = get.on(new Found(A, Optional.of(Bytes.utf8("garbage"))));
        assertEquals(A, assertInstanceOf(GetStep.Damaged.class, steps.get(0)).replica());
        get.on(found(B, OLD));
        assertEquals(List.of(answer(new GetOutcome.Found(OLD, Optional.of(B))), repair(A, OLD)), get.on(found(C, OLD)));
    }

    @Test
    void aCopyThatItsOwnerCanNotReadIsRepaired() {
        get.on(new Damaged(B, "checksum"));
        get.on(found(A, OLD));
        assertTrue(get.on(found(C, OLD)).contains(repair(B, OLD)));
    }

    @Test
    void aConfirmedReadOfEqualReplicasWritesNothing() {
        GetCoordinator confirmed = started(CONFIRMED, A, B, C);
        confirmed.on(found(A, NEW));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(A)))), confirmed.on(found(B, NEW)));
    }

    @Test
    void aConfirmedReadIsAnsweredWhenEnoughOwnersHoldIt() {
        GetCoordinator confirmed = started(CONFIRMED, A, B, C);
        confirmed.on(found(A, NEW));
        assertEquals(List.of(confirm(B, NEW), confirm(C, NEW)), confirmed.on(found(B, OLD)));
        assertEquals(List.of(answer(new GetOutcome.Found(NEW, Optional.of(A)))), confirmed.on(new Stored(C)));
        assertEquals(List.of(), confirmed.on(found(C, OLD)));
        assertTrue(confirmed.isDone());
    }

    @Test
    void aConfirmedReadThatCanNotBeConfirmedFails() {
        GetCoordinator confirmed = started(CONFIRMED, A, B, C);
        confirmed.on(found(A, NEW));
        confirmed.on(found(B, OLD));
        confirmed.on(new Failed(C, "lost"));
        GetStep step = confirmed.on(new Failed(B, "full")).get(0);
        assertInstanceOf(
                GetOutcome.TooFew.class,
                assertInstanceOf(GetStep.Answer.class, step).outcome());
    }

    private static GetCoordinator coordinator(ReadGoal goal, NodeId... up) {
        Set<NodeId> reachable = new TreeSet<>(List.of(up));
        return new GetCoordinator(LIST, reachable, goal);
    }

    private static GetCoordinator started(ReadGoal goal, NodeId... up) {
        GetCoordinator coordinator = coordinator(goal, up);
        coordinator.start(A::equals);
        return coordinator;
    }

    private static Found found(NodeId from, VersionSet set) {
        return new Found(from, Optional.of(RecordCodec.encode(set)));
    }

    private static GetStep ask(NodeId replica, boolean digestDoes) {
        return new GetStep.Ask(replica, Optional.empty(), digestDoes);
    }

    private static GetStep askInsteadOf(NodeId owner, NodeId replica, boolean digestDoes) {
        return new GetStep.Ask(replica, Optional.of(owner), digestDoes);
    }

    private static GetStep repair(NodeId owner, VersionSet set) {
        return new GetStep.Repair(owner, Optional.empty(), RecordCodec.encode(set), false);
    }

    private static GetStep confirm(NodeId owner, VersionSet set) {
        return new GetStep.Repair(owner, Optional.empty(), RecordCodec.encode(set), true);
    }

    private static GetStep answer(GetOutcome outcome) {
        return new GetStep.Answer(outcome);
    }

    private static Version version(NodeId node, long counter, String value) {
        Dot dot = new Dot(new ActorId(node, 1, 1), counter);
        return new Version(dot, new RequestId(node.name().charAt(0), counter), counter, Optional.of(Bytes.utf8(value)));
    }
}
