package org.armature.server;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.model.NodeId;
import org.armature.transport.PeerLinks;

/** Keeps connections to the nodes that membership wants connected, from when this node listens itself. Thread-safe. */
final class Dialling {
    private final PeerLinks links;
    private Map<NodeId, String> wanted;
    private boolean begun;

    /** @param wanted peer addresses, until membership names others */
    Dialling(PeerLinks links, Map<NodeId, String> wanted) {
        this.links = links;
        this.wanted = Map.copyOf(wanted);
    }

    /** @param peers addresses of all that are to be connected from now on */
    synchronized void want(Map<NodeId, String> peers) {
        wanted = Map.copyOf(peers);
        if (begun) {
            connect();
        }
    }

    synchronized void begin() {
        begun = true;
        connect();
    }

    private void connect() {
        Map<NodeId, InetSocketAddress> addresses = new LinkedHashMap<>();
        wanted.forEach((peer, address) -> addresses.put(peer, SocketAddresses.parse(address)));
        links.connectTo(addresses);
    }
}
