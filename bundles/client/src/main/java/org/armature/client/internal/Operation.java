package org.armature.client.internal;

import java.util.Optional;
import java.util.OptionalInt;
import org.armature.model.RequestId;
import org.armature.protocol.Message;

/**
 * What a call asks of whichever node takes it: its request, and what an answer means.
 *
 * @param <R> what the caller gets
 */
interface Operation<R> {
    /**
     * @param deadlineMillis how long the node has, 1 or more
     * @param again whether an attempt before may have had its effect, or may yet
     */
    Message request(long deadlineMillis, boolean again);

    /** Empty if the message is no answer to this request. */
    Optional<R> result(Message answer);

    /** Whether it changes anything, so that trying in vain may still have had its effect. */
    boolean isWrite();

    /** Whether a call before this one may have had its effect already. */
    default boolean isRepetition() {
        return false;
    }

    /** Whether it may go to another node although an attempt before may have had its effect, or may yet. */
    default boolean isRepeatable() {
        return true;
    }

    /** What a node's refusal means for asking others. */
    default Message.Failure judged(Message.Failure refusal) {
        return refusal;
    }

    /** Whether it is at its end when a node has said that it can't be done now; else it is asked for again. */
    default boolean isTriedOnce() {
        return false;
    }

    /** Half a sentence, of one that is not repeatable. */
    default String whyNotRepeated() {
        return "it was not asked for again, since it may be under way";
    }

    /** By what it may be asked for again, in a call of its own, if its outcome is not known. */
    default Optional<RequestId> repeatableAs() {
        return Optional.empty();
    }

    /** When it is also asked of a second node. */
    default Hedging hedging() {
        return Hedging.NONE;
    }

    /** How many versions it found, if it reads. */
    default OptionalInt siblings(R answer) {
        return OptionalInt.empty();
    }

    /** Such as {@code put shop/cart/alice}. */
    String describe();

    /** What the caller of a write of unknown outcome may safely do; empty for a read. */
    String afterUnknownOutcome();
}
