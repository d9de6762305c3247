package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.ring.Member;
import org.armature.ring.MoveSet;
import org.armature.ring.Ownership;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;

/** In place of gossip: what is decided about the ring, and what each node of a {@link ShardCluster} has on disk of it. */
final class ShardRings {
    private final Map<NodeId, Ownership> known = new TreeMap<>();
    private final Map<NodeId, SortedMap<Integer, MoveSet>> fences = new TreeMap<>();
    private final Set<NodeId> refusing = new TreeSet<>();
    private RingState state;
    private Progress progress;

    static Ring ring(long epoch, String... names) {
        TreeMap<NodeId, Member> members = new TreeMap<>();
        List<NodeId> tokens = new ArrayList<>();
        for (String name : names) {
            NodeId id = new NodeId(name);
            members.put(id, new Member(id, "127.0.0.1:1", "127.0.0.1:2", name, "z", 1));
            tokens.add(id);
        }
        return new Ring(epoch, tokens, members);
    }

    ShardRings(Ring founding) {
        replace(founding);
    }

    /** As if there never had been another ring. */
    void replace(Ring ring) {
        state = RingState.founding(ring);
        progress = Progress.none(state.changeEpoch());
        known.clear();
    }

    RingState state() {
        return state;
    }

    int partitions() {
        return state.settled().partitions();
    }

    void decide(RingState next) {
        state = next;
        progress = progress.changeEpoch() == next.changeEpoch() ? progress : Progress.none(next.changeEpoch());
    }

    Ownership known(NodeId node) {
        return known.computeIfAbsent(node, first -> new Ownership(state, progress));
    }

    SortedMap<Integer, MoveSet> fences(NodeId node) {
        return fences.computeIfAbsent(node, first -> new TreeMap<>());
    }

    /** Tells a node what is decided and what has moved; returns whether that was news. */
    boolean learn(NodeId node) {
        Ownership before = known(node);
        if (state.isNewerThan(before.state())) {
            if (state.changeEpoch() != before.state().changeEpoch()) {
                fences(node).clear();
            }
            known.put(node, new Ownership(state, before.progress().merge(progress)));
            return true;
        }
        Ownership merged = before.with(progress);
        known.put(node, merged);
        return !merged.progress().equals(before.progress());
    }

    /** A node keeps no place from now on, or does again. */
    void refuse(NodeId node, boolean refuses) {
        if (refuses) {
            refusing.add(node);
        } else {
            refusing.remove(node);
        }
    }

    Event keep(NodeId node, Effect.KeepCustody keep) {
        MoveName move = keep.move();
        RingState here = known(node).state();
        boolean over = here.changeEpoch() != move.changeEpoch() || here.phase() == RingState.Phase.SETTLED;
        boolean back = here.phase() == RingState.Phase.BACK;
        if (refusing.contains(node) && keep.custody() == Effect.Custody.TAKEN) {
            return new Event.CustodyRefused(keep.operation(), "it is not known here that the place was given");
        }
        if (over || (keep.custody() == Effect.Custody.TAKEN && back != move.back())) {
            return new Event.CustodyRefused(keep.operation(), "the ring is at epoch " + here.epoch());
        }
        if (keep.custody() == Effect.Custody.FENCED) {
            fences(node).merge(move.n(), MoveSet.EMPTY.with(move.number()), MoveSet::union);
        } else {
            Progress further = move.back()
                    ? progress.withReturned(move.n(), move.number())
                    : progress.withMoved(move.n(), move.number());
            progress = further;
            known.put(node, known(node).with(further));
        }
        return new Event.CustodyKept(keep.operation());
    }

    boolean mayEnd(int n) {
        return state.phase() != RingState.Phase.SETTLED
                && state.concerned().stream()
                        .allMatch(node -> known(node).state().epoch() == state.epoch())
                && new Ownership(state, progress).isComplete(n);
    }
}
