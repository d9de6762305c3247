package org.armature.transport;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Supplier;
import org.armature.model.NodeId;
import org.armature.protocol.Message;

/**
 * One outgoing connection to each other node, opened again for ever after it was lost. Requests go out on these;
 * answers come back on them. Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class PeerLinks implements AutoCloseable {
    /**
     * @param hello this node's greeting, without {@code expects}; asked anew at each attempt
     */
    public PeerLinks(Network network, Supplier<Message.Hello> hello, PeerEvents events) {
        throw new AssertionError(network.toString() + hello + events);
    }

    /** Links to exactly these nodes from now on. */
    public void connectTo(Map<NodeId, InetSocketAddress> peers) {
        throw new AssertionError(peers);
    }

    /**
     * @return false, at once, if the peer is not connected or its mark is passed: then nothing was sent and no answer
     *     comes
     */
    public boolean send(NodeId peer, long correlation, Message request) {
        throw new AssertionError(peer.toString() + correlation + request);
    }

    /** Writes what is queued, on all links. */
    public void flush() {}

    @Override
    public void close() {}
}
