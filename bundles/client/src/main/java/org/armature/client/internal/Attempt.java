package org.armature.client.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.armature.client.observe.AttemptEnded;
import org.armature.client.observe.AttemptOutcome;
import org.armature.client.observe.AttemptRole;
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
    private final boolean hedge;
    private final long correlation;
    private final long sentNanos;

    private State state = State.OUTSTANDING;
    private long endedNanos;
    private Message.Failure failure;
    private String lostBecause = "";

    /**
     * @param previous null for the first of the call
     * @param hedge whether it is sent beside another that may still be answered in its time
     */
    Attempt(Call<?> call, Session session, Attempt previous, boolean hedge, long sentNanos) {
        this.call = call;
        this.session = session;
        this.hedge = hedge;
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

    /** The attempts of a call in the order they were sent; none if the latest is null. */
    static Deque<Attempt> firstToLast(Attempt latest) {
        Deque<Attempt> attempts = new ArrayDeque<>();
        for (Attempt attempt = latest; attempt != null; attempt = attempt.previous) {
            attempts.push(attempt);
        }
        return attempts;
    }

    boolean isHedge() {
        return hedge;
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

    void answered(long now) {
        state = State.ANSWERED;
        endedNanos = now;
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

    /**
     * What observers are told of it; its call has ended.
     *
     * @param number within its operation
     */
    AttemptEnded ended(int number, long now) {
        long nanos = (isOutstanding() ? now : endedNanos) - sentNanos;
        NodeLink link = session.link();
        return new AttemptEnded(number, role(), link.name(), link.address(), outcome(), sentNanos, nanos);
    }

    private AttemptRole role() {
        if (hedge) {
            return AttemptRole.HEDGE;
        }
        return previous == null ? AttemptRole.FIRST : AttemptRole.RETRY;
    }

    private AttemptOutcome outcome() {
        return switch (state) {
            case OUTSTANDING -> AttemptOutcome.ABANDONED;
            case ANSWERED -> AttemptOutcome.ANSWERED;
            case NOT_SENT -> throw new AssertionError("what was not sent is no attempt of its call");
            case FAILED ->
                switch (failure.outcome()) {
                    case REJECTED -> AttemptOutcome.REJECTED;
                    case NOT_DONE -> AttemptOutcome.REFUSED;
                    case UNKNOWN -> AttemptOutcome.UNKNOWN;
                };
            case LOST -> AttemptOutcome.LOST;
        };
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
