package org.armature.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MemberInfo.Load;
import org.armature.protocol.StateStamp;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;

/**
 * Proposes what nobody need ask for: that a transition has ended, when every member has acknowledged it, every move is
 * done and who leaves has handed over what it kept for others, and says so as of this very ring: that it had nothing at
 * some time is not enough, since a node that still holds places may be given hints again; and what somebody left half decided. The first voter that
 * is up does so, the others in turn if it doesn't.
 */
final class Ending {
    private static final long TURN_NANOS = 3_000_000_000L;
    private static final int MOST_TURNS = 5;
    private static final long HALF_DECIDED_AFTER = 10_000_000_000L;

    private final MembershipSettings settings;
    private final Knowledge knowledge;
    private final Completeness completeness;
    private final Proposer proposer;
    private final Acceptor acceptor;
    private final Peers peers;
    private final Turn turn;
    private long computedAt = -1;
    private Optional<Waiting> waiting = Optional.empty();
    private Optional<StateStamp> dueFor = Optional.empty();
    private long dueAt;

    Ending(
            MembershipSettings settings,
            Knowledge knowledge,
            Completeness completeness,
            Proposer proposer,
            Acceptor acceptor,
            Peers peers,
            Turn turn) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.completeness = completeness;
        this.proposer = proposer;
        this.acceptor = acceptor;
        this.peers = peers;
        this.turn = turn;
    }

    /** Why the transition under way has not ended; empty if there is none. */
    Optional<Waiting> waiting() {
        if (computedAt != knowledge.changes()) {
            computedAt = knowledge.changes();
            waiting = knowledge.state().phase() == Phase.SETTLED
                    ? Optional.empty()
                    : Optional.of(compute(knowledge.state()));
        }
        return waiting;
    }

    private Waiting compute(RingState state) {
        SortedSet<NodeId> unheard = new TreeSet<>();
        SortedSet<NodeId> unacknowledged = new TreeSet<>();
        SortedMap<NodeId, Load> draining = new TreeMap<>();
        SortedSet<Integer> factors = new TreeSet<>(knowledge.progress().moved().keySet());
        for (NodeId node : state.concerned()) {
            Optional<MemberInfo> info = knowledge.info(node);
            if (info.isEmpty() || info.get().version() == 0) {
                unheard.add(node);
                continue;
            }
            factors.addAll(info.get().replicationFactors());
            if (!info.get().acknowledged().equals(knowledge.stamp())) {
                unacknowledged.add(node);
            }
            Load load = info.get().load();
            if (Standing.in(state, node) == Standing.LEAVING && load.drainedEpoch() != state.epoch()) {
                draining.put(node, load);
            }
        }
        SortedMap<Integer, Integer> movesLeft = new TreeMap<>();
        for (int n : factors) {
            int left = completeness.movesLeft(state, knowledge.progress(), n);
            if (left > 0) {
                movesLeft.put(n, left);
            }
        }
        return new Waiting(unheard, unacknowledged, movesLeft, draining);
    }

    void tick() {
        if (!proposer.isIdle() || !knowledge.isVoter(settings.self())) {
            return;
        }
        boolean over = waiting().filter(Waiting::isOver).isPresent();
        boolean halfDecided = acceptor.accepted().isPresent();
        if (!over && !halfDecided) {
            dueFor = Optional.empty();
            return;
        }
        if (!dueFor.equals(Optional.of(knowledge.stamp()))) {
            dueFor = Optional.of(knowledge.stamp());
            dueAt = turn.now() + (over ? 0 : HALF_DECIDED_AFTER) + myTurn() * TURN_NANOS;
        }
        if (turn.now() - dueAt >= 0) {
            dueAt = turn.now() + MOST_TURNS * TURN_NANOS + turn.draw(TURN_NANOS);
            proposer.proposeOwn(over ? Optional.of(knowledge.state().ended()) : Optional.empty());
        }
        turn.wishToWake(dueAt);
    }

    /** How many voters that are up come before this one. */
    private int myTurn() {
        List<NodeId> candidates = new ArrayList<>(knowledge.state().voters());
        candidates.removeIf(node -> !node.equals(settings.self()) && !peers.isUp(node));
        return Math.min(candidates.indexOf(settings.self()), MOST_TURNS);
    }
}
