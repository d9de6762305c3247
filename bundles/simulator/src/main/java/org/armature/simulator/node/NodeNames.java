package org.armature.simulator.node;

import org.armature.model.NodeId;
import org.armature.ring.Member;

/** Nodes are called after the numbers of their hosts; in the order of both. */
public final class NodeNames {
    private static final NodeId[] NAMES = new NodeId[10];

    static {
        for (int number = 0; number < NAMES.length; number++) {
            NAMES[number] = new NodeId("n" + number);
        }
    }

    private NodeNames() {}

    /** Each on a host of its own, all in one zone. */
    public static Member member(NodeId node) {
        return member(node, "z");
    }

    public static Member member(NodeId node, String zone) {
        return new Member(node, node + ":1", node + ":2", node.name(), zone, 1);
    }

    public static int hostOf(NodeId node) {
        return Integer.parseInt(node.name().substring(1));
    }

    /** @param host 0 to 9 */
    public static NodeId of(int host) {
        return NAMES[host];
    }
}
