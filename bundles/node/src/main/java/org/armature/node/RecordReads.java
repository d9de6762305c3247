package org.armature.node;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.StoredRecord;

/** Reads this node's copies for a coordinator, here or elsewhere; they wait for no turn. */
final class RecordReads {
    /** Exactly one of the two is called, once. */
    interface Reading {
        /** Empty if this node knows nothing of the key. */
        void found(Optional<Bytes> record);

        void failed(ErrorCode code, String message);
    }

    private final Outbox outbox;
    private final StorageCalls storage;

    RecordReads(Outbox outbox, StorageCalls storage) {
        this.outbox = outbox;
        this.storage = storage;
    }

    void read(Located at, Reading reading) {
        storage.read(at, new StorageCalls.Waiter() {
            @Override
            public void read(Optional<Bytes> stored) {
                Optional<Bytes> record;
                try {
                    record = stored.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    StoredRecord.decode(stored.get().shared()).record());
                } catch (ProtocolException damaged) {
                    outbox.count(Counter.RECORDS_CORRUPT);
                    outbox.add(new Effect.Notice(damaged.code(), at + ": " + damaged.getMessage()));
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
}
