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
    private final Map<StoreKind, Map<StoreKey, Bytes>> other = new TreeMap<>();
    private boolean otherFails;
    private Optional<ErrorCode> fault = Optional.empty();
    private boolean failsAfterWriting;
    private int writes;
    private int scans;
    private final List<Durability> durabilities = new ArrayList<>();

    Map<StoreKey, Bytes> store(StoreKind kind) {
        return kind == StoreKind.OBJECTS ? objects : hints;
    }

    /** What another engine has, which is given each write too. */
    Map<StoreKey, Bytes> other(StoreKind kind) {
        return other.computeIfAbsent(kind, absent -> new TreeMap<>());
    }

    /** The other engine takes nothing, without anyone being told but a pass. */
    void failOther(boolean fails) {
        otherFails = fails;
    }

    private void copyToOther(StoreKind kind, StoreKey key) {
        other(kind).remove(key);
        Optional.ofNullable(store(kind).get(key)).ifPresent(value -> other(kind).put(key, value));
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

    /** Pages that were read in ring order. */
    int scans() {
        return scans;
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
        if (!otherFails) {
            copyToOther(write.kind(), write.key());
        }
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
        scans++;
        List<Event.FoundEntry> rest = new ArrayList<>(entries(scan.kind(), scan.partition(), partitions));
        scan.after().ifPresent(after -> rest.removeIf(entry -> entry.key().compareTo(after) <= 0));
        int page = Math.min(scan.maxEntries(), rest.size());
        return new Event.StoreScanned(scan.operation(), List.copyOf(rest.subList(0, page)), page == rest.size());
    }

    Event compare(Effect.CompareStore compare, int partitions) {
        TreeMap<StoreKey, Boolean> differs = new TreeMap<>();
        for (Event.FoundEntry entry : entries(store(compare.kind()), compare.partition(), partitions)) {
            differs.put(entry.key(), !entry.value().equals(other(compare.kind()).get(entry.key())));
        }
        for (Event.FoundEntry entry : entries(other(compare.kind()), compare.partition(), partitions)) {
            differs.putIfAbsent(entry.key(), true);
        }
        compare.after().ifPresent(after -> differs.headMap(after, true).clear());
        List<StoreKey> page =
                differs.keySet().stream().limit(compare.maxEntries()).toList();
        return new Event.StoresCompared(
                compare.operation(),
                page.size(),
                page.size(),
                page.stream().filter(differs::get).toList(),
                page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1)),
                page.size() == differs.size());
    }

    Event match(Effect.MatchRecord match) {
        if (otherFails) {
            return new Event.StorageFailed(match.operation(), ErrorCode.DISK_FULL, "fault");
        }
        boolean differs = !Optional.ofNullable(store(match.kind()).get(match.key()))
                .equals(Optional.ofNullable(other(match.kind()).get(match.key())));
        if (match.mends()) {
            copyToOther(match.kind(), match.key());
        }
        return new Event.RecordMatched(match.operation(), differs, 1);
    }

    private List<Event.FoundEntry> entries(StoreKind kind, int partition, int partitions) {
        return entries(store(kind), partition, partitions);
    }

    private static List<Event.FoundEntry> entries(Map<StoreKey, Bytes> store, int partition, int partitions) {
        List<Event.FoundEntry> entries = new ArrayList<>();
        store.forEach((key, value) -> {
            if (Position.of(new Key(Bytes.wrap(key.key()))).partitionOf(partitions) == partition) {
                entries.add(new Event.FoundEntry(key, value));
            }
        });
        return entries;
    }
}
