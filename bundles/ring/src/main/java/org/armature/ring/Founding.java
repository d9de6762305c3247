package org.armature.ring;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/** The first ring of a cluster, of any strategy (Dynamo §6.2). The same arguments give the same ring on every machine. */
public final class Founding {
    /** Epoch of a first ring. */
    public static final long EPOCH = 1;

    private Founding() {}

    /**
     * @param partitions Q, 1 to 65,536
     * @param tokensPerNode T of strategies 1 and 2, for each unit of weight, at least 1; strategy 3 has Q tokens in all
     * @param spread of strategy 3, see {@link Placement}
     * @throws IllegalArgumentException if there is no member, a node occurs twice, a host lies in two zones, or a number
     *     is out of its range
     */
    public static Ring ring(
            Strategy strategy, Collection<Member> members, int partitions, int tokensPerNode, int spread) {
        SortedMap<NodeId, Member> byNode = new TreeMap<>();
        members.forEach(member -> byNode.put(member.node(), member));
        if (strategy == Strategy.EQUAL_PARTITIONS) {
            return new Ring(EPOCH, Placement.of(members, partitions, spread).tokens(), byNode);
        }
        return RandomTokens.of(Topology.of(members), tokensPerNode).ring(EPOCH, strategy, partitions, byNode);
    }
}
