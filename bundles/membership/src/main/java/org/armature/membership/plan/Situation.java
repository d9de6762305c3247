package org.armature.membership.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.RingState;

/**
 * What a node knows of its cluster when it is asked for a plan.
 *
 * @param candidates machines that were let in and are no members
 * @param down members and candidates that do not answer
 * @param bytes that nodes have told they hold; of a node that is not there nothing is known
 * @param bytesByN for each N of the tables there are, how much this node holds in such tables: how the bytes of all nodes
 *     are taken to be divided
 * @param bytesPerSecond that a node may send, at least 1
 */
public record Situation(
        RingState state,
        SortedMap<NodeId, Member> candidates,
        SortedSet<NodeId> down,
        SortedMap<NodeId, Long> bytes,
        SortedMap<Integer, Long> bytesByN,
        long bytesPerSecond) {

    /** @throws IllegalArgumentException if the pace or an N is less than 1 */
    public Situation {
        candidates = Collections.unmodifiableSortedMap(new TreeMap<>(candidates));
        down = Collections.unmodifiableSortedSet(new TreeSet<>(down));
        bytes = Collections.unmodifiableSortedMap(new TreeMap<>(bytes));
        bytesByN = Collections.unmodifiableSortedMap(new TreeMap<>(bytesByN));
        if (bytesPerSecond < 1 || (!bytesByN.isEmpty() && bytesByN.firstKey() < 1)) {
            throw new IllegalArgumentException(
                    bytesPerSecond + " bytes per second, N in " + bytesByN.keySet() + ": both are 1 or more");
        }
    }

    SortedMap<NodeId, Member> members() {
        return state.settled().members();
    }

    /** For how many consecutive tokens distinct hosts are asked. */
    int spread() {
        return bytesByN.isEmpty() ? Placement.USUAL_SPREAD : Math.max(Placement.USUAL_SPREAD, bytesByN.lastKey());
    }

    /** The part of every node's bytes that lies in tables of this N. */
    double part(int n) {
        double all = bytesByN.values().stream().mapToDouble(Long::doubleValue).sum();
        return all > 0 ? bytesByN.get(n) / all : 1.0 / bytesByN.size();
    }
}
