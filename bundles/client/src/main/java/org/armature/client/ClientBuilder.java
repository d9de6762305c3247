package org.armature.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.armature.client.internal.ClusterClient;
import org.armature.client.internal.NodeAddress;
import org.armature.client.internal.NodeAdminClient;
import org.armature.client.internal.NodeJoinClient;
import org.armature.client.internal.Observers;
import org.armature.client.observe.ClientObserver;

/** Builds clients. Not thread-safe. */
public final class ClientBuilder {
    /** For the whole of a call, retries included. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

    private final List<NodeAddress> nodes = new ArrayList<>();
    private final List<ClientObserver<?>> observers = new ArrayList<>();
    private Duration deadline = DEFAULT_DEADLINE;
    private Hedge hedge = Hedge.none();
    private boolean keyHashes;

    /**
     * A node's client listener; give several. One given twice counts once.
     *
     * @param hostAndPort such as {@code 10.0.0.1:7101}, {@code store.example:7101} or {@code [::1]:7101}
     * @throws IllegalArgumentException if it is not of that form
     */
    public ClientBuilder node(String hostAndPort) {
        NodeAddress address = NodeAddress.parse(hostAndPort);
        if (!nodes.contains(address)) {
            nodes.add(address);
        }
        return this;
    }

    /**
     * @param limit for the whole of a call unless its options say otherwise; 1 ms to 1 h
     * @throws IllegalArgumentException if it is not in that range
     */
    public ClientBuilder deadline(Duration limit) {
        deadline = Deadline.checked(limit);
        return this;
    }

    /** When gets that have no answer yet are also asked of a second node; without this, never. Of data clients only. */
    public ClientBuilder hedge(Hedge when) {
        hedge = Objects.requireNonNull(when, "when");
        return this;
    }

    /** Is told what the client does. Several can be given; each is told in its turn. Of data clients only. */
    public ClientBuilder observer(ClientObserver<?> observer) {
        observers.add(Objects.requireNonNull(observer, "observer"));
        return this;
    }

    /** Observers are told a hash of each operation's key; without this, nothing of it. It costs an MD5 for each operation. */
    public ClientBuilder observedKeyHashes() {
        keyHashes = true;
        return this;
    }

    /**
     * Begins to connect and returns at once; calls wait for a connection as long as their deadline lets them.
     *
     * @throws IllegalStateException if no node was given
     */
    public ArmatureClient build() {
        if (nodes.isEmpty()) {
            throw new IllegalStateException(
                    "no node was given; call node(\"host:port\") with a node's client listener");
        }
        return new ClusterClient(List.copyOf(nodes), deadline, hedge, new Observers(observers, keyHashes));
    }

    /**
     * Connects to the admin listener of the one node given.
     *
     * @throws IllegalStateException if not exactly one node was given
     */
    public AdminClient buildAdmin() {
        if (nodes.size() != 1) {
            throw new IllegalStateException("an admin client asks one node, but " + nodes.size()
                    + " were given; call node(\"host:port\") once, with that node's admin listener");
        }
        return new NodeAdminClient(nodes.get(0), deadline);
    }

    /**
     * Connects to the nodes' listeners for peers, as a machine that holds a grant.
     *
     * @param clusterId of the cluster the grant is for; nodes of another one are refused
     * @throws IllegalStateException if no node was given
     */
    public JoinClient buildJoin(String clusterId) {
        if (nodes.isEmpty()) {
            throw new IllegalStateException(
                    "no node was given; call node(\"host:port\") with a member's listener for peers");
        }
        return new NodeJoinClient(List.copyOf(nodes), clusterId, deadline);
    }
}
