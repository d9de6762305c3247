package org.armature.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;

/**
 * Carries out storage calls on the caller's thread: reads one by one, and what is to be written together in one batch
 * for each environment and durability (group commit). What a gate refuses is kept and goes on when the gate is opened,
 * before whatever comes later for that environment. Owned by one thread.
 */
final class StorageWork {
    private final ShardStorage.Place place;
    private final EngineBindings bindings;
    private final Consumer<Effect.NoteReaped> reaped;
    private final Consumer<Event> results;
    private final MirroredWrites mirrored;
    private final ParkedCalls parked;

    /**
     * @param reaped writes down, on the thread that carries it out, what is removed for good
     * @param results told how each call ended, on the thread that carries it out
     * @param late told of those that end later, from any thread
     * @param wake has that thread call {@link #goOn} soon; safe from any thread
     */
    StorageWork(
            ShardStorage.Place place,
            EngineBindings bindings,
            Consumer<Effect.NoteReaped> reaped,
            Consumer<Event> results,
            Consumer<Event> late,
            Runnable wake) {
        this.place = place;
        this.bindings = bindings;
        this.reaped = reaped;
        this.results = results;
        this.mirrored = new MirroredWrites(place.shard(), late);
        this.parked = new ParkedCalls(wake);
    }

    /** One gate, one environment. */
    private record BatchKey(StorageGate gate, Durability durability) {}

    /** Carries out what is queued, and empties the queue. */
    void carryOut(Queue<Effect> effects) {
        goOn();
        carryOutNow(effects);
    }

    /** Carries out what was kept and may go on, and fails what has waited too long. */
    void goOn() {
        if (parked.areNone()) {
            return;
        }
        for (StorageGate gate : parked.gates()) {
            if (!gate.isShut()) {
                carryOutNow(parked.take(gate));
            } else if (gate.patienceLeft() <= 0) {
                parked.take(gate).forEach(call -> results.accept(waitedTooLong(call)));
            }
        }
    }

    /** How long {@link #goOn} has nothing to do unless it is called for, in nanoseconds. */
    long nanosToNext() {
        return parked.nanosLeft();
    }

    private void carryOutNow(Queue<Effect> effects) {
        Map<BatchKey, List<Effect.WriteRecord>> batches = new LinkedHashMap<>();
        for (Effect effect = effects.poll(); effect != null; effect = effects.poll()) {
            if (effect instanceof Effect.ReadRecord read) {
                pass(read, read.table(), table -> read(read, table));
            } else if (effect instanceof Effect.ListStores list) {
                list(list);
            } else if (effect instanceof Effect.ScanStore scan) {
                pass(scan, scan.table(), table -> scan(scan, table));
            } else if (effect instanceof Effect.WriteRecord write) {
                collect(write, batches);
            } else if (effect instanceof Effect.NoteReaped noted) {
                reaped.accept(noted);
            } else if (effect instanceof Effect.SyncTable sync) {
                batches.forEach(this::write);
                batches.clear();
                pass(sync, sync.table(), table -> sync(sync, table));
            } else {
                throw new AssertionError(effect);
            }
        }
        batches.forEach(this::write);
    }

    /** Through its table's gate, or later. */
    private void pass(Effect call, TableName name, Function<TableBinding, Event> work) {
        Optional<Event> result;
        try {
            do {
                StorageGate gate = bindings.table(name).gate();
                if (parked.anyAt(gate) || !gate.enter()) {
                    park(gate, call);
                    return;
                }
                result = inside(gate, name, work);
            } while (result.isEmpty());
        } catch (StorageException | EngineMissing e) {
            result = Optional.of(failed(operation(call), e));
        }
        result.ifPresent(results);
    }

    /**
     * The table may have another environment than before the gate.
     *
     * @return empty if it has another engine, behind another gate
     */
    private Optional<Event> inside(StorageGate gate, TableName name, Function<TableBinding, Event> work) {
        try {
            TableBinding table = bindings.table(name);
            return table.gate().equals(gate) ? Optional.of(work.apply(table)) : Optional.empty();
        } finally {
            gate.leave();
        }
    }

    private void park(StorageGate gate, Effect call) {
        boolean tooLate = gate.patienceLeft() <= 0 && !parked.anyAt(gate);
        if (tooLate || !parked.park(gate, call)) {
            results.accept(waitedTooLong(call));
        }
    }

    private static Event waitedTooLong(Effect call) {
        return new Event.StorageFailed(
                operation(call),
                ErrorCode.ENGINE_SWAPPING,
                "its storage engine is being exchanged on this node, which takes longer than calls wait for it");
    }

    private static long operation(Effect call) {
        if (call instanceof Effect.ReadRecord read) {
            return read.operation();
        } else if (call instanceof Effect.WriteRecord write) {
            return write.operation();
        } else if (call instanceof Effect.ScanStore scan) {
            return scan.operation();
        } else if (call instanceof Effect.ListStores list) {
            return list.operation();
        } else if (call instanceof Effect.SyncTable sync) {
            return sync.operation();
        }
        throw new AssertionError(call);
    }

