package org.armature.server;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.Connection;

/**
 * Which process each peer is, so that two under one name are noticed: a node started on a copied data directory while
 * the original runs. Whoever came first stays for as long as it is heard of; after that the next one is taken.
 *
 * <p>Thread-safe; {@link #heard} and {@link #answered} cost one look-up each.
 */
final class PeerIdentities {
    /**
     * A process that says it is a node.
     *
     * @param process 0 if it does not tell; then only the incarnation can differ
     */
    record Identity(long incarnation, long process) {
        static Identity of(Message.Hello hello) {
            return new Identity(hello.incarnation(), hello.process());
        }

        static Identity of(Message.Welcome welcome) {
            return new Identity(welcome.incarnation(), welcome.process());
        }
    }

    private static final class Known {
        private final Identity identity;
        private final Set<Connection> inbound = ConcurrentHashMap.newKeySet();
        private volatile boolean linked;
        private volatile long heardNanos;

        Known(Identity identity, long now) {
            this.identity = identity;
            this.heardNanos = now;
        }
    }

    private final long silentAfterNanos;
    private final LongSupplier nanoTime;
    private final Map<NodeId, Known> peers = new ConcurrentHashMap<>();

    /**
     * @param silentAfterNanos a process not heard of for longer gives way
     * @param nanoTime monotonic
     */
    PeerIdentities(long silentAfterNanos, LongSupplier nanoTime) {
        this.silentAfterNanos = silentAfterNanos;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes this process for the peer, unless another one is alive.
     *
     * @return what speaks against it, for people
     */
    synchronized Optional<String> admit(NodeId peer, Identity identity) {
        long now = nanoTime.getAsLong();
        Known known = peers.get(peer);
        if (known != null && known.identity.equals(identity)) {
            return Optional.empty();
        }
        if (known != null) {
            long silentNanos = now - known.heardNanos;
            if ((known.linked || !known.inbound.isEmpty()) && silentNanos <= silentAfterNanos) {
                return Optional.of(describe(known, silentNanos));
            }
            known.inbound.forEach(Connection::close);
        }
        peers.put(peer, new Known(identity, now));
        return Optional.empty();
    }

    private static String describe(Known known, long silentNanos) {
        StringBuilder text = new StringBuilder("a process of incarnation ")
                .append(Long.toHexString(known.identity.incarnation()))
                .append(" heard of ")
                .append(silentNanos / 1_000_000)
                .append(" ms ago");
        known.inbound.stream().findFirst().ifPresent(connection -> text.append(", which connects from ")
                .append(connection.remote().getAddress().getHostAddress()));
        return text.toString();
    }

    /** A connection the peer opened, after it was admitted. */
    synchronized void opened(NodeId peer, Identity identity, Connection connection) {
        Known known = peers.get(peer);
        if (known != null && known.identity.equals(identity)) {
            known.heardNanos = nanoTime.getAsLong();
            known.inbound.add(connection);
        } else {
            connection.close(); // another one was admitted meanwhile
        }
    }

    synchronized void closed(NodeId peer, Connection connection) {
        Known known = peers.get(peer);
        if (known != null) {
            known.inbound.remove(connection);
        }
    }

    /** A request of the peer. */
    void heard(NodeId peer) {
        Known known = peers.get(peer);
        if (known != null) {
            known.heardNanos = nanoTime.getAsLong();
        }
    }

    /**
     * The link to the peer's address reached this process.
     *
     * @return what speaks against it, for people
     */
    synchronized Optional<String> linked(NodeId peer, Identity identity) {
        Optional<String> objection = admit(peer, identity);
        if (objection.isEmpty()) {
            Known known = peers.get(peer);
            known.linked = true;
            known.heardNanos = nanoTime.getAsLong();
        }
        return objection;
    }

    synchronized void unlinked(NodeId peer) {
        Known known = peers.get(peer);
        if (known != null) {
            known.linked = false;
        }
    }

    /** An answer of the peer on the link to it. */
    void answered(NodeId peer) {
        Known known = peers.get(peer);
        if (known != null && known.linked) {
            known.heardNanos = nanoTime.getAsLong();
        }
    }
}
