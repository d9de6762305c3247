package org.armature.transport;

import org.armature.protocol.Message;

/** Told of a connection's life on its network thread; never blocks. An exception closes the connection. */
public interface ConnectionHandler {
    default void opened(Connection connection) {}

    void received(Connection connection, long correlation, Message message);

    /** The last call for this connection, once, if it was ever opened. */
    default void closed(Connection connection, String reason) {}
}
