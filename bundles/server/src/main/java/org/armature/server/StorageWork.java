package org.armature.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;

/**
 * Carries out storage calls on the caller's thread: reads one by one, and what is to be written together in one batch
 * for each environment and durability (group commit).
 */
final class StorageWork {
    private final ShardStorage.Place place;
    private final EngineBindings bindings;
    private final Consumer<Event> results;

    /** @param results told how each call ended, on the thread that carries it out */
    StorageWork(ShardStorage.Place place, EngineBindings bindings, Consumer<Event> results) {
        this.place = place;
        this.bindings = bindings;
        this.results = results;
    }

    private record BatchKey(Environment environment, Durability durability) {}

    private static final class Batch {
        private final List<Mutation> mutations = new ArrayList<>();
        private final List<Long> operations = new ArrayList<>();
    }

    /** Carries out what is queued, and empties the queue. */
    void carryOut(Queue<Effect> effects) {
        Map<BatchKey, Batch> batches = new LinkedHashMap<>();
        for (Effect effect = effects.poll(); effect != null; effect = effects.poll()) {
            if (effect instanceof Effect.ReadRecord read) {
                read(read);
            } else if (effect instanceof Effect.ListStores list) {
                list(list);
            } else if (effect instanceof Effect.ScanStore scan) {
                scan(scan);
            } else if (effect instanceof Effect.WriteRecord write) {
                collect(write, batches);
            } else if (effect instanceof Effect.SyncTable sync) {
                batches.forEach(this::write);
                batches.clear();
                sync(sync);
            } else {
                throw new AssertionError(effect);
            }
        }
        batches.forEach(this::write);
    }

    private void read(Effect.ReadRecord read) {
        Event result;
        try {
            TableBinding table = bindings.table(read.table());
            Optional<Bytes> stored =
                    table.store(read.kind(), read.partition()).get(read.key()).map(Bytes::wrap);
            result = new Event.RecordRead(read.operation(), stored);
        } catch (StorageException | EngineMissing e) {
            result = failed(read.operation(), e);
        }
        results.accept(result);
    }

    private void list(Effect.ListStores list) {
        Event result;
        try {
            result = new Event.StoresListed(list.operation(), bindings.stores(list.kind(), place::owns));
        } catch (StorageException e) {
            result = failed(list.operation(), e);
        }
        results.accept(result);
    }

    /** One entry more than is told, to know whether there is one. */
    private void scan(Effect.ScanStore scan) {
        List<Event.FoundEntry> entries = new ArrayList<>();
        boolean[] more = new boolean[1];
        long[] bytes = new long[1];
        Event result;
        try {
            bindings.table(scan.table()).store(scan.kind(), scan.partition()).scan(scan.after(), (key, value) -> {
                if (scan.after().isPresent() && scan.after().get().equals(key)) {
                    return true;
                }
                more[0] = entries.size() == scan.maxEntries() || bytes[0] >= scan.maxBytes();
                if (!more[0]) {
                    entries.add(new Event.FoundEntry(key, Bytes.wrap(value)));
                    bytes[0] += value.length;
                }
                return !more[0];
            });
            result = new Event.StoreScanned(scan.operation(), entries, !more[0]);
        } catch (StorageException | EngineMissing e) {
            result = failed(scan.operation(), e);
        }
        results.accept(result);
    }

    private void sync(Effect.SyncTable sync) {
        Event result;
        try {
            bindings.table(sync.table()).environment().sync();
            result = new Event.RecordWritten(sync.operation());
        } catch (StorageException | EngineMissing e) {
            result = failed(sync.operation(), e);
        }
        results.accept(result);
    }

    private void collect(Effect.WriteRecord write, Map<BatchKey, Batch> batches) {
        try {
            TableBinding table = bindings.table(write.table());
            BatchKey key = new BatchKey(table.environment(), table.promised(write.durability()));
            Batch batch = batches.computeIfAbsent(key, absent -> new Batch());
            batch.mutations.add(table.mutation(write.kind(), write.partition(), write.key(), write.value()));
            batch.operations.add(write.operation());
        } catch (EngineMissing e) {
            results.accept(failed(write.operation(), e));
        }
    }

    private void write(BatchKey key, Batch batch) {
        try {
            key.environment().write(batch.mutations, key.durability());
        } catch (StorageException.ValueTooLarge e) {
            writeOneByOne(key, batch);
            return;
        } catch (StorageException e) {
            batch.operations.forEach(operation -> results.accept(failed(operation, e)));
            return;
        }
        batch.operations.forEach(operation -> results.accept(new Event.RecordWritten(operation)));
    }

    /** One value too large must not fail the others of its batch. */
    private void writeOneByOne(BatchKey key, Batch batch) {
        for (int i = 0; i < batch.operations.size(); i++) {
            Event result;
            try {
                key.environment().write(List.of(batch.mutations.get(i)), key.durability());
                result = new Event.RecordWritten(batch.operations.get(i));
            } catch (StorageException e) {
                result = failed(batch.operations.get(i), e);
            }
            results.accept(result);
        }
    }

    private static Event failed(long operation, RuntimeException cause) {
        return new Event.StorageFailed(operation, code(cause), cause.getMessage());
    }

    private static ErrorCode code(RuntimeException cause) {
        if (cause instanceof EngineMissing missing) {
            return missing.code();
        }
        if (cause instanceof StorageException.DiskFull) {
            return ErrorCode.DISK_FULL;
        }
        if (cause instanceof StorageException.ValueTooLarge) {
            return ErrorCode.VALUE_TOO_LARGE;
        }
        if (cause instanceof StorageException.Corrupt) {
            return ErrorCode.RECORD_CORRUPT;
        }
        return ErrorCode.STORAGE_FAILED;
    }
}
