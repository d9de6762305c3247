package org.armature.client.internal;

import java.util.Optional;
import org.armature.protocol.Message;

/**
 * One request of a call on one connection. Attempts of a call form a chain from the latest back to the first. All but
 * the final fields are guarded by the call.
 */
final class Attempt {
    private enum State {
        /** Sent; may yet be answered. */
        OUTSTANDING,
        /** The node's answer ended the call. */
        ANSWERED,
        /** The connection took nothing, so the node has seen nothing. */
        NOT_SENT,
        /** The node said no; see {@link #failure}. */
        FAILED,
        /** The connection ended before an answer: nobody knows what the node did. */
        LOST
    }

    private final Call<?> call;
    private final Session session;
    private final Attempt previous;
    private final long correlation;
    private final long sentNanos;

    private State state = State.OUTSTANDING;
    private long endedNanos;
    private Message.Failure failure;
    private String lostBecause = "";

    /** @param previous null for the first of the call */
    Attempt(Call<?> call, Session session, Attempt previous, long sentNanos) {
        this.call = call;
        this.session = session;
        this.correlation = session.nextCorrelation();
        this.previous = previous;
        this.sentNanos = sentNanos;
    }

    Call<?> call() {
        return call;
    }

    Session session() {
        return session;
    }

    Attempt previous() {
        return previous;
    }

    /** Unique among the requests of its connection. */
    long correlation() {
        return correlation;
    }

    long sentNanos() {
        return sentNanos;
    }

    boolean isOutstanding() {
        return state == State.OUTSTANDING;
    }

    boolean isLost() {
        return state == State.LOST;
    }

    Optional<Message.Failure> failure() {
        return Optional.ofNullable(failure);
    }

    void answered() {
        state = State.ANSWERED;
    }

    void notSent() {
        state = State.NOT_SENT;
    }

    void failed(Message.Failure answer, long now) {
        state = State.FAILED;
        failure = answer;
        endedNanos = now;
    }

    void lost(String reason, long now) {
        state = State.LOST;
        lostBecause = reason;
        endedNanos = now;
    }

    /** What the node did, after its name. */
    String story(long now) {
        return switch (state) {
            case OUTSTANDING -> "gave no answer within " + Texts.millis(now - sentNanos);
            case ANSWERED -> "answered";
            case NOT_SENT -> "could not be sent anything";
            case FAILED -> "answered " + failure.code() + " " + failure.message();
            case LOST -> "was sent it and lost after " + Texts.millis(endedNanos - sentNanos) + ": " + lostBecause;
        };
    }
}
