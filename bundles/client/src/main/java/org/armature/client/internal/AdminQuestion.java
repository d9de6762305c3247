package org.armature.client.internal;

import java.util.Optional;
import org.armature.protocol.Message;

/**
 * A question to one node, which knows the answer itself and so needs no deadline.
 *
 * @param <R> the answer's type
 */
record AdminQuestion<R extends Message>(String describe, Message request, Class<R> answerType) implements Operation<R> {
    @Override
    public Message request(long deadlineMillis) {
        return request;
    }

    @Override
    public Optional<R> result(Message answer) {
        return answerType.isInstance(answer) ? Optional.of(answerType.cast(answer)) : Optional.empty();
    }

    @Override
    public boolean isWrite() {
        return false;
    }

    @Override
    public String afterUnknownOutcome() {
        return "";
    }
}
