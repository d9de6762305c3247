package org.armature.simulator.node;

import org.armature.model.NodeId;

/** Nodes are called after the numbers of their hosts; in the order of both. */
public final class NodeNames {
    private static final NodeId[] NAMES = new NodeId[10];

    static {
        for (int number = 0; number < NAMES.length; number++) {
            NAMES[number] = new NodeId("n" + number);
        }
    }

    private NodeNames() {}

    /** @param host 0 to 9 */
    public static NodeId of(int host) {
        return NAMES[host];
    }
}
