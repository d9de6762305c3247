package org.armature.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Builds clients. */
@SuppressWarnings("DoNotCallSuggester")
public final class ClientBuilder {
    /** For the whole of a call, retries included. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

    private final List<InetSocketAddress> nodes = new ArrayList<>();
    private Duration deadline = DEFAULT_DEADLINE;

    /**
     * A node's client listener; give several.
     *
     * @param hostAndPort such as {@code 10.0.0.1:7101} or {@code [::1]:7101}
     * @throws IllegalArgumentException if it is not of that form
     */
    public ClientBuilder node(String hostAndPort) {
        throw new IllegalArgumentException(hostAndPort + nodes);
    }

    /** @param limit for the whole of a call unless its options say otherwise; more than zero */
    public ClientBuilder deadline(Duration limit) {
        deadline = limit;
        return this;
    }

    public ArmatureClient build() {
        throw new AssertionError(deadline);
    }

    /** Connects to the admin listener of the one node given. */
    public AdminClient buildAdmin() {
        throw new AssertionError(deadline);
    }
}
