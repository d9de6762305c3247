package org.armature.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.armature.membership.ChangeOutcome;
import org.armature.membership.Standing;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** A node that was away while it was removed hears of it from those it meets, and serves nobody any more. */
class RemovedNodeTest {
    private static final String GONE = "n4";
    private final Scenario cluster = Plan.ofNodes(5).start();
    private final Operator operator = cluster.operator();

    @Test
    void aNodeThatMissedItsRemovalIsToldAndServesNobody() {
        cluster.isolate(GONE);
        remove();
        cluster.join(GONE);
        isGone();
    }

    @Test
    void aRemovedNodeThatHasLostItsMemoryIsToldToo() {
        cluster.kill(GONE);
        remove();
        cluster.wipe(GONE);
        isGone();
    }

    @Test
    void aNodeThatWasGivenUpIsToldWhileItsCopiesAreStillMadeAnew() {
        cluster.isolate(GONE);
        cluster.kill("n3");
        commit();
        cluster.pass(20);
        cluster.join(GONE);
        assertEquals(RingState.Phase.FORWARD, ring("n0").phase(), "n3 has not acknowledged it");
        cluster.pass(10);
        assertEquals(Standing.DEAD, operator.standing(GONE));
        assertEquals(
                Optional.of(ErrorCode.NODE_REMOVED),
                cluster.put(GONE, "key", "u").code());
        cluster.start("n3");
        cluster.pass(60);
        isGone();
    }

    private void isGone() {
        cluster.pass(10);
        assertEquals(RingState.Phase.SETTLED, ring("n0").phase());
        assertEquals(ring("n0"), ring(GONE));
        assertEquals(Standing.REMOVED, operator.standing(GONE));
        assertEquals(
                Optional.of(ErrorCode.NODE_REMOVED),
                cluster.put(GONE, "key", "v").code());
        assertEquals(
                Optional.of(ErrorCode.NODE_REMOVED), cluster.get(GONE, "key").code());
        assertFalse(cluster.put("n0", "key", "w").code().isPresent());
    }

    private void remove() {
        commit();
        cluster.pass(60);
        assertEquals(RingState.Phase.SETTLED, ring("n0").phase());
        assertFalse(ring("n0").members().containsKey(new NodeId(GONE)));
    }

    private RingState ring(String name) {
        return operator.ring(name);
    }

    private void commit() {
        assertInstanceOf(ChangeOutcome.Won.class, operator.commit("n0", List.of("n0", "n1", "n2", "n3"), GONE));
    }
}
