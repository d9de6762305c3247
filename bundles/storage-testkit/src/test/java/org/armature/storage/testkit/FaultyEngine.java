package org.armature.storage.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.EntryVisitor;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.OptionReader;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreStats;

/** A small engine in memory that holds to the contract, except for its faults. */
final class FaultyEngine implements StorageEngine {
    private static final int LIMIT = 2 << 20;

    private final Set<Fault> faults;

    FaultyEngine(Set<Fault> faults) {
        this.faults = faults;
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public EngineProfile profile() {
        return new EngineProfile(0, LIMIT, LIMIT, EnumSet.of(Durability.MEMORY), true, "tests of the contract");
    }

    @Override
    public List<EngineOption> options() {
        return List.of(new EngineOption("size", EngineOption.Kind.SIZE, "1", "bytes of nothing"));
    }

    @Override
    public Environment open(EnvironmentSettings settings) {
        if (!has(Fault.TAKES_UNKNOWN_OPTIONS)) {
            OptionReader reader = new OptionReader(this, settings);
            reader.number("size", 0, 10);
            try {
                reader.refuseIfWrong();
            } catch (StorageException.BadSettings e) {
                throw has(Fault.REFUSES_WITHOUT_SAYING_WHAT_IS_ALLOWED)
                        ? new StorageException.BadSettings("something is wrong")
                        : e;
            }
        }
        return new FaultyEnvironment();
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }

    private final class FaultyEnvironment implements Environment {
        private final Map<StoreId, FaultyStore> stores = new TreeMap<>();
        private volatile boolean closed;

        @Override
        public OpenReport openReport() {
            return new OpenReport(OpenReport.State.EMPTY, "nothing is kept");
        }

        @Override
        public synchronized PartitionStore store(StoreId id) {
            refuseIfClosed();
            FaultyStore store = existing(id);
            return has(Fault.MAKES_A_STORE_OBJECT_FOR_EVERY_CALL) ? new FaultyStore(this, id, store.entries) : store;
        }

        @Override
        public synchronized SortedSet<StoreId> stores() {
            refuseIfClosed();
            return new TreeSet<>(stores.keySet());
        }

        @Override
        public synchronized void write(List<Mutation> batch, Durability durability) {
            refuseIfClosed();
            if (Thread.currentThread().isInterrupted()) {
                if (has(Fault.FAILS_WHEN_INTERRUPTED)) {
                    throw new StorageException.Unavailable("interrupted");
                }
                if (has(Fault.SWALLOWS_INTERRUPTS)) {
                    Thread.interrupted();
                }
            }
            if (durability != Durability.MEMORY && !has(Fault.TAKES_ANY_DURABILITY)) {
                throw new StorageException.BadSettings("MEMORY is promised, not " + durability);
            }
            if (!has(Fault.WRITES_A_BATCH_UP_TO_THE_VALUE_IT_REFUSES)) {
                batch.forEach(this::refuseIfTooLarge);
            }
            List<Mutation> ordered = new ArrayList<>(batch);
            if (has(Fault.APPLIES_BATCHES_BACKWARDS)) {
                Collections.reverse(ordered);
            }
            for (Mutation mutation : ordered) {
                refuseIfTooLarge(mutation);
                existing(mutation.store()).apply(mutation);
            }
        }

        @Override
        public void sync() {
            refuseIfClosed();
        }

        @Override
        public void close() {
            if (closed && has(Fault.MINDS_A_SECOND_CLOSE)) {
                throw new StorageException.Closed("closed already");
            }
            closed = true;
        }

        private FaultyStore existing(StoreId id) {
            if (stores.size() >= 1_000 && has(Fault.HOLDS_NO_MORE_THAN_A_THOUSAND_STORES)) {
                throw new StorageException.Unavailable("a thousand stores are enough");
            }
            return stores.computeIfAbsent(
                    id, absent -> new FaultyStore(this, absent, new ConcurrentSkipListMap<>(order())));
        }

        private synchronized void drop(FaultyStore store) {
            store.refuseIfGone();
            if (has(Fault.DROPS_THE_WHOLE_TABLE)) {
                stores.keySet().removeIf(id -> id.table().equals(store.id.table()));
            }
            if (has(Fault.KEEPS_ENTRIES_OF_DROPPED_STORES)) {
                stores.put(store.id, new FaultyStore(this, store.id, store.entries));
            } else {
                stores.remove(store.id);
            }
            store.dropped = true;
        }

        private void refuseIfTooLarge(Mutation mutation) {
            int length = mutation.value().map(value -> value.length).orElse(0);
            if (length > LIMIT && !has(Fault.TAKES_VALUES_OVER_THE_LIMIT)) {
                throw new StorageException.ValueTooLarge(mutation.store(), length, LIMIT);
            }
        }

        private void refuseIfClosed() {
            if (closed && !has(Fault.SERVES_AFTER_CLOSE)) {
                throw new StorageException.Closed("closed");
            }
        }

        private Comparator<StoreKey> order() {
            return has(Fault.ORDERS_BYTES_AS_SIGNED)
                    ? (one, other) -> Arrays.compare(one.toBytes(), other.toBytes())
                    : Comparator.naturalOrder();
        }
    }

    private final class FaultyStore implements PartitionStore {
        private final FaultyEnvironment environment;
        private final StoreId id;
        private final NavigableMap<StoreKey, byte[]> entries;
        private final Map<StoreKey, byte[]> before = new ConcurrentSkipListMap<>();
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();
        private volatile boolean dropped;

        FaultyStore(FaultyEnvironment environment, StoreId id, NavigableMap<StoreKey, byte[]> entries) {
            this.environment = environment;
            this.id = id;
            this.entries = entries;
        }

        @Override
        public StoreId id() {
            return id;
        }

        @Override
        public Optional<byte[]> get(StoreKey key) {
            refuseIfGone();
            Map<StoreKey, byte[]> source = has(Fault.READS_THE_VALUE_BEFORE_THE_LAST) ? before : entries;
            return Optional.ofNullable(source.get(stored(key)))
                    .map(value -> has(Fault.SHARES_ITS_ARRAYS) ? value : value.clone());
        }

        @Override
        public void scan(Optional<StoreKey> from, EntryVisitor visitor) {
            refuseIfGone();
            boolean inclusive = !has(Fault.BEGINS_SCANS_BEHIND_THEIR_KEY);
            int shown = 0;
            for (Map.Entry<StoreKey, byte[]> entry : from.map(first -> entries.tailMap(first, inclusive))
                    .orElse(entries)
                    .entrySet()) {
                refuseIfGone();
                shown++;
                if (shown % 100 == 0 && has(Fault.SCANS_A_SNAPSHOT_WITHOUT_SOME_KEYS)) {
                    continue;
                }
                if (shown == 100 && has(Fault.REPEATS_A_KEY)) {
                    visitor.visit(entry.getKey(), entry.getValue().clone());
                }
                if (!visitor.visit(entry.getKey(), entry.getValue().clone())) {
                    return;
                }
            }
        }

        @Override
        public StoreStats stats() {
            refuseIfGone();
            return new StoreStats(count.get(), bytes.get());
        }

        @Override
        public void drop() {
            environment.drop(this);
        }

        private void apply(Mutation mutation) {
            StoreKey key = stored(mutation.key());
            byte[] was = entries.get(key);
            if (was != null) {
                before.put(key, was);
            }
            boolean removes = mutation.value()
                    .map(value -> value.length == 0 && has(Fault.DROPS_EMPTY_VALUES))
                    .orElse(true);
            if (!removes) {
                byte[] now = mutation.value().orElseThrow();
                entries.put(key, now);
                count.addAndGet(was == null || has(Fault.COUNTS_OVERWRITES_AS_ENTRIES) ? 1 : 0);
                bytes.addAndGet(was == null ? size(key, now) : now.length - was.length);
            } else if (was != null) {
                entries.remove(key);
                count.decrementAndGet();
                bytes.addAndGet(has(Fault.FORGETS_TO_COUNT_DELETED_BYTES) ? 0 : -size(key, was));
            } else if (has(Fault.MINDS_DELETES_OF_ABSENT_KEYS)) {
                throw new StorageException.Unavailable("there is nothing to delete");
            }
        }

        private static long size(StoreKey key, byte[] value) {
            return (long) key.toBytes().length + value.length;
        }

        private StoreKey stored(StoreKey key) {
            byte[] bytes = key.toBytes();
            return bytes[bytes.length - 1] == ' ' && bytes.length > 17 && has(Fault.CUTS_TRAILING_BLANKS_OF_KEYS)
                    ? StoreKey.fromBytes(Arrays.copyOf(bytes, bytes.length - 1))
                    : key;
        }

        private void refuseIfGone() {
            environment.refuseIfClosed();
            if (dropped && !has(Fault.SERVES_DROPPED_STORES)) {
                throw new StorageException.Closed("dropped");
            }
        }
    }
}
