package org.armature.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** Reads, writes and scans that the engine has not answered yet. */
final class StorageCalls {
    /** Waits for one call; exactly one of these is called, once. */
    interface Waiter {
        default void read(Optional<Bytes> stored) {
            throw unexpected("a read");
        }

        default void written() {
            throw unexpected("a write");
        }

        default void listed(List<Event.FoundStore> stores) {
            throw unexpected("a list");
        }

        default void scanned(List<Event.FoundEntry> entries, boolean end) {
            throw unexpected("a scan");
        }

        default void compared(Event.StoresCompared compared) {
            throw unexpected("a comparison");
        }

        default void matched(boolean differed, long bytes) {
            throw unexpected("a match");
        }

        void failed(ErrorCode code, String message);

        private static AssertionError unexpected(String what) {
            return new AssertionError("another storage call was answered as " + what);
        }
    }

    private final Outbox outbox;
    private final TableLoads loads;
    private final EventTime time;
    private final Foreground foreground;
    private final Map<Long, Waiter> waiting = new HashMap<>();

    /** Of reads and writes of single records. */
    private final Map<Long, Long> beganNanos = new HashMap<>();

    private long last;

    StorageCalls(Outbox outbox, TableLoads loads, EventTime time, Foreground foreground) {
        this.outbox = outbox;
        this.loads = loads;
        this.time = time;
        this.foreground = foreground;
    }

    /** Told by those who know what a call was for. */
    TableLoads loads() {
        return loads;
    }

    /** To be given back to {@link #turnCame} when a change's turn has come. */
    long turnAwaited() {
        return time.monoNanos();
    }

    /** Of a change that a request waits for. */
    void turnCame(long sinceNanos) {
        foreground.took(Pressure.QUEUES, time.monoNanos(), time.monoNanos() - sinceNanos);
    }

    void read(Located at, StoreKind kind, Waiter waiter) {
        waiting.put(++last, waiter);
        beganNanos.put(last, time.monoNanos());
        outbox.add(new Effect.ReadRecord(last, at.table().name(), kind, at.partition(), at.storeKey()));
    }

    /** @param value empty to remove the key */
    void write(Located at, StoreKind kind, Optional<Bytes> value, Durability durability, Waiter waiter) {
        waiting.put(++last, waiter);
        beganNanos.put(last, time.monoNanos());
        outbox.count(Counter.STORE_WRITES);
        outbox.add(new Effect.WriteRecord(
                last, at.table().name(), kind, at.partition(), at.storeKey(), value, durability));
    }

    void listStores(StoreKind kind, Waiter waiter) {
        waiting.put(++last, waiter);
        outbox.add(new Effect.ListStores(last, kind));
    }

    /** Told as written once everything written to the table before survives a power loss. */
    void sync(TableName table, Waiter waiter) {
        waiting.put(++last, waiter);
        outbox.add(new Effect.SyncTable(last, table));
    }

    void scanStore(
            TableName table,
            StoreKind kind,
            int partition,
            Optional<StoreKey> after,
            int maxEntries,
            int maxBytes,
            Waiter waiter) {
        waiting.put(++last, waiter);
        outbox.add(new Effect.ScanStore(last, table, kind, partition, after, maxEntries, maxBytes));
    }

    /** As {@link #scanStore}, with what the other engine has beside it. */
    void compareStore(
            TableName table,
            StoreKind kind,
            int partition,
            Optional<StoreKey> after,
            int maxEntries,
            int maxBytes,
            Waiter waiter) {
        waiting.put(++last, waiter);
        outbox.add(new Effect.CompareStore(last, table, kind, partition, after, maxEntries, maxBytes));
    }

    /** To be called in the key's turn. */
    void match(Located at, StoreKind kind, boolean mends, Waiter waiter) {
        waiting.put(++last, waiter);
        outbox.add(new Effect.MatchRecord(last, at.table().name(), kind, at.partition(), at.storeKey(), mends));
    }

    void on(Event.RecordRead read) {
        take(read.operation()).read(read.stored());
    }

    void on(Event.RecordWritten written) {
        take(written.operation()).written();
    }

    void on(Event.StoresListed listed) {
        take(listed.operation()).listed(listed.stores());
    }

    void on(Event.StoreScanned scanned) {
        take(scanned.operation()).scanned(scanned.entries(), scanned.end());
    }

    void on(Event.StoresCompared compared) {
        take(compared.operation()).compared(compared);
    }

    void on(Event.RecordMatched matched) {
        take(matched.operation()).matched(matched.differed(), matched.bytes());
    }

    void on(Event.StorageFailed failed) {
        outbox.count(Counter.STORAGE_FAILURES);
        if (failed.code() == ErrorCode.ENGINE_LOCKED) {
            foreground.locked(time.monoNanos());
        }
        take(failed.operation()).failed(failed.code(), failed.message());
    }

    private Waiter take(long operation) {
        Waiter waiter = waiting.remove(operation);
        if (waiter == null) {
            throw new AssertionError("storage answered operation " + operation + " twice, or one never asked");
        }
        Long began = beganNanos.remove(operation);
        if (began != null) {
            foreground.took(Pressure.ENGINE, time.monoNanos(), time.monoNanos() - began);
        }
        return waiter;
    }
}
