package org.armature.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.armature.model.Bytes;
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
    private final Map<StoreKind, Stores> stores = new EnumMap<>(StoreKind.class);

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

    TableBinding(TableName name, String engine, Environment environment, int partitions) {
        this.name = name;
        this.engine = engine;
        this.environment = environment;
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

    /** Of the objects of all partitions that exist. */
    StoreStats stats() {
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
