package org.armature.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;

/** Reads and writes of records that the engine has not answered yet. */
final class StorageCalls {
    /** Waits for one read or one write; exactly one of the three is called, once. */
    interface Waiter {
        default void read(Optional<Bytes> stored) {
            throw new AssertionError("a write was answered as a read");
        }

        default void written() {
            throw new AssertionError("a read was answered as a write");
        }

        void failed(ErrorCode code, String message);
    }

    private final Outbox outbox;
    private final Map<Long, Waiter> waiting = new HashMap<>();
    private long last;

    StorageCalls(Outbox outbox) {
        this.outbox = outbox;
    }

    void read(Located at, Waiter waiter) {
        waiting.put(++last, waiter);
        outbox.add(new Effect.ReadRecord(last, at.table().name(), at.partition(), at.storeKey()));
    }

    void write(Located at, Bytes value, Waiter waiter) {
        waiting.put(++last, waiter);
        outbox.add(new Effect.WriteRecord(
                last,
                at.table().name(),
                at.partition(),
                at.storeKey(),
                value,
                at.table().durability()));
    }

    void on(Event.RecordRead read) {
        take(read.operation()).read(read.stored());
    }

    void on(Event.RecordWritten written) {
        take(written.operation()).written();
    }

    void on(Event.StorageFailed failed) {
        outbox.count(Counter.STORAGE_FAILURES);
        take(failed.operation()).failed(failed.code(), failed.message());
    }

    private Waiter take(long operation) {
        Waiter waiter = waiting.remove(operation);
        if (waiter == null) {
            throw new AssertionError("storage answered operation " + operation + " twice, or one never asked");
        }
        return waiter;
    }
}
