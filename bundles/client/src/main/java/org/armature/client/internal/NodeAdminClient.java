package org.armature.client.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.client.AdminClient;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.Message.RawGetReply;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.StatusReply;

/** Questions to one node's admin listener. */
public final class NodeAdminClient implements AdminClient {
    private final Cluster node;
    private final Duration deadline;

    /** @param deadline of every call */
    public NodeAdminClient(NodeAddress adminListener, Duration deadline) {
        node = Cluster.start(List.of(adminListener), Message.Role.ADMIN);
        this.deadline = deadline;
    }

    @Override
    public StatusReply status() {
        return ask("status", new Message.StatusRequest(), StatusReply.class);
    }

    @Override
    public RingReply ring() {
        return ask("ring", new Message.RingRequest(Optional.empty(), Optional.empty()), RingReply.class);
    }

    @Override
    public RingReply ring(TableName table, Key key) {
        Message.RingRequest request = new Message.RingRequest(Optional.of(table), Optional.of(key));
        return ask("ring " + Texts.of(table, key), request, RingReply.class);
    }

    @Override
    public RawGetReply rawGet(TableName table, Key key) {
        return ask("raw get " + Texts.of(table, key), new Message.RawGet(table, key), RawGetReply.class);
    }

    private <R extends Message> R ask(String what, Message request, Class<R> answerType) {
        return node.askAndWait(new AdminQuestion<>(what, request, answerType), deadline);
    }

    @Override
    public void close() {
        node.close();
    }
}
