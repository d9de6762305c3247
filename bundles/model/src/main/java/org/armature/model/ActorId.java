package org.armature.model;

/**
 * Who counts events of a key: never a node as such, but a node for as long as it surely remembers what it counted.
 *
 * @param node the node
 * @param incarnation a random number of the node, new at every start that is not proven clean
 * @param epoch distinguishes the times between which the node forgot the key; from a counter of the node
 */
public record ActorId(NodeId node, long incarnation, long epoch) implements Comparable<ActorId> {
    @Override
    public int compareTo(ActorId other) {
        int byNode = node.compareTo(other.node);
        if (byNode != 0) {
            return byNode;
        }
        int byIncarnation = Long.compare(incarnation, other.incarnation);
        return byIncarnation != 0 ? byIncarnation : Long.compare(epoch, other.epoch);
    }

    @Override
    public String toString() {
        return node + "." + Long.toHexString(incarnation) + "." + epoch;
    }
}
