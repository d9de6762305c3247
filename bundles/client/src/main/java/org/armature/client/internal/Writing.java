package org.armature.client.internal;

import java.util.Optional;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message;

/**
 * One put, or one delete if there is no value. All its attempts carry the same request id, so however many of them
 * arrive, the store counts them as one write.
 *
 * @param repeated whether a call before this one may have done it
 */
record Writing(
        TableName table,
        Key key,
        CausalContext context,
        RequestId request,
        boolean repeated,
        Optional<Bytes> value,
        Message.WriteWish wish)
        implements Operation<WriteResult> {
    /** More than everything in the frame beside value, key and context can take. */
    private static final int REST_OF_FRAME_BYTES = 512;

    @Override
    public Message request(long deadlineMillis, boolean again) {
        return new Message.Put(table, key, context, request, repeated || again, value, wish, deadlineMillis);
    }

    @Override
    public Optional<WriteResult> result(Message answer) {
        return answer instanceof Message.PutReply reply
                ? Optional.of(
                        new WriteResult(reply.context(), reply.siblings(), reply.copies(), reply.hinted(), request))
                : Optional.empty();
    }

    @Override
    public boolean isWrite() {
        return true;
    }

    @Override
    public boolean isRepetition() {
        return repeated;
    }

    /** Another coordinator would give a confirmed write another timestamp. */
    @Override
    public boolean isRepeatable() {
        return !wish.confirmed();
    }

    @Override
    public String whyNotRepeated() {
        return "no other node was asked, since the write is a confirmed one";
    }

    @Override
    public Optional<RequestId> repeatableAs() {
        return isRepeatable() ? Optional.of(request) : Optional.empty();
    }

    /** An upper bound of what the request takes on the wire, in bytes. */
    long frameBytes() {
        return (long) REST_OF_FRAME_BYTES
                + key.bytes().length()
                + context.token().length()
                + value.map(Bytes::length).orElse(0);
    }

    @Override
    public String describe() {
        return (value.isPresent() ? "put " : "delete ") + Texts.of(table, key);
    }

    @Override
    public String afterUnknownOutcome() {
        return isRepeatable()
                ? "Reading first, or retrying with request id " + request + ", is safe."
                : "Read first: a confirmed write tried again is not the same write.";
    }
}
