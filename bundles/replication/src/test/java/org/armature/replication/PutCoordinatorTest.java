package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.replication.ReplicaEvent.DeadlinePassed;
import org.armature.replication.ReplicaEvent.Failed;
import org.armature.replication.ReplicaEvent.Stored;
import org.armature.ring.PreferenceList;
import org.junit.jupiter.api.Test;

/** N=3: a, b and c own the key, d and e are behind them on the preference list. */
class PutCoordinatorTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final NodeId D = new NodeId("d");
    private static final NodeId E = new NodeId("e");
    private static final PreferenceList THREE_NODES = new PreferenceList(List.of(A, B, C), List.of());
    private static final PreferenceList FIVE_NODES = new PreferenceList(List.of(A, B, C), List.of(D, E));
    private static final WriteGoal TWO = new WriteGoal(2, 0);

    private final PutCoordinator put = new PutCoordinator(A, THREE_NODES, up(A, B, C), TWO);

    @Test
    void storesLocallyAndOnlyThenSends() {
        assertEquals(List.of(), put.start());
        assertEquals(List.of(send(B), send(C)), put.on(new Stored(A)));
    }

    @Test
    void answersAtTheSecondCopyAndNotBefore() {
        put.start();
        put.on(new Stored(A));
        assertEquals(List.of(answer(new PutOutcome.Stored(2, 0))), put.on(new Stored(C)));
        assertEquals(List.of(), put.on(new Stored(B)));
        assertTrue(put.isDone());
    }

    @Test
    void aReplicaThatAnswersTwiceCountsOnce() {
        PutCoordinator three = new PutCoordinator(A, THREE_NODES, up(A, B, C), new WriteGoal(3, 0));
        three.start();
        three.on(new Stored(A));
        three.on(new Stored(B));
        assertEquals(List.of(), three.on(new Stored(B)));
        assertEquals(List.of(answer(new PutOutcome.Stored(3, 0))), three.on(new Stored(C)));
    }

    @Test
    void isUnavailableWithNothingSentWhenWNodesCanNotBeReached() {
        PutCoordinator alone = new PutCoordinator(A, FIVE_NODES, up(A), TWO);
        assertEquals(
                List.of(answer(new PutOutcome.Unavailable(1, 1, "b down, c down, d down, e down"))), alone.start());
        assertEquals(List.of(), alone.on(new Stored(A)));
        assertTrue(alone.isDone());
    }

    @Test
    void theNextNodeStandsInForAnOwnerThatIsDownAndCounts() {
        PutCoordinator sloppy = new PutCoordinator(A, FIVE_NODES, up(A, D, E), new WriteGoal(3, 0));
        assertEquals(List.of(), sloppy.start());
        assertEquals(List.of(sendFor(D, B), sendFor(E, C)), sloppy.on(new Stored(A)));
        sloppy.on(new Stored(D));
        assertEquals(List.of(answer(new PutOutcome.Stored(3, 2))), sloppy.on(new Stored(E)));
    }

    @Test
    void withNoNodeLeftTheCoordinatorKeepsAReferenceThatDoesNotCount() {
        PutCoordinator all = new PutCoordinator(A, THREE_NODES, up(A, B), new WriteGoal(3, 0));
        assertEquals(List.of(answer(new PutOutcome.Unavailable(2, 2, "c down"))), all.start());

        PutCoordinator two = new PutCoordinator(A, THREE_NODES, up(A, B), TWO);
        assertEquals(List.of(), two.start());
        assertEquals(List.of(send(B), new PutStep.KeepReference(C)), two.on(new Stored(A)));
        assertEquals(List.of(answer(new PutOutcome.Stored(2, 0))), two.on(new Stored(B)));
    }

    @Test
    void aStrictQuorumCountsOwnersOnly() {
        WriteGoal strict = new WriteGoal(2, 2);
        assertEquals(
                List.of(answer(new PutOutcome.Unavailable(3, 1, "b down, c down"))),
                new PutCoordinator(A, FIVE_NODES, up(A, D, E), strict).start());

        PutCoordinator oneAway = new PutCoordinator(A, FIVE_NODES, up(A, C, D), strict);
        assertEquals(List.of(), oneAway.start());
        assertEquals(List.of(sendFor(D, B), send(C)), oneAway.on(new Stored(A)));
        assertEquals(List.of(), oneAway.on(new Stored(D)));
        assertEquals(List.of(answer(new PutOutcome.Stored(3, 1))), oneAway.on(new Stored(C)));
    }

    @Test
    void anOwnerThatFailsOnTheWayIsReplacedBeforeAndAfterTheAnswer() {
        PutCoordinator sloppy = new PutCoordinator(A, FIVE_NODES, up(A, B, C, D, E), TWO);
        sloppy.start();
        sloppy.on(new Stored(A));
        assertEquals(List.of(sendFor(D, B)), sloppy.on(new Failed(B, "lost")));
        assertEquals(List.of(answer(new PutOutcome.Stored(2, 1))), sloppy.on(new Stored(D)));
        assertEquals(List.of(sendFor(E, C)), sloppy.on(new Failed(C, "lost")));
        assertEquals(List.of(new PutStep.KeepReference(C)), sloppy.on(new Failed(E, "full")));
        assertTrue(sloppy.isDone());
    }

    @Test
    void anOwnerThatGoesDownBeforeTheCopyIsStoredHereIsReplacedThen() {
        PutCoordinator sloppy = new PutCoordinator(A, FIVE_NODES, up(A, B, C, D), TWO);
        sloppy.start();
        assertEquals(List.of(), sloppy.on(new Failed(B, "lost")));
        assertEquals(List.of(send(C), sendFor(D, B)), sloppy.on(new Stored(A)));
    }

    @Test
    void isUnknownAsSoonAsTheGoalCanNotBeMetAnyMore() {
        put.start();
        put.on(new Stored(A));
        assertEquals(List.of(new PutStep.KeepReference(B)), put.on(new Failed(B, "lost")));
        assertEquals(
                List.of(new PutStep.KeepReference(C), answer(new PutOutcome.Unknown(1, 0, "b lost, c refused"))),
                put.on(new Failed(C, "refused")));
    }

    @Test
    void theDeadlineHandsTheSilentToFallbacksAndTellsTheClient() {
        PutCoordinator sloppy = new PutCoordinator(A, FIVE_NODES, up(A, B, C, D, E), TWO);
        sloppy.start();
        sloppy.on(new Stored(A));
        assertEquals(
                List.of(
                        sendFor(D, B),
                        sendFor(E, C),
                        answer(new PutOutcome.Unknown(1, 0, "b no answer in time, c no answer in time"))),
                sloppy.on(new DeadlinePassed()));
        assertEquals(List.of(), sloppy.on(new Stored(D)));
        assertEquals(List.of(new PutStep.KeepReference(C)), sloppy.on(new DeadlinePassed()));
        assertTrue(sloppy.isDone());
    }

    @Test
    void aCopyStoredHereAfterTheDeadlineIsStillSentOn() {
        PutCoordinator slow = new PutCoordinator(A, THREE_NODES, up(A, B, C), TWO);
        slow.start();
        assertEquals(List.of(answer(new PutOutcome.Unknown(0, 0, ""))), slow.on(new DeadlinePassed()));
        assertEquals(List.of(send(B), send(C)), slow.on(new Stored(A)));
    }

    @Test
    void aFallbackStandsInForTheFirstOwnerThatIsAway() {
        PutCoordinator standIn = new PutCoordinator(D, FIVE_NODES, up(C, D, E), TWO);
        assertEquals(Optional.of(A), standIn.standsInFor());
        assertEquals(List.of(), standIn.start());
        assertEquals(List.of(sendFor(E, B), send(C)), standIn.on(new Stored(D)));
        assertEquals(List.of(answer(new PutOutcome.Stored(2, 1))), standIn.on(new Stored(C)));
        assertEquals(Optional.empty(), new PutCoordinator(A, FIVE_NODES, up(A), TWO).standsInFor());
    }

    private static PutCoordinator oneDurable(PreferenceList list, Set<NodeId> reachable) {
        return new PutCoordinator(A, list, reachable, TWO, true);
    }

    @Test
    void theFirstHealthyOwnerBesideTheCoordinatorIsAskedForADurableCopy() {
        PutCoordinator all = oneDurable(FIVE_NODES, up(A, B, C, D, E));
        all.start();
        assertEquals(List.of(sendDurable(B), send(C)), all.on(new Stored(A)));

        PutCoordinator oneAway = oneDurable(FIVE_NODES, up(A, C, D, E));
        oneAway.start();
        assertEquals(List.of(sendFor(D, B), sendDurable(C)), oneAway.on(new Stored(A)));
    }

    @Test
    void theClientWaitsForWCopiesWhicheverTheyAre() {
        PutCoordinator all = oneDurable(THREE_NODES, up(A, B, C));
        all.start();
        all.on(new Stored(A));
        assertEquals(List.of(answer(new PutOutcome.Stored(2, 0))), all.on(new Stored(C)));
    }

    @Test
    void withoutAHealthyOwnerTheCoordinatorsOwnCopyIsDurable() {
        PutCoordinator alone = oneDurable(FIVE_NODES, up(A, D, E));
        assertTrue(alone.isDurableHere());
        alone.start();
        assertEquals(List.of(sendFor(D, B), sendFor(E, C)), alone.on(new Stored(A)));
        assertTrue(!oneDurable(THREE_NODES, up(A, B)).isDurableHere());
    }

    @Test
    void whoeverStandsInForADurableOneThatFailsIsAskedForADurableHint() {
        PutCoordinator all = oneDurable(FIVE_NODES, up(A, B, C, D, E));
        all.start();
        all.on(new Stored(A));
        all.on(new Stored(C));
        assertEquals(List.of(new PutStep.SendTo(D, Optional.of(B), true)), all.on(new Failed(B, "x")));
        assertEquals(List.of(new PutStep.SendTo(E, Optional.of(B), true)), all.on(new Failed(D, "x")));
        assertEquals(List.of(new PutStep.KeepReference(B), new PutStep.MakeDurable()), all.on(new Failed(E, "x")));
    }

    @Test
    void aDurableOneThatIsSilentAtTheDeadlineIsReplacedToo() {
        PutCoordinator all = oneDurable(FIVE_NODES, up(A, B, C, D, E));
        all.start();
        all.on(new Stored(A));
        all.on(new Stored(C));
        assertEquals(List.of(new PutStep.SendTo(D, Optional.of(B), true)), all.on(new DeadlinePassed()));
    }

    @Test
    void whenAnotherFailsTheDurableOneStays() {
        PutCoordinator all = oneDurable(FIVE_NODES, up(A, B, C, D, E));
        all.start();
        all.on(new Stored(A));
        assertEquals(List.of(sendFor(D, C)), all.on(new Failed(C, "x")));
    }

    private static PutStep sendDurable(NodeId to) {
        return new PutStep.SendTo(to, Optional.empty(), true);
    }

    @Test
    void whateverTheOrderOfRepliesTheClientIsAnsweredOnceAndEveryOwnerIsServed() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Set<NodeId> reachable = up(A, B, C, D, E);
            reachable.removeIf(node -> !node.equals(A) && random.nextInt(4) == 0);
            int copies = 1 + random.nextInt(3);
            PutCoordinator any =
                    new PutCoordinator(A, FIVE_NODES, reachable, new WriteGoal(copies, random.nextInt(copies + 1)));
            List<PutStep> steps = new ArrayList<>(any.start());
            boolean begun = steps.isEmpty();
            List<ReplicaEvent> events = new ArrayList<>();
            for (NodeId node : List.of(A, B, C, D, E)) {
                events.add(new Stored(node));
                if (!node.equals(A)) {
                    events.add(new Failed(node, "x"));
                }
            }
            Collections.shuffle(events, random);
            events.remove(new Stored(A));
            events.add(0, new Stored(A));
            events.add(new DeadlinePassed());
            events.add(new DeadlinePassed());
            Set<NodeId> served = new TreeSet<>();
            for (ReplicaEvent event : events) {
                List<PutStep> more = any.on(event);
                steps.addAll(more);
                if (event instanceof Stored stored) {
                    served.add(stored.from());
                }
                more.stream()
                        .filter(PutStep.KeepReference.class::isInstance)
                        .forEach(step -> served.add(((PutStep.KeepReference) step).owner()));
            }
            assertEquals(
                    1, steps.stream().filter(PutStep.Answer.class::isInstance).count(), "seed " + seed);
            assertTrue(any.isDone(), "seed " + seed);
            for (NodeId owner : List.of(B, C)) {
                assertTrue(!begun || isCared(owner, steps), "seed " + seed + ": nobody cares for " + owner);
            }
        }
    }

    private static boolean isCared(NodeId owner, List<PutStep> steps) {
        return steps.contains(send(owner))
                || steps.contains(sendFor(D, owner))
                || steps.contains(sendFor(E, owner))
                || steps.contains(new PutStep.KeepReference(owner));
    }

    private static Set<NodeId> up(NodeId... nodes) {
        return new TreeSet<>(List.of(nodes));
    }

    private static PutStep send(NodeId owner) {
        return new PutStep.SendTo(owner, Optional.empty());
    }

    private static PutStep sendFor(NodeId fallback, NodeId owner) {
        return new PutStep.SendTo(fallback, Optional.of(owner));
    }

    private static PutStep answer(PutOutcome outcome) {
        return new PutStep.Answer(outcome);
    }
}
