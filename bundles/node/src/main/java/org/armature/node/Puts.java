package org.armature.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.VersionVector;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.ProtocolException;
import org.armature.replication.LocalCopy;
import org.armature.replication.MintChange;
import org.armature.replication.PutCoordinator;
import org.armature.replication.PutStep;
import org.armature.ring.Position;

/**
 * Puts this node coordinates as one of the key's owners, or hands to one (Dynamo §4.5).
 *
 * <p>The paper lets any of the first N nodes of the preference list coordinate; so does this: an owner asked by a client
 * does not forward.
 */
final class Puts {
    private final ShardSettings settings;
    private final View view;
    private final Admission admission;
    private final Calls calls;
    private final RecordTurns turns;
    private final KeyEpochs epochs;
    private final ContextSealer sealer;
    private final Outbox outbox;

    Puts(
            ShardSettings settings,
            View view,
            Admission admission,
            Calls calls,
            RecordTurns turns,
            KeyEpochs epochs,
            ContextSealer sealer,
            Outbox outbox) {
        this.settings = settings;
        this.view = view;
        this.admission = admission;
        this.calls = calls;
        this.turns = turns;
        this.epochs = epochs;
        this.sealer = sealer;
        this.outbox = outbox;
    }

    void on(Event.PutAsked asked, Now now) {
        Message.Put put = asked.put();
        admitPut(asked.replyTo(), asked.position(), put).ifPresent(admitted -> {
            List<NodeId> owners = view.preferenceList(admitted.at()).owners();
            if (owners.contains(view.self())) {
                coordinate(asked.replyTo(), put, admitted, now, true);
            } else {
                forward(asked.replyTo(), put, admitted.at(), now, Optional.empty());
            }
        });
    }

    void on(Event.PutForwarded asked, Now now) {
        Message.Put put = asked.forwarded().put();
        admitPut(asked.replyTo(), asked.position(), put).ifPresent(admitted -> {
            if (view.preferenceList(admitted.at()).owners().contains(view.self())) {
                coordinate(asked.replyTo(), put, admitted, now, false);
            } else {
                outbox.fail(
                        asked.replyTo(),
                        ErrorCode.NOT_OWNER,
                        Outcome.NOT_DONE,
                        view.self() + " does not own partition " + admitted.at().partition() + " in ring epoch "
                                + view.ring().epoch());
            }
        });
    }

    private record AdmittedPut(Located at, VersionVector context) {}

    private Optional<AdmittedPut> admitPut(ReplyTo client, Position position, Message.Put put) {
        return admission
                .admit(client, put.table(), put.key(), position, put.wish().w(), put.deadlineMillis())
                .flatMap(at -> checkPut(client, at, put));
    }

    private Optional<AdmittedPut> checkPut(ReplyTo client, Located at, Message.Put put) {
        if (put.key().bytes().length() > at.table().maxKeyBytes()) {
            outbox.reject(
                    client,
                    ErrorCode.KEY_TOO_LARGE,
                    "put " + at + ": the key has " + put.key().bytes().length() + " bytes, and table "
                            + at.table().name() + " takes " + at.table().maxKeyBytes()
                            + " at most; nothing was written");
            return Optional.empty();
        }
        int bytes = put.value().map(Bytes::length).orElse(0);
        if (bytes > at.table().maxValueBytes()) {
            outbox.reject(
                    client,
                    ErrorCode.VALUE_TOO_LARGE,
                    "put " + at + ": the value has " + bytes + " bytes, and table "
                            + at.table().name() + " takes " + at.table().maxValueBytes()
                            + " at most; nothing was written");
            return Optional.empty();
        }
        try {
            return Optional.of(new AdmittedPut(at, sealer.open(at.table().name(), at.key(), put.context())));
        } catch (ProtocolException refused) {
            outbox.reject(client, refused.code(), "put " + at + ": " + refused.getMessage() + "; nothing was written");
            return Optional.empty();
        }
    }

