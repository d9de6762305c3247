package org.armature.transport;

import org.armature.model.NodeId;
import org.armature.protocol.Message;

/** What the links to other nodes tell; called on network threads, never blocks. */
public interface PeerEvents {
    /** The connection to the peer stands; who it is, is in its greeting. */
    void peerUp(NodeId peer, Message.Welcome greeting);

    void peerDown(NodeId peer, String reason);

    /** An attempt to connect came to nothing; there will be others. */
    void notReached(NodeId peer, ConnectFailed why);

    /** An answer to a request sent by {@link PeerLinks#send}. */
    void answered(NodeId peer, long correlation, Message answer);
}
