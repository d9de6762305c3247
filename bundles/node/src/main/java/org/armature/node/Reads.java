package org.armature.node;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.TransferMessage;
import org.armature.replication.GetCoordinator;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.ReadGoal;
import org.armature.storage.StoreKind;

/** Coordinates reads of a key's replicas: for gets, and for puts that need to know what stands there. */
final class Reads {
    private final View view;
    private final Calls calls;
    private final RecordReads records;
    private final RecordTurns<LocalCopy> objects;
    private final Hints hints;
    private final Doubts doubts;
    private final ReapEpochs epochs;
    private final EventTime time;
    private final Outbox outbox;

    Reads(
            View view,
            Calls calls,
            RecordReads records,
            RecordTurns<LocalCopy> objects,
            Hints hints,
            Doubts doubts,
            ReapEpochs epochs,
            EventTime time,
            Outbox outbox) {
        this.view = view;
        this.calls = calls;
        this.records = records;
        this.objects = objects;
        this.hints = hints;
        this.doubts = doubts;
        this.epochs = epochs;
        this.time = time;
        this.outbox = outbox;
    }

    void read(Located at, ReadGoal goal, long deadlineNanos, GetCall.Ending ending) {
        GetCoordinator coordinator = new GetCoordinator(view.preferenceList(at), view.reachable(), goal);
        GetCall call = new GetCall(at, view, coordinator, ending, calls, epochs, outbox);
        long number = calls.open(deadlineNanos, call);
        call.start(number, new Own(at, number, call));
        calls.forgetIfDone(number);
    }

    private final class Own implements GetCall.OwnReplica, RecordReads.Reading {
        private final Located at;
        private final long number;
        private final GetCall call;

        Own(Located at, long number, GetCall call) {
            this.at = at;
            this.number = number;
            this.call = call;
        }

        @Override
        public void read() {
            records.read(at, view.keptIn(at), this);
        }

        @Override
        public void found(Optional<Bytes> record) {
            call.found(record, doubts.contains(at));
            calls.forgetIfDone(number);
        }

        @Override
        public void failed(ErrorCode code, String message) {
            Optional<TransferMessage.Moved> moved = code == ErrorCode.MOVED ? view.gaveAway(at) : Optional.empty();
            moved.ifPresentOrElse(call::movedFromHere, () -> call.failedHere(code, message));
            calls.forgetIfDone(number);
        }

        @Override
        public void repair(Bytes record, Optional<NodeId> hintFor, boolean awaited) {
            MergeChange merge = new MergeChange(record, at.table().reconciliation(), time.wallMillis());
            RecordTurns.Ending<LocalCopy> ending = new Repaired(awaited);
            if (view.keptIn(at) == StoreKind.OBJECTS) {
                objects.submit(at, epochs.guard(at.partition(), call.reapEpoch(), merge), ending);
            } else if (hintFor.isPresent()
                    && call.reapEpoch() >= epochs.settled(at.partition())
                    && hints.hasRoomFor(record.length())) {
                hints.keep(at, hintFor.get(), record.length(), merge, call.reapEpoch(), ending);
            }
        }

        private final class Repaired implements RecordTurns.Ending<LocalCopy> {
            private final boolean awaited;

            Repaired(boolean awaited) {
                this.awaited = awaited;
            }

            @Override
            public void done(Optional<LocalCopy> copy, boolean changed) {
                if (awaited) {
                    call.stored();
                    calls.forgetIfDone(number);
                }
            }

            @Override
            public void refused(ErrorCode code, String message) {
                failed(code, message, false);
            }

            @Override
            public void failed(ErrorCode code, String message, boolean maybeWritten) {
                if (awaited) {
                    call.failedHere(code, message);
                    calls.forgetIfDone(number);
                }
            }
        }
    }
}
