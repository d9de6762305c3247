package org.armature.node;

import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;

/**
 * A put on its way to a node that coordinates it (Dynamo §4.5). One that is lost or declines is replaced by the next, this
 * node perhaps; since the request id goes along, a put that reached two of them is still one event. Not so a confirmed one
 * that may have begun: a second coordinator would give it a second stamp.
 */
final class ForwardCall implements Call {
    private final String what;
    private final PutRequest request;
    private final Deque<NodeId> candidates;
    private final Optional<Message.Failure> ownFailure;
    private final View view;
    private final Consumer<PutRequest> here;
    private final Calls calls;
    private final EventTime time;
    private final Outbox outbox;
    private final StringBuilder story = new StringBuilder();
    private long number;
    private NodeId current;
    private boolean maybeDone;
    private boolean done;

    /**
     * @param ownFailure why this node, an owner itself, could not coordinate it
     * @param here coordinates it on this node
     */
    ForwardCall(
            Located at,
            PutRequest request,
            Deque<NodeId> candidates,
            Optional<Message.Failure> ownFailure,
            View view,
            Consumer<PutRequest> here,
            Calls calls,
            EventTime time,
            Outbox outbox) {
        this.what = at.toString();
        this.request = request;
        this.candidates = candidates;
        this.ownFailure = ownFailure;
        this.maybeDone = request.maybeDone();
        this.view = view;
        this.here = here;
        this.calls = calls;
        this.time = time;
        this.outbox = outbox;
    }

    void start(long opened) {
        number = opened;
        tryNext();
    }

    private void tryNext() {
        if (candidates.isEmpty() || (maybeDone && request.put().wish().confirmed())) {
            end();
            return;
        }
        current = candidates.remove();
        PutRequest next = request.afterAnother(maybeDone);
        if (current.equals(view.self())) {
            done = true;
            here.accept(next);
        } else {
            calls.send(current, number, new Message.ForwardedPut(next.within(time.monoNanos()), view.epoch()));
        }
    }

    @Override
    public void answered(NodeId from, Message answer) {
        if (done || !from.equals(current)) {
            return;
        }
        if (answer instanceof Message.Failure failure && failure.outcome() == Outcome.NOT_DONE) {
            tell(from, Answers.refusal(answer));
            tryNext();
            return;
        }
        if (maybeDone && answer instanceof Message.Failure) {
            tell(from, Answers.refusal(answer));
            end();
            return;
        }
        done = true;
        outbox.reply(request.client(), answer);
    }

    @Override
    public void notSent(NodeId peer) {
        if (!done && peer.equals(current)) {
            tell(peer, "not reachable");
            tryNext();
        }
    }

    @Override
    public void lost(NodeId peer, String reason) {
        if (done || !peer.equals(current)) {
            return;
        }
        maybeDone = true;
        tell(peer, reason);
        tryNext();
    }

    @Override
    public void deadlinePassed() {
        if (!done) {
            maybeDone = true;
            tell(current, "no answer before the deadline");
            end();
        }
    }

    @Override
    public boolean isOfRequest() {
        return true;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    private void tell(NodeId node, String reason) {
        story.append(story.isEmpty() ? "" : ", ").append(node).append(' ').append(reason);
    }

    /** Where only this node's own store was asked, its failure is the answer. */
    private void end() {
        done = true;
        if (ownFailure.isPresent() && current == null) {
            outbox.reply(request.client(), ownFailure.get());
            return;
        }
        ownFailure.ifPresent(failure -> story.insert(
                0, "this node " + failure.code() + " " + failure.message() + (story.isEmpty() ? "" : ", ")));
        outbox.count(maybeDone ? Counter.OUTCOME_UNKNOWN : Counter.UNAVAILABLE);
        outbox.fail(
                request.client(),
                maybeDone ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.UNAVAILABLE,
                maybeDone ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                "put " + what + ": no node coordinated it" + Answers.because(story.toString())
                        + (request.isConditional() ? "; only an owner judges its condition" : "")
                        + (maybeDone
                                ? "; it may have been written, and retrying with the same request id is safe"
                                : "; nothing was written"));
    }
}
