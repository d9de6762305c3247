package org.armature.server;

import java.util.LinkedHashSet;
import java.util.Set;
import org.armature.node.Effect;
import org.armature.node.ReplyTo;
import org.armature.protocol.Message;
import org.armature.transport.Connection;
import org.armature.transport.PeerLinks;

/** A shard's messages on their way out: queued one by one, written together. Owned by the shard's loop. */
final class Outgoing {
    /** An answer goes back on the connection its request came by. */
    record Origin(Connection connection, long correlation) implements ReplyTo {}

    private final PeerLinks peers;
    private final Set<Connection> unflushed = new LinkedHashSet<>();
    private boolean peersUnflushed;

    Outgoing(PeerLinks peers) {
        this.peers = peers;
    }

    void reply(Effect.Reply reply) {
        if (reply.to() instanceof MergedViews.Asked asked) {
            asked.shown(reply.message()).ifPresent(answer -> send(asked.reader(), answer));
        } else {
            send((Origin) reply.to(), reply.message());
        }
    }

    private void send(Origin origin, Message message) {
        if (origin.connection().send(origin.correlation(), message)) {
            unflushed.add(origin.connection());
        }
    }

    /** @return false if the peer is not reachable */
    boolean send(Effect.Send send) {
        boolean sent = peers.send(send.to(), send.call(), send.message());
        peersUnflushed |= sent;
        return sent;
    }

    void flush() {
        unflushed.forEach(Connection::flush);
        unflushed.clear();
        if (peersUnflushed) {
            peersUnflushed = false;
            peers.flush();
        }
    }
}
