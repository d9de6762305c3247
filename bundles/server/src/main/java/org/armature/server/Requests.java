package org.armature.server;

import java.util.Optional;
import java.util.function.Supplier;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.transport.ConnectionHandler;

/** What the listeners for clients and operators do with the messages they take. */
final class Requests {
    private final ShardRouter router;
    private final MergedViews views;
    private final AdminAnswers admin;
    private final Supplier<Optional<String>> farewell;

    /** @param farewell why this node serves no client; empty if it does */
    Requests(ShardRouter router, MergedViews views, AdminAnswers admin, Supplier<Optional<String>> farewell) {
        this.farewell = farewell;
        this.router = router;
        this.views = views;
        this.admin = admin;
    }

    ConnectionHandler fromClients() {
        return (connection, correlation, message) -> {
            Outgoing.Origin origin = new Outgoing.Origin(connection, correlation);
            boolean asksForData = message instanceof Message.Get || message instanceof Message.Put;
            Optional<String> refusal = asksForData ? farewell.get() : Optional.empty();
            if (refusal.isPresent()) {
                refuse(origin, refusal.get());
            } else if (message instanceof Message.Get get) {
                router.get(views.replyTo(origin, get), get);
            } else if (message instanceof Message.Put put) {
                router.put(origin, put);
            } else {
                admin.answer(origin, message);
            }
        };
    }

    private static void refuse(Outgoing.Origin origin, String why) {
        Message answer = new Message.Failure(
                ErrorCode.NODE_REMOVED, Message.Outcome.NOT_DONE, why + ". Nothing was written; ask another node");
        if (origin.connection().send(origin.correlation(), answer)) {
            origin.connection().flush();
        }
    }

    ConnectionHandler fromOperators() {
        return (connection, correlation, message) ->
                admin.answer(new Outgoing.Origin(connection, correlation), message);
    }
}
