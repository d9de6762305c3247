package org.armature.model;

import java.util.Comparator;

/**
 * Who counts events of a key: never a node as such, but a node for as long as it surely remembers what it counted.
 *
 * @param node the node
 * @param incarnation a random number of the node, new at every start that is not proven clean
 * @param epoch distinguishes the times between which the node forgot the key; from a counter of the node
 */
public record ActorId(NodeId node, long incarnation, long epoch) implements Comparable<ActorId> {
    private static final Comparator<ActorId> ORDER = Comparator.comparing(ActorId::node)
            .thenComparingLong(ActorId::incarnation)
            .thenComparingLong(ActorId::epoch);

    @Override
    public int compareTo(ActorId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return node + "." + Long.toHexString(incarnation) + "." + epoch;
    }
}
