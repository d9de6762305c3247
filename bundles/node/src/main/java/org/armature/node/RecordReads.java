package org.armature.node;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.HintRecord;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.StoredRecord;
import org.armature.replication.LocalCopy;
import org.armature.replication.RecordChange;
import org.armature.storage.StoreKind;

/** Reads what this node holds of a key for a coordinator, here or elsewhere; they wait for no turn. */
final class RecordReads {
    /** Exactly one of the two is called, once. */
    interface Reading {
        /** Empty if this node knows nothing of the key. */
        void found(Optional<Bytes> record);

        /** With code RECORD_CORRUPT if there is a copy that can't be read any more. */
        void failed(ErrorCode code, String message);
    }

    private final Outbox outbox;
    private final StorageCalls storage;
    private final RecordTurns<LocalCopy> objects;
    private final Gate gate;

    RecordReads(Outbox outbox, StorageCalls storage, RecordTurns<LocalCopy> objects, Gate gate) {
        this.outbox = outbox;
        this.storage = storage;
        this.objects = objects;
        this.gate = gate;
    }

    /** @param kind an owner answers from its own copies, a fallback from what it keeps for owners */
    void read(Located at, StoreKind kind, Reading reading) {
        if (kind == StoreKind.OBJECTS && gate.isShut(at)) {
            gate.await(at, verdict -> {
                if (verdict == Gate.Verdict.HELD) {
                    read(at, kind, reading);
                } else {
                    reading.failed(ErrorCode.MOVED, Gate.words(verdict, at));
                }
            });
            return;
        }
        if (kind == StoreKind.OBJECTS && objects.isUnsure(at)) {
            readSurely(at, reading);
            return;
        }
        readStored(at, kind, reading);
    }

    /** What is stored now, whether or not the gate is shut. */
    void readStored(Located at, StoreKind kind, Reading reading) {
        storage.read(at, kind, new StorageCalls.Waiter() {
            @Override
            public void read(Optional<Bytes> stored) {
                storage.loads().got(at.table().name(), kind, stored);
                Optional<Bytes> record;
                try {
                    record = stored.isEmpty()
                            ? Optional.empty()
                            : record(kind, stored.get().shared());
                } catch (ProtocolException damaged) {
                    if (kind == StoreKind.OBJECTS) {
                        objects.damaged(at, stored.orElseThrow(), damaged);
                    } else {
                        outbox.damaged(at, kind, stored.orElseThrow(), damaged);
                    }
                    reading.failed(damaged.code(), damaged.getMessage());
                    return;
                }
                reading.found(record);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                reading.failed(code, message);
            }
        });
    }

    /** What a failed write has left is written again before a reader may rely on it. */
    private void readSurely(Located at, Reading reading) {
        objects.submit(at, found -> new RecordChange.Keep<>(), new RecordTurns.Ending<>() {
            @Override
            public void done(Optional<LocalCopy> copy, boolean changed) {
                reading.found(copy.map(LocalCopy::encoded));
            }

            @Override
            public void refused(ErrorCode code, String message) {
                reading.failed(code, message);
            }

            @Override
            public void failed(ErrorCode code, String message, boolean maybeWritten) {
                reading.failed(code, message);
            }
        });
    }

    private static Optional<Bytes> record(StoreKind kind, byte[] stored) throws ProtocolException {
        return kind == StoreKind.OBJECTS
                ? Optional.of(StoredRecord.decode(stored).record())
                : HintRecord.decode(stored).copy().map(StoredRecord::record);
    }
}
