package org.armature.node;

import org.armature.model.NodeId;
import org.armature.protocol.Message;

/** A request under way that waits for other nodes. Late and repeated answers must change nothing. */
interface Call {
    void answered(NodeId from, Message answer);

    /** Nothing was sent to this node: it can't be reached. */
    default void notSent(NodeId peer) {
        lost(peer, "not reachable");
    }

    /** What was asked of this node will not be answered; it may have been done. */
    void lost(NodeId peer, String reason);

    void deadlinePassed();

    /** Whether nothing more can happen. */
    boolean isDone();

    /** Whether it is part of a client's request, and no work of the node's own. */
    default boolean isOfRequest() {
        return false;
    }

    /** Whether a client waits for what it does with replicas. */
    default boolean isAwaited() {
        return false;
    }
}
