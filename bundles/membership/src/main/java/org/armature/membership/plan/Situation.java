package org.armature.membership.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.RingState;

/**
 * What a node knows of its cluster when it is asked for a plan.
 *
 * @param candidates machines that were let in and are no members
 * @param down members and candidates that do not answer
 * @param testimony what others say of those down that are named by a change
 * @param held what nodes have told they hold; of a node that is not there nothing is known
 * @param heldByN for each N of the tables there are, what this node holds in such tables: how what all nodes hold is taken
 *     to be divided
 * @param bytesPerSecond that a node may send, at least 1
 */
public record Situation(
        RingState state,
        SortedMap<NodeId, Member> candidates,
        SortedSet<NodeId> down,
        Testimony testimony,
        SortedMap<NodeId, Held> held,
        SortedMap<Integer, Held> heldByN,
        long bytesPerSecond) {

    /** @throws IllegalArgumentException if the pace or an N is less than 1 */
    public Situation {
        candidates = Collections.unmodifiableSortedMap(new TreeMap<>(candidates));
        down = Collections.unmodifiableSortedSet(new TreeSet<>(down));
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        heldByN = Collections.unmodifiableSortedMap(new TreeMap<>(heldByN));
        if (bytesPerSecond < 1 || (!heldByN.isEmpty() && heldByN.firstKey() < 1)) {
            throw new IllegalArgumentException(
                    bytesPerSecond + " bytes per second, N in " + heldByN.keySet() + ": both are 1 or more");
        }
    }

    SortedMap<NodeId, Member> members() {
        return state.settled().members();
    }

    /** For how many consecutive tokens distinct hosts are asked. */
    int spread() {
        return heldByN.isEmpty() ? Placement.USUAL_SPREAD : Math.max(Placement.USUAL_SPREAD, heldByN.lastKey());
    }

    /** The N of the tables there are. */
    SortedSet<Integer> ns() {
        return new TreeSet<>(heldByN.keySet());
    }

    /** The part of every node's bytes that lies in tables of this N. */
    double partOfBytes(int n) {
        return part(n, Held::bytes);
    }

    /** The part of every node's keys that lies in tables of this N. */
    double partOfKeys(int n) {
        return part(n, Held::keys);
    }

    private double part(int n, ToLongFunction<Held> figure) {
        double all =
                heldByN.values().stream().mapToLong(figure).asDoubleStream().sum();
        return all > 0 ? figure.applyAsLong(heldByN.get(n)) / all : 1.0 / heldByN.size();
    }
}
