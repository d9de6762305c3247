package org.armature.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.model.VersionVector;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.ProtocolException;
import org.armature.replication.GetCoordinator;
import org.armature.replication.LocalCopy;
import org.armature.replication.MintChange;
import org.armature.replication.PutCoordinator;
import org.armature.replication.PutStep;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;

/** Takes in clients' requests: checks them, and coordinates them or hands them to a node that does (Dynamo §4.5). */
final class Requests {
    static final long MAX_DEADLINE_MILLIS = 600_000;

    private final ShardSettings settings;
    private final View view;
    private final Calls calls;
    private final RecordTurns turns;
    private final RecordReads reads;
    private final KeyEpochs epochs;
    private final ContextSealer sealer;
    private final Outbox outbox;

    Requests(
            ShardSettings settings,
            View view,
            Calls calls,
            RecordTurns turns,
            RecordReads reads,
            KeyEpochs epochs,
            ContextSealer sealer,
            Outbox outbox) {
        this.settings = settings;
        this.view = view;
        this.calls = calls;
        this.turns = turns;
        this.reads = reads;
        this.epochs = epochs;
        this.sealer = sealer;
        this.outbox = outbox;
    }

    void on(Event.GetAsked asked, Now now) {
        Message.Get get = asked.get();
        ReplyTo client = asked.replyTo();
        Optional<Located> located =
                admit(client, get.table(), get.key(), asked.position(), get.r(), get.deadlineMillis());
        if (located.isEmpty()) {
            return;
        }
        outbox.count(Counter.GETS);
        Located at = located.get();
        int r = get.r() == 0 ? at.table().r() : get.r();
        GetCoordinator coordinator = new GetCoordinator(view.preferenceList(at).owners(), view.reachable(), r);
        long deadline = now.monoNanos() + TimeUnit.MILLISECONDS.toNanos(get.deadlineMillis());
        long[] number = new long[1];
        GetCall call = calls.open(deadline, opened -> {
            number[0] = opened;
            return new GetCall(at, client, coordinator, sealer, outbox);
        });
        call.carryOut(coordinator.start());
        for (NodeId owner : coordinator.waiting()) {
            if (owner.equals(view.self())) {
                readOwn(at, number[0], call);
            } else {
                calls.send(
                        owner,
                        number[0],
                        new Message.ReplicaGet(
                                at.table().name(), at.key(), view.ring().epoch()));
            }
        }
        calls.forgetIfDone(number[0]);
    }

    private void readOwn(Located at, long number, GetCall call) {
        reads.read(at, new RecordReads.Reading() {
            @Override
            public void found(Optional<Bytes> record) {
                call.found(view.self(), record);
                calls.forgetIfDone(number);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                call.lost(view.self(), code + " " + message);
                calls.forgetIfDone(number);
            }
        });
    }

    void on(Event.PutAsked asked, Now now) {
        Message.Put put = asked.put();
        admitPut(asked.replyTo(), asked.position(), put).ifPresent(admitted -> {
            List<NodeId> owners = view.preferenceList(admitted.at()).owners();
            if (owners.contains(view.self())) {
                coordinate(asked.replyTo(), put, admitted, now, true);
            } else {
                forward(asked.replyTo(), put, admitted.at(), now, put.deadlineMillis(), false, "");
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
        return admit(client, put.table(), put.key(), position, put.w(), put.deadlineMillis())
                .flatMap(at -> checkPut(client, at, put));
    }

    private Optional<AdmittedPut> checkPut(ReplyTo client, Located at, Message.Put put) {
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

    private Optional<Located> admit(
            ReplyTo client, TableName name, Key key, Position position, int quorum, long deadlineMillis) {
        Optional<TableSpec> table = view.table(name);
        if (table.isEmpty()) {
            outbox.reject(
                    client,
                    ErrorCode.NO_SUCH_TABLE,
                    "there is no table " + name + " here; tables are " + view.tableNames());
            return Optional.empty();
        }
        if (quorum < 0 || quorum > table.get().n()) {
            outbox.reject(
                    client,
                    ErrorCode.BAD_REQUEST,
                    "a quorum of " + quorum + " was asked for, and table " + name + " has N="
                            + table.get().n() + ": give 1 to " + table.get().n() + ", or 0 for the table's own");
            return Optional.empty();
        }
        if (deadlineMillis < 1 || deadlineMillis > MAX_DEADLINE_MILLIS) {
            outbox.reject(
                    client,
                    ErrorCode.BAD_REQUEST,
                    "the deadline is " + deadlineMillis + " ms, and must be 1 to " + MAX_DEADLINE_MILLIS);
            return Optional.empty();
        }
        if (calls.isFull() || epochs.left() <= calls.size()) {
            outbox.count(Counter.UNAVAILABLE);
            outbox.fail(
                    client,
                    ErrorCode.OVERLOADED,
                    Outcome.NOT_DONE,
                    view.self() + " has " + calls.size() + " calls under way and takes no more; nothing was done");
            return Optional.empty();
        }
        return Optional.of(Located.of(table.get(), key, position, view.ring().partitionOf(position)));
    }

    private void coordinate(ReplyTo client, Message.Put put, AdmittedPut admitted, Now now, boolean mayForward) {
        outbox.count(Counter.PUTS);
        Located at = admitted.at();
        int w = put.w() == 0 ? at.table().w() : put.w();
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
            if (mayForward) {
                String story = view.self() + " " + code + " " + message;
                forward(client, put, at, begun, put.deadlineMillis(), maybeWritten, story);
            } else {
                outbox.fail(client, code, maybeWritten ? Outcome.UNKNOWN : Outcome.NOT_DONE, message);
            }
        }

        private boolean end() {
            boolean wasOpen = !call.isAnswered();
            call.abandon();
            calls.forgetIfDone(number);
            return wasOpen;
        }
    }

    private void forward(
            ReplyTo client,
            Message.Put put,
            Located at,
            Now begun,
            long deadlineMillis,
            boolean maybeDone,
            String story) {
        outbox.count(Counter.PUTS_FORWARDED);
        List<NodeId> candidates = view.preferenceList(at).owners().stream()
                .filter(owner -> !owner.equals(view.self()))
                .filter(view.reachable()::contains)
                .toList();
        long[] number = new long[1];
        ForwardCall call = calls.open(begun.monoNanos() + TimeUnit.MILLISECONDS.toNanos(deadlineMillis), opened -> {
            number[0] = opened;
            return new ForwardCall(
                    opened,
                    at,
                    client,
                    new Message.ForwardedPut(put, view.ring().epoch()),
                    candidates,
                    maybeDone,
                    story,
                    calls,
                    outbox);
        });
        call.tryNext();
        calls.forgetIfDone(number[0]);
    }
}
