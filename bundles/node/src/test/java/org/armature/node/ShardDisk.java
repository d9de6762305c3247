package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.ring.Position;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** What one node of a {@link ShardCluster} has stored, and how its disk fails. */
final class ShardDisk {
    private final Map<StoreKey, Bytes> objects = new TreeMap<>();
    private final Map<StoreKey, Bytes> hints = new TreeMap<>();
    private Optional<ErrorCode> fault = Optional.empty();
    private boolean failsAfterWriting;
    private int writes;
    private final List<Durability> durabilities = new ArrayList<>();

    Map<StoreKey, Bytes> store(StoreKind kind) {
        return kind == StoreKind.OBJECTS ? objects : hints;
    }

    void fail(ErrorCode code) {
        fault = Optional.of(code);
    }

    void heal() {
        fault = Optional.empty();
        failsAfterWriting = false;
    }

    void failAfterWriting(boolean fails) {
        failsAfterWriting = fails;
    }

    int writes() {
        return writes;
    }

    /** Of every write that was made, in their order. */
    List<Durability> durabilities() {
        return durabilities;
    }

    void flipABit(StoreKind kind, StoreKey key) {
        store(kind).computeIfPresent(key, (at, stored) -> {
            byte[] bytes = stored.toArray();
            bytes[bytes.length / 2] ^= 1;
            return Bytes.wrap(bytes);
        });
    }

    Event read(Effect.ReadRecord read) {
        return fault.isPresent()
                ? new Event.StorageFailed(read.operation(), fault.get(), "fault")
                : new Event.RecordRead(
                        read.operation(), Optional.ofNullable(store(read.kind()).get(read.key())));
    }

    Event write(Effect.WriteRecord write) {
        if (fault.isPresent()) {
            return new Event.StorageFailed(write.operation(), fault.get(), "fault");
        }
        store(write.kind()).remove(write.key());
        write.value().ifPresent(value -> store(write.kind()).put(write.key(), value));
        writes++;
        durabilities.add(write.durability());
        return failsAfterWriting
                ? new Event.StorageFailed(write.operation(), ErrorCode.STORAGE_FAILED, "not forced")
                : new Event.RecordWritten(write.operation());
    }

    Event list(Effect.ListStores list, TableName table, int partitions) {
        List<Event.FoundStore> stores = new ArrayList<>();
        for (int partition = 0; partition < partitions && !store(list.kind()).isEmpty(); partition++) {
            stores.add(new Event.FoundStore(
                    table,
                    partition,
                    entries(list.kind(), partition, partitions).size(),
                    1));
        }
        return new Event.StoresListed(list.operation(), stores);
    }

    Event scan(Effect.ScanStore scan, int partitions) {
        List<Event.FoundEntry> rest = new ArrayList<>(entries(scan.kind(), scan.partition(), partitions));
        scan.after().ifPresent(after -> rest.removeIf(entry -> entry.key().compareTo(after) <= 0));
        int page = Math.min(scan.maxEntries(), rest.size());
        return new Event.StoreScanned(scan.operation(), List.copyOf(rest.subList(0, page)), page == rest.size());
    }

    private List<Event.FoundEntry> entries(StoreKind kind, int partition, int partitions) {
        List<Event.FoundEntry> entries = new ArrayList<>();
        store(kind).forEach((key, value) -> {
            if (Position.of(new Key(Bytes.wrap(key.key()))).partitionOf(partitions) == partition) {
                entries.add(new Event.FoundEntry(key, value));
            }
        });
        return entries;
    }
}
