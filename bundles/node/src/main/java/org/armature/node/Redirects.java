package org.armature.node;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * The places of one request that were handed over while it was under way: a coordinator counts places, whoever holds
 * them, and no node for two.
 */
final class Redirects {
    private final Set<NodeId> asked = new LinkedHashSet<>();
    private final Map<NodeId, NodeId> placeOf = new TreeMap<>();

    void asked(NodeId node) {
        asked.add(node);
    }

    /** As whom the coordinator knows the node. */
    NodeId placeOf(NodeId node) {
        return placeOf.getOrDefault(node, node);
    }

    /**
     * A node has handed its place to another.
     *
     * @return whether to ask that one; not if it was asked for another place already, or can't be reached
     */
    boolean follow(NodeId from, NodeId to, View view) {
        if (to.equals(view.self()) || !view.reachable().contains(to) || !asked.add(to)) {
            return false;
        }
        placeOf.put(to, placeOf(from));
        return true;
    }
}
