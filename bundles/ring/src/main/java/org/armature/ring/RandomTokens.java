package org.armature.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Key;
import org.armature.model.NodeId;

/**
 * The tokens of strategies 1 and 2 (Dynamo §4.2, §6.2): T for each unit of a node's weight, at positions that are random
 * as MD5 is, drawn from the node's name alone. So a node that joins takes its tokens whatever the others hold, and with a
 * larger weight it keeps those it had.
 */
final class RandomTokens {
    private final SortedMap<Position, NodeId> nodeAt;

    private RandomTokens(SortedMap<Position, NodeId> nodeAt) {
        this.nodeAt = nodeAt;
    }

    static RandomTokens of(Topology topology, int perUnit) {
        checkCount(topology, perUnit);
        SortedMap<Position, NodeId> nodeAt = new TreeMap<>();
        for (int node = 0; node < topology.nodes(); node++) {
            for (int token = 0; token < perUnit * topology.weight(node); token++) {
                put(topology.member(node).node(), token, nodeAt);
            }
        }
        return new RandomTokens(nodeAt);
    }

    private static void checkCount(Topology topology, int perUnit) {
        if (perUnit < 1) {
            throw new IllegalArgumentException("T=" + perUnit + " tokens a node, must be 1 or more");
        }
        long weights = 0;
        for (int node = 0; node < topology.nodes(); node++) {
            weights += topology.weight(node);
        }
        if (weights * perUnit > Ring.MAX_TOKENS) {
            throw new IllegalArgumentException("T=" + perUnit + " tokens for each unit of weight make "
                    + weights * perUnit + " tokens for weights of " + weights + " in all, must be "
                    + Ring.MAX_TOKENS + " at most");
        }
    }

    /** At its position, or if another node drew the same, at the next one that is free. */
    private static void put(NodeId node, int token, SortedMap<Position, NodeId> nodeAt) {
        Position position = Position.of(Key.utf8(node.name() + "/" + token));
        while (nodeAt.putIfAbsent(position, node) != null) {
            position = position.next().orElse(new Position(0, 0));
        }
    }

    Ring ring(long epoch, Strategy strategy, int partitions, SortedMap<NodeId, Member> members) {
        List<Token> tokens = new ArrayList<>(nodeAt.size());
        for (Map.Entry<Position, NodeId> entry : nodeAt.entrySet()) {
            tokens.add(new Token(entry.getKey(), entry.getValue()));
        }
        return new Ring(epoch, strategy, partitions, tokens, members);
    }
}
