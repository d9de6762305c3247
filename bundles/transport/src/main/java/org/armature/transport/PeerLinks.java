package org.armature.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.armature.model.NodeId;
import org.armature.protocol.Message;

/**
 * One outgoing connection to each other node, opened again for ever after it was lost. Requests go out on these;
 * answers come back on them. Thread-safe.
 */
public final class PeerLinks implements AutoCloseable {
    private final Network network;
    private final Supplier<Message.Hello> hello;
    private final PeerEvents events;
    private volatile Map<NodeId, PeerLink> links = Map.of();
    private boolean closed;

    /**
     * @param hello this node's greeting, without {@code expects}; asked anew at each attempt
     */
    public PeerLinks(Network network, Supplier<Message.Hello> hello, PeerEvents events) {
        this.network = network;
        this.hello = hello;
        this.events = events;
    }

    /**
     * Links to exactly these nodes from now on: the others are let go, one with a new address is linked anew.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized void connectTo(Map<NodeId, InetSocketAddress> peers) {
        if (closed) {
            throw new IllegalStateException("these links are closed");
        }
        Map<NodeId, PeerLink> before = links;
        Map<NodeId, PeerLink> after = new TreeMap<>();
        List<PeerLink> fresh = new ArrayList<>();
        peers.forEach((peer, address) -> {
            PeerLink link = before.get(peer);
            if (link == null || !link.address().equals(address)) {
                link = new PeerLink(peer, address, network, hello, events);
                fresh.add(link);
            }
            after.put(peer, link);
        });
        links = Map.copyOf(after);
        before.values().stream().filter(link -> !after.containsValue(link)).forEach(PeerLink::stop);
        fresh.forEach(PeerLink::attempt);
    }

    /**
     * @return false, at once, if the peer is not connected or its mark is passed: then nothing was sent and no answer
     *     comes
     */
    public boolean send(NodeId peer, long correlation, Message request) {
        PeerLink link = links.get(peer);
        return link != null && link.send(correlation, request);
    }

    /**
     * Closes the connection to the peer, if there is one, and opens a new one.
     *
     * @param afterMillis how long to wait between the two, at most
     */
    public void reconnect(NodeId peer, long afterMillis) {
        PeerLink link = links.get(peer);
        if (link != null) {
            link.reconnect(afterMillis);
        }
    }

    /** Writes what is queued, on all links. */
    public void flush() {
        links.values().forEach(PeerLink::flush);
    }

    /** Lets all go; idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        links.values().forEach(PeerLink::stop);
        links = Map.of();
    }
}