    private static Event read(Effect.ReadRecord read, TableBinding table) {
        Optional<Bytes> stored =
                table.store(read.kind(), read.partition()).get(read.key()).map(Bytes::wrap);
        return new Event.RecordRead(read.operation(), stored);
    }

    /** Through all gates at once, since it reads all environments. */
    private void list(Effect.ListStores list) {
        List<StorageGate> entered = new ArrayList<>();
        Event result;
        try {
            for (StorageGate gate : bindings.gates()) {
                if (parked.anyAt(gate) || !gate.enter()) {
                    park(gate, list);
                    return;
                }
                entered.add(gate);
            }
            result = new Event.StoresListed(list.operation(), bindings.stores(list.kind(), place::owns));
        } catch (StorageException e) {
            result = failed(list.operation(), e);
        } finally {
            entered.forEach(StorageGate::leave);
        }
        results.accept(result);
    }

    /** One entry more than is told, to know whether there is one. */
    private static Event scan(Effect.ScanStore scan, TableBinding table) {
        List<Event.FoundEntry> entries = new ArrayList<>();
        boolean[] more = new boolean[1];
        long[] bytes = new long[1];
        table.store(scan.kind(), scan.partition()).scan(scan.after(), (key, value) -> {
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
        return new Event.StoreScanned(scan.operation(), entries, !more[0]);
    }

    private static Event sync(Effect.SyncTable sync, TableBinding table) {
        table.environment().sync();
        return new Event.RecordWritten(sync.operation());
    }

    private void collect(Effect.WriteRecord write, Map<BatchKey, List<Effect.WriteRecord>> batches) {
        try {
            TableBinding table = bindings.table(write.table());
            BatchKey key = new BatchKey(table.gate(), table.promised(write.durability()));
            batches.computeIfAbsent(key, absent -> new ArrayList<>()).add(write);
        } catch (EngineMissing e) {
            results.accept(failed(write.operation(), e));
        }
    }

    private void write(BatchKey key, List<Effect.WriteRecord> writes) {
        StorageGate gate = key.gate();
        if (parked.anyAt(gate) || !gate.enter()) {
            writes.forEach(write -> park(gate, write));
            return;
        }
        Queue<Effect> moved = new ArrayDeque<>();
        List<Event> ended;
        try {
            ended = writeInside(key, writes, moved);
        } finally {
            gate.leave();
        }
        ended.forEach(results);
        carryOutNow(moved);
    }

    /** @param moved is given the writes to tables that have another engine, behind another gate, by now */
    private List<Event> writeInside(BatchKey key, List<Effect.WriteRecord> writes, Queue<Effect> moved) {
        List<Event> ended = new ArrayList<>(writes.size());
        List<MirroredWrites.Part> parts = new ArrayList<>(writes.size());
        for (Effect.WriteRecord write : writes) {
            try {
                TableBinding table = bindings.table(write.table());
                if (table.gate().equals(key.gate())) {
                    parts.add(new MirroredWrites.Part(table, write));
                } else {
                    moved.add(write);
                }
            } catch (EngineMissing e) {
                ended.add(failed(write.operation(), e));
            }
        }
        if (!parts.isEmpty()) {
            List<Event> written = write(
                    parts.get(0).table().environment(),
                    key.durability(),
                    parts.stream().map(MirroredWrites.Part::mutation).toList(),
                    parts.stream().map(part -> part.write().operation()).toList());
            ended.addAll(mirrored.follow(key.gate(), parts, written));
        }
        return ended;
    }

    /** @return the results, in the order of the mutations */
    private static List<Event> write(
            Environment environment, Durability durability, List<Mutation> mutations, List<Long> operations) {
        try {
            environment.write(mutations, durability);
        } catch (StorageException.ValueTooLarge e) {
            return writeOneByOne(environment, durability, mutations, operations);
        } catch (StorageException e) {
            return operations.stream().map(operation -> failed(operation, e)).toList();
        }
        return operations.stream().<Event>map(Event.RecordWritten::new).toList();
    }

    /** One value too large must not fail the others of its batch. */
    private static List<Event> writeOneByOne(
            Environment environment, Durability durability, List<Mutation> mutations, List<Long> operations) {
        List<Event> ended = new ArrayList<>(mutations.size());
        for (int i = 0; i < mutations.size(); i++) {
            try {
                environment.write(List.of(mutations.get(i)), durability);
                ended.add(new Event.RecordWritten(operations.get(i)));
            } catch (StorageException e) {
                ended.add(failed(operations.get(i), e));
            }
        }
        return ended;
    }

    static Event failed(long operation, RuntimeException cause) {
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
        if (cause instanceof StorageException.Locked) {
            return ErrorCode.ENGINE_LOCKED;
        }
        if (cause instanceof StorageException.Corrupt) {
            return ErrorCode.RECORD_CORRUPT;
        }
        return ErrorCode.STORAGE_FAILED;
    }
}
