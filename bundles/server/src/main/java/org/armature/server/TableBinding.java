package org.armature.server;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreStats;

/** A table bound to the environment that keeps it. Thread-safe. */
final class TableBinding {
    private final TableName name;
    private final String engine;
    private final Environment environment;
    private final StoreId[] ids;
    private final AtomicReferenceArray<PartitionStore> stores;

    TableBinding(TableName name, String engine, Environment environment, int partitions) {
        this.name = name;
        this.engine = engine;
        this.environment = environment;
        this.ids = new StoreId[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            ids[partition] = new StoreId(name.table(), partition);
        }
        this.stores = new AtomicReferenceArray<>(partitions);
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

    PartitionStore store(int partition) {
        PartitionStore store = stores.get(partition);
        if (store == null) {
            store = environment.store(ids[partition]);
            stores.set(partition, store);
        }
        return store;
    }

    Mutation put(int partition, StoreKey key, Bytes value) {
        return Mutation.put(ids[partition], key, value.shared());
    }

    /** Of all partitions that exist. */
    StoreStats stats() {
        long entries = 0;
        long bytes = 0;
        for (StoreId id : environment.stores()) {
            if (id.table().equals(name.table()) && id.partition() < ids.length) {
                StoreStats stats = store(id.partition()).stats();
                entries += stats.entries();
                bytes += stats.bytes();
            }
        }
        return new StoreStats(entries, bytes);
    }
}
