package org.armature.node;

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

    Message.Failure failure() {
        return (Message.Failure) message;
    }

    int times() {
        return times;
    }
}
