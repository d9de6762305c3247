package org.armature.engine.memory;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.armature.storage.EntryVisitor;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreStats;

/** One sorted map. Changed under the environment's monitor only; read and scanned without. */
final class MemoryStore implements PartitionStore {
    /** Map node, key object and the headers of two arrays, about, on a 64-bit JVM with compressed references. */
    static final int ENTRY_OVERHEAD_BYTES = 128;

    /** A key in its store. */
    record Place(StoreId store, StoreKey key) {}

    private final MemoryEnvironment environment;
    private final StoreId id;
    private final NavigableMap<StoreKey, byte[]> entries = new ConcurrentSkipListMap<>();
    private volatile StoreStats stats = new StoreStats(0, 0);
    private volatile boolean dropped;

    MemoryStore(MemoryEnvironment environment, StoreId id) {
        this.environment = environment;
        this.id = id;
    }

    @Override
    public StoreId id() {
        return id;
    }

    @Override
    public Optional<byte[]> get(StoreKey key) {
        refuseIfGone();
        return Optional.ofNullable(entries.get(key)).map(byte[]::clone);
    }

    @Override
    public void scan(Optional<StoreKey> from, EntryVisitor visitor) {
        refuseIfGone();
        NavigableMap<StoreKey, byte[]> range =
                from.map(first -> entries.tailMap(first, true)).orElse(entries);
        for (Map.Entry<StoreKey, byte[]> entry : range.entrySet()) {
            refuseIfGone();
            if (!visitor.visit(entry.getKey(), entry.getValue().clone())) {
                return;
            }
        }
    }

    @Override
    public StoreStats stats() {
        refuseIfGone();
        return stats;
    }

    @Override
    public void drop() {
        environment.drop(this);
    }

    /** How many more bytes of heap the store takes after it, negative if fewer. */
    long apply(Mutation mutation) {
        StoreKey key = mutation.key();
        byte[] after = mutation.value().orElse(null);
        byte[] before = after == null ? entries.remove(key) : entries.put(key, after);
        stats = new StoreStats(
                stats.entries() + count(after) - count(before), stats.bytes() + bytes(key, after) - bytes(key, before));
        return heapBytes(key, Optional.ofNullable(after)) - heapBytes(key, Optional.ofNullable(before));
    }

    /** How many bytes of heap that frees. */
    long clear() {
        dropped = true;
        long freed = stats.bytes() + stats.entries() * ENTRY_OVERHEAD_BYTES;
        entries.clear();
        return freed;
    }

    long heapBytesOf(StoreKey key) {
        return heapBytes(key, Optional.ofNullable(entries.get(key)));
    }

    static long heapBytes(StoreKey key, Optional<byte[]> value) {
        return value.map(present -> bytes(key, present) + ENTRY_OVERHEAD_BYTES).orElse(0L);
    }

    void refuseIfGone() {
        environment.refuseIfClosed();
        if (dropped) {
            throw new StorageException.Closed("store " + id + " was dropped");
        }
    }

    private static int count(byte[] value) {
        return value == null ? 0 : 1;
    }

    private static long bytes(StoreKey key, byte[] value) {
        return value == null ? 0 : (long) key.toBytes().length + value.length;
    }
}
