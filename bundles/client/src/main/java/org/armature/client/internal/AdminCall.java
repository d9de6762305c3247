package org.armature.client.internal;

import java.util.Optional;
import org.armature.protocol.Message;

/**
 * What one node knows or does itself, and so needs no deadline for.
 *
 * @param isWrite something it shall do, once: if it could not, or nobody knows what became of it, it is not asked for
 *     again
 * @param <R> the answer's type
 */
record AdminCall<R extends Message>(
        String describe, Message request, Class<R> answerType, boolean isWrite, String afterUnknownOutcome)
        implements Operation<R> {
    static <R extends Message> AdminCall<R> question(String what, Message request, Class<R> answerType) {
        return new AdminCall<>(what, request, answerType, false, "");
    }

    static <R extends Message> AdminCall<R> order(
            String what, Message request, Class<R> answerType, String afterUnknownOutcome) {
        return new AdminCall<>(what, request, answerType, true, afterUnknownOutcome);
    }

    @Override
    public Message request(long deadlineMillis, boolean again) {
        return request;
    }

    @Override
    public Optional<R> result(Message answer) {
        return answerType.isInstance(answer) ? Optional.of(answerType.cast(answer)) : Optional.empty();
    }

    @Override
    public boolean isRepeatable() {
        return !isWrite;
    }

    @Override
    public boolean isTriedOnce() {
        return isWrite;
    }
}
