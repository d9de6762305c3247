package org.armature.node;

import java.util.List;
import org.armature.model.Bytes;
import org.armature.protocol.Message;

/** What a client of a {@link ShardCluster} got, and how often. */
final class Answer implements ReplyTo {
    private Message message;
    private int times;

    void take(Message told) {
        message = told;
        times++;
    }

    Message message() {
        return message;
    }

    boolean isThere() {
        return message != null;
    }

    Message.PutReply stored() {
        return (Message.PutReply) message;
    }

    Message.GetReply found() {
        return (Message.GetReply) message;
    }

    /** Of a get: those that stand, sorted. */
    List<String> values() {
        return found().versions().stream()
                .flatMap(sibling -> sibling.value().stream())
                .map(Bytes::utf8)
                .sorted()
                .toList();
    }

    Message.Failure failure() {
        return (Message.Failure) message;
    }

    int times() {
        return times;
    }
}
