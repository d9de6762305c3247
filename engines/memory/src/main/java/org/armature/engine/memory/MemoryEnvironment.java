package org.armature.engine.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.storage.Durability;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;

/** The stores of one instance. Changes take turns on this object's monitor; reads and scans do not. */
final class MemoryEnvironment implements Environment {
    private static final OpenReport REPORT =
            new OpenReport(OpenReport.State.EMPTY, "this engine keeps nothing: every open starts empty");

    private final EngineProfile profile;
    private final String instance;
    private final long maxBytes;
    private final SortedMap<StoreId, MemoryStore> stores = new TreeMap<>();
    private long heapBytes;
    private volatile boolean closed;

    MemoryEnvironment(EngineProfile profile, String instance, long maxBytes) {
        this.profile = profile;
        this.instance = instance;
        this.maxBytes = maxBytes;
    }

    @Override
    public OpenReport openReport() {
        return REPORT;
    }

    @Override
    public synchronized PartitionStore store(StoreId id) {
        refuseIfClosed();
        return existing(id);
    }

    @Override
    public synchronized SortedSet<StoreId> stores() {
        refuseIfClosed();
        return new TreeSet<>(stores.keySet());
    }

    @Override
    public synchronized void write(List<Mutation> batch, Durability durability) {
        refuseIfClosed();
        if (!profile.durabilities().contains(durability)) {
            throw new StorageException.BadSettings("engine \"memory\" promises durability " + profile.durabilities()
                    + ", not " + durability + "; nothing was written");
        }
        for (Mutation mutation : batch) {
            long bytes = mutation.value().map(value -> value.length).orElse(0);
            if (bytes > profile.maxRecordBytes()) {
                throw new StorageException.ValueTooLarge(mutation.store(), bytes, profile.maxRecordBytes());
            }
        }
        refuseIfFull(batch);
        batch.forEach(mutation -> heapBytes += existing(mutation.store()).apply(mutation));
    }

    @Override
    public void sync() {
        refuseIfClosed();
    }

    @Override
    public synchronized void close() {
        closed = true;
        stores.clear();
        heapBytes = 0;
    }

    synchronized void drop(MemoryStore store) {
        store.refuseIfGone();
        stores.remove(store.id());
        heapBytes -= store.clear();
    }

    void refuseIfClosed() {
        if (closed) {
            throw new StorageException.Closed("the memory environment of instance \"" + instance + "\" was closed");
        }
    }

    private MemoryStore existing(StoreId id) {
        return stores.computeIfAbsent(id, absent -> new MemoryStore(this, absent));
    }

    /** A batch that makes the whole no larger is taken even when there is no room, so that deletes can make some. */
    private void refuseIfFull(List<Mutation> batch) {
        Map<MemoryStore.Place, Optional<byte[]>> last = new HashMap<>();
        batch.forEach(mutation -> last.put(new MemoryStore.Place(mutation.store(), mutation.key()), mutation.value()));
        long growth = 0;
        for (Map.Entry<MemoryStore.Place, Optional<byte[]>> entry : last.entrySet()) {
            MemoryStore store = stores.get(entry.getKey().store());
            growth += MemoryStore.heapBytes(entry.getKey().key(), entry.getValue());
            growth -= store == null ? 0 : store.heapBytesOf(entry.getKey().key());
        }
        if (growth > 0 && heapBytes + growth > maxBytes) {
            throw new StorageException.DiskFull("instance \"" + instance + "\" has " + heapBytes + " bytes in memory, "
                    + growth + " more would exceed max-bytes=" + maxBytes + "; nothing of the batch was written");
        }
    }
}
