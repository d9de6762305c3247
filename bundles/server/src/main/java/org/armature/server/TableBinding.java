package org.armature.server;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.storage.Durability;
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
    private final Set<Durability> promised;
    private final boolean buffered;
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

    /**
     * @param promised durabilities the environment takes
     * @param buffered whether the environment stands on another, to which it writes on a thread of its own
     */
    TableBinding(
            TableName name,
            String engine,
            Environment environment,
            Set<Durability> promised,
            boolean buffered,
            int partitions) {
        this.name = name;
        this.engine = engine;
        this.environment = environment;
        this.promised = Collections.unmodifiableSet(EnumSet.copyOf(promised));
        this.buffered = buffered;
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

    /** What is asked of the environment for a write that is to be so durable: as much, or the most it promises. */
    Durability promised(Durability asked) {
        return promised.stream()
                .filter(enough -> enough.compareTo(asked) >= 0)
                .min(Durability::compareTo)
                .orElseGet(() -> promised.stream().max(Durability::compareTo).orElseThrow());
    }

    /** Whether such a write waits for a disk or another thread, as only some do. */
    boolean waits(Durability asked) {
        return asked == Durability.DISK || (buffered && asked != Durability.MEMORY);
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