    private void coordinate(ReplyTo client, Message.Put put, AdmittedPut admitted, Now now, boolean mayForward) {
        outbox.count(Counter.PUTS);
        Located at = admitted.at();
        if (epochs.left() <= turns.underWay()) {
            outbox.fail(
                    client,
                    ErrorCode.OVERLOADED,
                    Outcome.NOT_DONE,
                    "put " + at
                            + ": the key epochs in stock are used up and more are not on disk yet; nothing was written");
            return;
        }
        int w = put.wish().w() == 0 ? at.table().w() : put.wish().w();
        PutCoordinator coordinator =
                new PutCoordinator(view.self(), view.preferenceList(at).owners(), w);
        long[] number = new long[1];
        PutCall call = calls.open(now.monoNanos() + TimeUnit.MILLISECONDS.toNanos(put.deadlineMillis()), opened -> {
            number[0] = opened;
            return new PutCall(opened, at, client, view, coordinator, sealer, calls, outbox);
        });
        List<PutStep> steps = coordinator.start(view.reachable());
        call.carryOut(steps);
        calls.forgetIfDone(number[0]);
        if (steps.isEmpty()) {
            turns.submit(
                    at, mint(put, admitted, now), new PutEnding(client, put, at, call, number[0], now, mayForward));
        }
    }

    private MintChange mint(Message.Put put, AdmittedPut admitted, Now now) {
        return new MintChange(
                put.request(),
                put.value(),
                admitted.context(),
                now.wallMillis(),
                settings.incarnation(),
                () -> new ActorId(view.self(), settings.incarnation(), epochs.take()),
                admitted.at().table().maxSiblings());
    }

    private final class PutEnding implements RecordTurns.Ending {
        private final ReplyTo client;
        private final Message.Put put;
        private final Located at;
        private final PutCall call;
        private final long number;
        private final Now begun;
        private final boolean mayForward;

        PutEnding(
                ReplyTo client, Message.Put put, Located at, PutCall call, long number, Now begun, boolean mayForward) {
            this.client = client;
            this.put = put;
            this.at = at;
            this.call = call;
            this.number = number;
            this.begun = begun;
            this.mayForward = mayForward;
        }

        @Override
        public void done(LocalCopy copy, boolean changed) {
            if (!changed) {
                outbox.count(Counter.PUTS_REPEATED);
            }
            call.storedLocally(copy);
            calls.forgetIfDone(number);
        }

        @Override
        public void refused(ErrorCode code, String message) {
            if (end()) {
                outbox.reject(client, code, "put " + at + ": " + message);
            }
        }

        /** An owner whose store failed is as good as away: another one coordinates. */
        @Override
        public void failed(ErrorCode code, String message, boolean maybeWritten) {
            if (!end()) {
                return;
            }
            Message.Failure failure = failure(code, message, maybeWritten);
            if (mayForward && failure.outcome() != Outcome.REJECTED) {
                forward(client, put, at, begun, Optional.of(failure));
            } else {
                outbox.reply(client, failure);
            }
        }

        private Message.Failure failure(ErrorCode code, String message, boolean maybeWritten) {
            if (code == ErrorCode.VALUE_TOO_LARGE) {
                return new Message.Failure(code, Outcome.REJECTED, "put " + at + ": " + message);
            }
            return new Message.Failure(
                    code,
                    maybeWritten ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                    "put " + at + ": " + message
                            + (maybeWritten ? "; it may have been written" : "; nothing was written"));
        }

        /** What nobody waits for any more is not written. */
        @Override
        public boolean isWanted() {
            return !call.isAnswered();
        }

        private boolean end() {
            boolean wasOpen = !call.isAnswered();
            call.abandon();
            calls.forgetIfDone(number);
            return wasOpen;
        }
    }

    private void forward(ReplyTo client, Message.Put put, Located at, Now begun, Optional<Message.Failure> ownFailure) {
        outbox.count(Counter.PUTS_FORWARDED);
        List<NodeId> candidates = view.preferenceList(at).owners().stream()
                .filter(owner -> !owner.equals(view.self()))
                .filter(view.reachable()::contains)
                .toList();
        long[] number = new long[1];
        ForwardCall call =
                calls.open(begun.monoNanos() + TimeUnit.MILLISECONDS.toNanos(put.deadlineMillis()), opened -> {
                    number[0] = opened;
                    return new ForwardCall(
                            opened,
                            at,
                            client,
                            new Message.ForwardedPut(put, view.ring().epoch()),
                            candidates,
                            ownFailure,
                            calls,
                            outbox);
                });
        call.tryNext();
        calls.forgetIfDone(number[0]);
    }
}
