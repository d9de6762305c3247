package org.armature.client.internal;

import java.util.Optional;
import org.armature.protocol.Message;

/**
 * Something a node shall do, once: if it could not, or nobody knows what became of it, it is not asked for again.
 *
 * @param <R> the answer's type
 */
record AdminOrder<R extends Message>(String describe, Message request, Class<R> answerType, String afterUnknownOutcome)
        implements Operation<R> {
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
        return true;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isTriedOnce() {
        return true;
    }
}
