package org.armature.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.protocol.StateStamp;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;

/** Whether a ring that somebody tells of can be. Each objection is half a sentence about that ring. */
final class Soundness {
    static final long MOST_EPOCHS_AHEAD = 1_000_000;
    private static final int MOST_GENERATIONS_AHEAD = 100;

    private Soundness() {}

    /** What speaks against taking it in place of the current one. */
    static Optional<String> objection(RingState current, RingState offered) {
        if (offered.generation() < current.generation() && offered.epoch() > current.epoch()) {
            return Optional.of("it has a higher epoch than " + named(current)
                    + ", but a lower generation: a change was forced here without whoever decided it");
        }
        if (offered.generation() - current.generation() > MOST_GENERATIONS_AHEAD
                || offered.epoch() - current.epoch() > MOST_EPOCHS_AHEAD) {
            return Optional.of("it is absurdly far ahead of " + named(current));
        }
        boolean next = offered.generation() == current.generation() && offered.epoch() == current.epoch() + 1;
        if (next && !follows(current, offered)) {
            return Optional.of("it does not follow from " + named(current));
        }
        return itself(offered);
    }

    /** What speaks against it, whatever went before. */
    static Optional<String> itself(RingState state) {
        if (state.settled().epoch() > state.epoch()) {
            return Optional.of("its ring is of epoch " + state.settled().epoch());
        }
        if (!state.members().keySet().containsAll(state.dead())) {
            return Optional.of("it has dead that are no members: " + state.dead());
        }
        if (state.voters().isEmpty()) {
            return Optional.of("all its members are dead");
        }
        if (state.target().isPresent() && !goTogether(state, state.target().get())) {
            return Optional.of("its target has another number of partitions or another strategy");
        }
        if (state.phase() == Phase.FORWARD
                && state.dead().stream().anyMatch(state.destination().members()::containsKey)) {
            return Optional.of("its target has dead members");
        }
        return addressedTwice(state);
    }

    private static boolean goTogether(RingState state, Ring target) {
        return target.partitions() == state.settled().partitions()
                && target.strategy() == state.settled().strategy();
    }

    private static Optional<String> addressedTwice(RingState state) {
        Map<String, NodeId> addresses = new LinkedHashMap<>();
        for (Member member : state.members().values()) {
            NodeId other = addresses.put(member.peerAddress(), member.node());
            if (other != null && !state.dead().contains(other) && !state.dead().contains(member.node())) {
                return Optional.of("its members " + other + " and " + member.node() + " have one address, "
                        + member.peerAddress());
            }
        }
        return Optional.empty();
    }

    /** Whether members may decide it for the epoch after the base. */
    static boolean follows(RingState base, RingState value) {
        if (base.phase() == Phase.SETTLED) {
            return value.phase() == Phase.FORWARD
                    && value.equals(base.towards(value.target().orElseThrow(), value.dead()));
        }
        if (value.phase() == Phase.BACK) {
            return value.dead().containsAll(base.dead()) && value.equals(base.back(value.dead()));
        }
        return value.equals(base.ended());
    }

    static String named(RingState state) {
        return new StateStamp(state.generation(), state.epoch(), 0).toString();
    }
}
