package org.armature.server;

import org.armature.protocol.Message;
import org.armature.transport.ConnectionHandler;

/** What the listeners for clients and operators do with the messages they take. */
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

    ConnectionHandler fromOperators() {
        return (connection, correlation, message) ->
                admin.answer(new Outgoing.Origin(connection, correlation), message);
    }
}
