package org.armature.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.armature.storage.StoreStats;

/** A table bound to the environment that keeps it. Thread-safe. */
final class TableBinding {
    private final TableName name;
    private final String engine;
    private final Environment environment;
    private final StorageGate gate;
    private final Map<StoreKind, Stores> stores = new EnumMap<>(StoreKind.class);
    private volatile StoreStats lastStats = new StoreStats(0, 0);

    private static final class Stores {
        private final StoreId[] ids;
        private final AtomicReferenceArray<PartitionStore> open;

        Stores(StoreKind kind, String table, int partitions) {
            ids = new StoreId[partitions];
            for (int partition = 0; partition < partitions; partition++) {
                ids[partition] = new StoreId(kind, table, partition);
            }
            open = new AtomicReferenceArray<>(partitions);
        }
    }

    /** @param gate to be passed by every call that uses the environment or a store */
    TableBinding(TableName name, String engine, Environment environment, StorageGate gate, int partitions) {
        this.name = name;
        this.engine = engine;
        this.environment = environment;
        this.gate = gate;
        for (StoreKind kind : StoreKind.values()) {
            stores.put(kind, new Stores(kind, name.table(), partitions));
        }
    }

    TableName name() {
        return name;
    }

    String engine() {
        return engine;
    }

    StorageGate gate() {
        return gate;
    }

    Environment environment() {
        return environment;
    }

    PartitionStore store(StoreKind kind, int partition) {
        Stores ofKind = stores.get(kind);
        PartitionStore store = ofKind.open.get(partition);
        if (store == null) {
            store = environment.store(ofKind.ids[partition]);
            ofKind.open.set(partition, store);
        }
        return store;
    }

    /** @param value empty to remove the key */
    Mutation mutation(StoreKind kind, int partition, StoreKey key, Optional<Bytes> value) {
        StoreId id = stores.get(kind).ids[partition];
        return value.isPresent() ? Mutation.put(id, key, value.get().shared()) : Mutation.delete(id, key);
    }

    /** The same table, kept by the same environment as it was opened anew. */
    TableBinding in(Environment opened) {
        TableBinding bound = new TableBinding(name, engine, opened, gate, stores.get(StoreKind.OBJECTS).ids.length);
        bound.lastStats = lastStats;
        return bound;
    }

    /**
     * What is stored, for whoever is no shard.
     *
     * @throws EngineMissing while the engine is exchanged
     */
    Optional<byte[]> look(StoreKind kind, int partition, StoreKey key) {
        if (!gate.enter()) {
            throw new EngineMissing(
                    ErrorCode.ENGINE_SWAPPING, "table " + name + ": its engine is being exchanged; ask again soon");
        }
        try {
            return store(kind, partition).get(key);
        } finally {
            gate.leave();
        }
    }

    /** Of the objects of all partitions that exist; while the engine is exchanged, as they were last told. */
    StoreStats stats() {
        if (!gate.enter()) {
            return lastStats;
        }
        try {
            lastStats = count();
            return lastStats;
        } finally {
            gate.leave();
        }
    }

    private StoreStats count() {
        long entries = 0;
        long bytes = 0;
        int partitions = stores.get(StoreKind.OBJECTS).ids.length;
        for (StoreId id : environment.stores()) {
            if (id.kind() == StoreKind.OBJECTS && id.table().equals(name.table()) && id.partition() < partitions) {
                StoreStats stats = store(StoreKind.OBJECTS, id.partition()).stats();
                entries += stats.entries();
                bytes += stats.bytes();
            }
        }
        return new StoreStats(entries, bytes);
    }
}
