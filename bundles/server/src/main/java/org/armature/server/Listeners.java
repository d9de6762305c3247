package org.armature.server;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message.Role;
import org.armature.transport.ConnectionHandler;
import org.armature.transport.Network;

/** Where a node listens. Used by one thread. */
final class Listeners implements AutoCloseable {
    private final Network network;
    private final Greetings greetings;
    private final List<Network.Listener> listeners = new ArrayList<>();

    /** @param network is not closed with this */
    Listeners(Network network, Greetings greetings) {
        this.network = network;
        this.greetings = greetings;
    }

    /**
     * @return where it listens, with the port the system has chosen if none was given
     * @throws StartFailed if the address can't be used
     */
    InetSocketAddress listen(Role role, InetSocketAddress address, ConnectionHandler handler) {
        try {
            Network.Listener listener = network.listen(address, role, greetings.greeter(role), handler);
            listeners.add(listener);
            return listener.address();
        } catch (UncheckedIOException e) {
            String why = String.valueOf(e.getCause().getMessage());
            boolean inUse = why.contains("in use");
            throw new StartFailed(
                    inUse ? ErrorCode.PORT_IN_USE : ErrorCode.CONFIG_INVALID,
                    "no listener for " + role + ": " + why + ". "
                            + (inUse ? "Stop what uses it, or name" : "Name")
                            + " another address in etc/node.conf. Stored data was not touched");
        }
    }

    /** Takes no further connections; those that are there stay. */
    @Override
    public void close() {
        listeners.forEach(Network.Listener::close);
    }
}
