package org.armature.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.membership.ChangeOutcome;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipView;
import org.armature.membership.RingChange;
import org.armature.membership.Standing;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** A node that was away while it was removed hears of it from those it meets, and serves nobody any more. */
class RemovedNodeTest {
    private static final String GONE = "n4";
    private final Scenario cluster = Plan.ofNodes(5).start();

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
        assertEquals(Standing.DEAD, view(GONE).standing());
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
        assertEquals(Standing.REMOVED, view(GONE).standing());
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

    private MembershipView view(String name) {
        return cluster.node(name).ring().orElseThrow();
    }

    private RingState ring(String name) {
        return view(name).state();
    }

    private void commit() {
        RingState state = ring("n0");
        NodeId gone = new NodeId(GONE);
        SortedMap<NodeId, Member> members = new TreeMap<>(state.settled().members());
        members.remove(gone);
        Ring target = new Ring(
                2, Placement.of(members.values(), state.settled().partitions()).tokens(), members);
        RingChange.Commit change = new RingChange.Commit(state.epoch(), target, new TreeSet<>(List.of(gone)), false);
        List<ChangeOutcome> outcomes = new ArrayList<>();
        cluster.node("n0")
                .ask(
                        token -> new MembershipEvent.ChangeAsked(token, change),
                        ended -> outcomes.add(((MembershipEffect.ChangeEnded) ended).outcome()));
        cluster.pass(5);
        assertEquals(1, outcomes.size());
    }
}
