package org.armature.server;

import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.Connection;
import org.armature.transport.ConnectionHandler;

/** What the three listeners do with the messages they take. */
final class Requests {
    private final ShardRouter router;
    private final AdminAnswers admin;

    Requests(ShardRouter router, AdminAnswers admin) {
        this.router = router;
        this.admin = admin;
    }

    ConnectionHandler fromClients() {
        return (connection, correlation, message) -> {
            Outgoing.Origin origin = new Outgoing.Origin(connection, correlation);
            if (message instanceof Message.Get get) {
                router.get(origin, get);
            } else if (message instanceof Message.Put put) {
                router.put(origin, put);
            } else {
                admin.answer(origin, message);
            }
        };
    }

    ConnectionHandler fromPeers() {
        return (connection, correlation, message) -> {
            Outgoing.Origin origin = new Outgoing.Origin(connection, correlation);
            NodeId from = peer(connection);
            if (message instanceof Message.ReplicaPut put) {
                router.replicaPut(origin, from, put);
            } else if (message instanceof Message.ReplicaGet get) {
                router.replicaGet(origin, from, get);
            } else if (message instanceof Message.ForwardedPut forwarded) {
                router.forwardedPut(origin, from, forwarded);
            } else if (message instanceof Message.Ping ping) {
                connection.send(correlation, new Message.Pong(ping.number()));
                connection.flush();
            } else {
                throw new AssertionError(message);
            }
        };
    }

    ConnectionHandler fromOperators() {
        return (connection, correlation, message) ->
                admin.answer(new Outgoing.Origin(connection, correlation), message);
    }

    private static NodeId peer(Connection connection) {
        return ((Message.Hello) connection.greeting()).node().orElseThrow();
    }
}
