package org.armature.node;

import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.replication.GetOutcome;
import org.armature.replication.ReadGoal;
import org.armature.replication.RecordChange;

/** What clients are told of puts that this node coordinates and does not write. */
final class PutRefusals {
    private final View view;
    private final Shown shown;
    private final Outbox outbox;

    PutRefusals(View view, Shown shown, Outbox outbox) {
        this.view = view;
        this.shown = shown;
        this.outbox = outbox;
    }

    /** Its place of the key was handed over while it read: whoever holds it judges. */
    Message.Failure notHeld(Located at, PutRequest request) {
        return new Message.Failure(
                ErrorCode.MOVED,
                request.maybeDone() ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                "put " + at + ": " + Gate.words(Gate.Verdict.GIVEN, at)
                        + ", and only an owner judges its condition; nothing was written by this attempt");
    }

    /** With what is there instead, for the client to go on from. */
    void conditionFailed(Located at, PutRequest request, RecordChange.Refuse<?> refusal) {
        if (request.maybeDone()) {
            afterAnother(at, request, refusal.code(), refusal.message());
            return;
        }
        outbox.count(Counter.CONDITIONS_FAILED);
        outbox.reply(
                request.client(),
                new Message.Failure(
                        refusal.code(),
                        Outcome.REJECTED,
                        "put " + at + ": " + refusal.message() + "; nothing was written",
                        refusal.standing().map(set -> shown.of(at, set, Optional.of(view.self())))));
    }

    void refused(Located at, PutRequest request, ErrorCode code, String message) {
        if (request.maybeDone()) {
            afterAnother(at, request, code, message);
        } else {
            outbox.reject(request.client(), code, "put " + at + ": " + message);
        }
    }

    private void afterAnother(Located at, PutRequest request, ErrorCode code, String message) {
        outbox.count(Counter.OUTCOME_UNKNOWN);
        outbox.fail(
                request.client(),
                ErrorCode.OUTCOME_UNKNOWN,
                Outcome.UNKNOWN,
                "put " + at + ": refused (" + code + " " + message
                        + "), but an owner that was asked before may have"
                        + " written it; retrying with the same request id is safe");
    }

    /** What stands there must be known first. */
    void tooFewToRead(Located at, PutRequest request, ReadGoal goal, GetOutcome.TooFew tooFew) {
        outbox.count(request.maybeDone() ? Counter.OUTCOME_UNKNOWN : Counter.UNAVAILABLE);
        outbox.fail(
                request.client(),
                request.maybeDone() ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.UNAVAILABLE,
                request.maybeDone() ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                "put " + at + ": what stands there must be read first, which needed " + goal + " of N="
                        + at.table().n() + " replicas; " + tooFew.answers() + " answered"
                        + Answers.because(tooFew.detail()) + "; nothing was written by this attempt");
    }
}
