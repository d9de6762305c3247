package org.armature.client.observe;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what a client does. An operation is told in this order: {@link #begun}, then {@link #attempted} and {@link #found}
 * as often as there is something, {@link #entered} around what the program has given, {@link #ended} as the last, before the
 * caller has the result. What {@link #begun} returned is handed to each of the others: a place for a span.
 *
 * <p>Events come on the caller's thread or on one of the client's, where nothing may block; those of a batch several at once,
 * so it is thread-safe. An exception of an observer is caught, and the first one logged; the operation goes on as if nothing
 * had been thrown.
 *
 * @param <S> what the observer keeps for the time of one operation; may be null
 */
@ConsumerType
public interface ClientObserver<S> {
    /** An operation begins, on the thread that called. If this throws, nothing more is told of the operation. */
    S begun(OperationBegun operation);

    /** A request to a node is over. Those of a read or a write are told together at its end, in the order they were sent. */
    default void attempted(S operation, AttemptEnded attempt) {}

    /**
     * A read of the operation has found something.
     *
     * @param siblings versions that no later write has replaced, deletions included; 0 if the key was never written
     */
    default void found(S operation, int siblings) {}

    /**
     * Codecs, a resolver or a function of the program are about to run on this thread, for this operation.
     *
     * @return closed on this thread when they have run
     */
    default Scope entered(S operation) {
        return Scope.NONE;
    }

    /** The operation has ended. */
    void ended(S operation, OperationEnded end);

    /** The client was built. */
    default void clientOpened(Connections connections) {}

    /** The client was closed. Operations that it ended may be told later. */
    default void clientClosed() {}
}
