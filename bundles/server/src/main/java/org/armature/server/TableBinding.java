package org.armature.server;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
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
    private final StorageGate gate;
    private final Set<Durability> promised;
    private final boolean buffered;
    private final Optional<Mirror> mirror;
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

    /**
     * @param kept where, behind a gate to be passed by every call that uses the environment or a store
     * @param promised durabilities the environment takes
     */
    TableBinding(TableName name, String engine, OpenEnvironment kept, Set<Durability> promised, int partitions) {
        this(
                name,
                engine,
                kept.environment(),
                kept.gate(),
                promised,
                kept.ground().isPresent(),
                Optional.empty(),
                partitions);
    }

    /** @param buffered whether the environment stands on another, to which it writes on a thread of its own */
    private TableBinding(
            TableName name,
            String engine,
            Environment environment,
            StorageGate gate,
            Set<Durability> promised,
            boolean buffered,
            Optional<Mirror> mirror,
            int partitions) {
        this.name = name;
        this.engine = engine;
        this.environment = environment;
        this.gate = gate;
        this.promised = Collections.unmodifiableSet(EnumSet.copyOf(promised));
        this.buffered = buffered;
        this.mirror = mirror;
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

    /** The other engine, which is given every write too; empty unless the table is moved between two. */
    Optional<Mirror> mirror() {
        return mirror;
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

    /** The same table, kept by the same environment as it was opened anew. */
    TableBinding in(Environment opened) {
        return like(opened, mirror);
    }

    /** The same table, with another one beside its engine, or none. */
    TableBinding beside(Optional<Mirror> other) {
        return like(environment, other);
    }

    private TableBinding like(Environment opened, Optional<Mirror> other) {
        int partitions = stores.get(StoreKind.OBJECTS).ids.length;
        TableBinding bound = new TableBinding(name, engine, opened, gate, promised, buffered, other, partitions);
        bound.lastStats = lastStats;
        return bound;
    }

    /** Those of this table that exist, whatever is in them. */
    SortedSet<StoreId> existing() {
        int partitions = stores.get(StoreKind.OBJECTS).ids.length;
        return environment.stores().stream()
                .filter(id -> id.table().equals(name.table()) && id.partition() < partitions)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What is stored, for whoever is no shard.
     *
     * @throws EngineMissing while the engine is exchanged
     */
    Optional<byte[]> look(StoreKind kind, int partition, StoreKey key) {
        if (!gate.enter()) {
            throw swapping();
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

    /**
     * As {@link #existing()}, for whoever is no shard.
     *
     * @throws EngineMissing while the engine is exchanged
     */
    SortedSet<StoreId> seen() {
        if (!gate.enter()) {
            throw swapping();
        }
        try {
            return existing();
        } finally {
            gate.leave();
        }
    }

    /**
     * Forces all its environment has to disk, for whoever is no shard.
     *
     * @throws EngineMissing while the engine is exchanged
     */
    void force() {
        if (!gate.enter()) {
            throw swapping();
        }
        try {
            environment.sync();
        } finally {
            gate.leave();
        }
    }

    /** In all its stores; to be called while nobody writes. */
    long entries() {
        return entries(name, environment);
    }

    /** Of a table, in all its stores in an environment. */
    static long entries(TableName name, Environment environment) {
        return environment.stores().stream()
                .filter(id -> id.table().equals(name.table()))
                .mapToLong(id -> environment.store(id).stats().entries())
                .sum();
    }

    private EngineMissing swapping() {
        return new EngineMissing(
                ErrorCode.ENGINE_SWAPPING, "table " + name + ": its engine is being exchanged; ask again soon");
    }

    private StoreStats count() {
        long entries = 0;
        long bytes = 0;
        for (StoreId id : existing()) {
            if (id.kind() == StoreKind.OBJECTS) {
                StoreStats stats = store(StoreKind.OBJECTS, id.partition()).stats();
                entries += stats.entries();
                bytes += stats.bytes();
            }
        }
        return new StoreStats(entries, bytes);
    }
}
