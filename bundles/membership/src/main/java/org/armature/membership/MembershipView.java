package org.armature.membership;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.protocol.Fence;
import org.armature.protocol.Grant;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.Removal;
import org.armature.protocol.StateStamp;
import org.armature.ring.Member;
import org.armature.ring.MoveSet;
import org.armature.ring.Ownership;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/**
 * What a node knows of the cluster at one moment. Immutable.
 *
 * @param standing of this node
 * @param infos what members and candidates have told of themselves, this node included
 * @param candidates nodes that were let in and are not in the ring yet
 * @param grants given, used or not
 * @param removals of nodes that were members
 * @param fences of this node, in the transition under way
 * @param paused an operator has the transition under way wait on this node
 * @param waiting why the transition under way has not ended; empty if there is none
 * @param deciding a change of an operator is being voted on, asked by this node
 * @param withheld why this node does not vote; empty if it does
 * @param figures counts since the start
 */
public record MembershipView(
        NodeId self,
        Standing standing,
        RingState state,
        StateStamp stamp,
        Progress progress,
        SortedMap<NodeId, MemberInfo> infos,
        SortedMap<NodeId, Member> candidates,
        List<Grant> grants,
        List<Removal> removals,
        SortedSet<Fence> fences,
        boolean paused,
        Optional<Waiting> waiting,
        boolean deciding,
        Optional<String> withheld,
        SortedMap<String, Long> figures) {

    /** Who holds the places of preference lists, by all this node knows. */
    public Ownership ownership() {
        return new Ownership(state, progress);
    }

    /** By N of the tables concerned, the moves this node has fenced. */
    public SortedMap<Integer, MoveSet> fencedMoves() {
        SortedMap<Integer, MoveSet> moves = new TreeMap<>();
        fences.forEach(fence -> moves.merge(fence.n(), MoveSet.EMPTY.with(fence.move()), MoveSet::union));
        return moves;
    }

    /** Of a node this one may know; {@link Standing#STRANGER} if it doesn't. */
    public Standing standing(NodeId node) {
        Standing inRing = Standing.in(state, node);
        if (inRing != Standing.STRANGER) {
            return inRing;
        }
        if (candidates.containsKey(node)) {
            return Standing.CANDIDATE;
        }
        return removals.stream().anyMatch(removal -> removal.node().equals(node))
                ? Standing.REMOVED
                : Standing.STRANGER;
    }
}
