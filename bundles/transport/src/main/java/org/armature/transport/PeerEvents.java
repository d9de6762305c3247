package org.armature.transport;

import org.armature.model.NodeId;
import org.armature.protocol.Message;

/** What the links to other nodes tell; called on network threads, never blocks. */
public interface PeerEvents {
    void peerUp(NodeId peer, long incarnation);

    void peerDown(NodeId peer, String reason);

    /** An answer to a request sent by {@link PeerLinks#send}. */
    void answered(NodeId peer, long correlation, Message answer);
}
