package org.armature.membership.plan;

import static org.armature.membership.plan.Clusters.member;
import static org.armature.membership.plan.Clusters.members;
import static org.armature.membership.plan.Clusters.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.PlannedChange;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

final class PlanBookTest {
    private static final Situation THREE = Clusters.of(members(3), member(4));

    private final PlanBook book = new PlanBook();
    private final Plan plan = weight(7);

    private static Plan weight(int weight) {
        return Planner.plan(THREE, List.of(new PlannedChange.Weight(node(1), weight)), false);
    }

    @Test
    void aPlanIsNamedAfterItsEpochAndWhatItChanges() {
        assertTrue(plan.id().matches("p-1-[0-9a-f]{8}"), plan.id());
        assertEquals(plan.id(), weight(7).id());
        assertNotEquals(plan.id(), weight(8).id());
    }

    @Test
    void aPlanOfTheRingThatStandsMayBeCommitted() {
        book.add(plan);
        assertEquals(Optional.of(plan), book.find(plan.id()));
        assertEquals(Optional.empty(), book.refusal(plan.id(), THREE.state()));
    }

    @Test
    void aPlanThatIsCarriedOutIsUnderWay() {
        RingState next = plan.next().orElseThrow();
        assertFalse(book.isUnderWay(plan.id(), next));
        book.add(plan);
        assertFalse(book.isUnderWay(plan.id(), THREE.state()));
        assertTrue(book.isUnderWay(plan.id(), next));
        assertTrue(book.isUnderWay(plan.id(), next.forced()), "whichever way it was decided");
        assertFalse(book.isUnderWay(plan.id(), next.back(List.of())));
        assertFalse(book.isUnderWay(plan.id(), next.ended()));
        assertFalse(book.isUnderWay(plan.id(), weight(8).next().orElseThrow()));
    }

    @Test
    void aPlanOfAnEarlierRingIsRefusedWithBothEpochs() {
        book.add(plan);
        RingState later = plan.next().orElseThrow().ended();
        Failure refusal = book.refusal(plan.id(), later).orElseThrow();
        assertEquals(ErrorCode.PLAN_STALE, refusal.code());
        assertEquals(
                "plan " + plan.id() + " was made on ring epoch 1, and the ring is at epoch 3; plan" + " again",
                refusal.message());
        assertEquals(
                refusal,
                new PlanBook().refusal(plan.id(), later).orElseThrow(),
                "of another node's plan the epoch is known too");
    }

    @Test
    void aPlanOfTheSameEpochBeforeAForcedChangeIsRefused() {
        book.add(plan);
        RingState other = new RingState(
                1,
                1,
                1,
                RingState.Phase.SETTLED,
                THREE.state().settled(),
                Optional.empty(),
                THREE.state().dead());
        Failure refusal = book.refusal(plan.id(), other).orElseThrow();
        assertEquals(ErrorCode.PLAN_STALE, refusal.code());
        assertTrue(refusal.message().contains("epoch 1 of generation 1"), refusal.message());
    }

    @Test
    void aPlanThatIsNotThereIsRefusedWithWhoWouldKnow() {
        book.add(plan);
        for (String id : List.of("p-1-00000000", "p-7", "p-99999999999999999999-00000000")) {
            Failure refusal = book.refusal(id, THREE.state()).orElseThrow();
            assertEquals(ErrorCode.NO_SUCH_PLAN, refusal.code());
            assertTrue(refusal.message().contains("ask that one (--node)"), refusal.message());
            assertTrue(refusal.message().endsWith("This one knows " + plan.id()), refusal.message());
        }
    }

    @Test
    void aPlanIsForgottenWhenItIsDroppedOrManyOthersWereMade() {
        book.add(plan);
        assertTrue(book.drop(plan.id()));
        assertFalse(book.drop(plan.id()));
        book.add(plan);
        for (int weight = 101; weight <= 100 + PlanBook.MOST; weight++) {
            assertTrue(weight == 101 || book.find(plan.id()).isPresent());
            book.add(weight(weight));
        }
        assertEquals(Optional.empty(), book.find(plan.id()));
    }
}
