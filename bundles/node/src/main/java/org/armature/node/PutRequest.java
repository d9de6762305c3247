package org.armature.node;

import java.util.concurrent.TimeUnit;
import org.armature.protocol.Message;
import org.armature.replication.ClientWrite;

/**
 * A client's put on its way through this node.
 *
 * @param write what is to be written, checked
 * @param deadlineNanos when the client stops waiting; monotonic
 * @param maybeDone whether another node that this one asked before may have done it
 * @param writesNothing whether what it asks for is there already by another write, which is only driven on
 */
record PutRequest(
        ReplyTo client,
        Message.Put put,
        ClientWrite write,
        long deadlineNanos,
        boolean maybeDone,
        boolean writesNothing) {
    PutRequest afterAnother(boolean mayHaveDoneIt) {
        return mayHaveDoneIt
                ? new PutRequest(client, put, write.asRepeated(), deadlineNanos, true, writesNothing)
                : this;
    }

    boolean isConditional() {
        return put.wish().isConditional();
    }

    PutRequest writingNothing() {
        return new PutRequest(client, put, write, deadlineNanos, maybeDone, true);
    }

    /** The client's put with the time that is left of its deadline. */
    Message.Put within(long nowNanos) {
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - nowNanos));
        return new Message.Put(
                put.table(), put.key(), put.context(), put.request(), write.repeated(), put.value(), put.wish(), left);
    }

    PutRequest with(ClientWrite other) {
        return new PutRequest(client, put, other, deadlineNanos, maybeDone, writesNothing);
    }
}
