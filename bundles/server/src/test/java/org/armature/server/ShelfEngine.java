package org.armature.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
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

/**
 * An engine whose environments stay where they are put when they are closed, as if on disk, and that fails when told
 * to. Thread-safe.
 */
final class ShelfEngine implements StorageEngine {
    static final int MAX_RECORD_BYTES = 1_000;

    private final String name;
    private final Map<Path, Shelf> shelves;
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private volatile Optional<OpenReport.State> nextState = Optional.empty();
    private volatile Optional<RuntimeException> openFailure = Optional.empty();
    private volatile Optional<RuntimeException> closeFailure = Optional.empty();
    private volatile Optional<RuntimeException> readFailure = Optional.empty();
    private volatile Consumer<List<Mutation>> beforeWrite = batch -> {};
    private volatile Consumer<StoreId> beforeDrop = store -> {};
    private volatile int maxRecordBytes = MAX_RECORD_BYTES;
    private volatile Runnable beforeOpen = () -> {};
    private final Set<StoreId> scanned = new ConcurrentSkipListSet<>();
    private volatile int forcedBatches;

    private static final class Shelf {
        private final SortedMap<StoreId, SortedMap<StoreKey, byte[]>> stores = new TreeMap<>();
        private OpenReport.State state = OpenReport.State.EMPTY;
        private ShelfEngine opener;
        private ShelfEnvironment environment;
    }

    ShelfEngine(String name) {
        this(name, new HashMap<>());
    }

    private ShelfEngine(String name, Map<Path, Shelf> shelves) {
        this.name = name;
        this.shelves = shelves;
    }

    /** Another engine of the same name, that opens what this one has put on its shelves. */
    ShelfEngine successor() {
        return new ShelfEngine(name, shelves);
    }

    /** Less than usual. */
    void takeNoRecordLongerThan(int bytes) {
        maxRecordBytes = bytes;
    }

    /** Done before an environment is opened; may hold it up, or throw. */
    void beforeOpen(Runnable action) {
        beforeOpen = action;
    }

    /** As if the process had died: what is stored stays, and whoever has it open can't change it any more. */
    void kill() {
        synchronized (shelves) {
            for (Shelf shelf : shelves.values()) {
                if (equals(shelf.opener)) {
                    shelf.opener = null;
                    shelf.state = OpenReport.State.RECOVERED;
                    shelf.environment.killed = true;
                }
            }
        }
    }

    /** What is stored of a table, in all instances: the stores' names with the keys, and the values. */
    SortedMap<String, String> contents(String table) {
        SortedMap<String, String> contents = new TreeMap<>();
        synchronized (shelves) {
            for (Shelf shelf : shelves.values()) {
                shelf.stores.forEach((id, entries) -> {
                    if (id.table().equals(table)) {
                        entries.forEach((key, value) ->
                                contents.put(id + " " + key, HexFormat.of().formatHex(value)));
                    }
                });
            }
        }
        return contents;
    }

    /** Stores of a table, empty ones included. */
    long stores(String table) {
        synchronized (shelves) {
            return shelves.values().stream()
                    .flatMap(shelf -> shelf.stores.keySet().stream())
                    .filter(id -> id.table().equals(table))
                    .count();
        }
    }

    /** Changes or removes an entry behind everybody's back. */
    void spoilAnEntry(String table) {
        synchronized (shelves) {
            for (Shelf shelf : shelves.values()) {
                for (Map.Entry<StoreId, SortedMap<StoreKey, byte[]>> store : shelf.stores.entrySet()) {
                    if (store.getKey().table().equals(table)
                            && !store.getValue().isEmpty()) {
                        store.getValue().put(store.getValue().firstKey(), new byte[] {1});
                        return;
                    }
                }
            }
        }
        throw new AssertionError("no entry of " + table);
    }

    /** As a defective successor would. */
    void loseAnEntry() {
        synchronized (shelves) {
            shelves.values().stream()
                    .flatMap(shelf -> shelf.stores.values().stream())
                    .filter(store -> !store.isEmpty())
                    .findFirst()
                    .ifPresent(store -> store.remove(store.firstKey()));
        }
    }

    /**
     * As after a crash, what was not forced.
     *
     * @param every of so many entries of the table one; 1 for all
     * @return how many
     */
    int loseEntries(String table, int every) {
        int[] seen = new int[1];
        int[] lost = new int[1];
        synchronized (shelves) {
            for (Shelf shelf : shelves.values()) {
                shelf.stores.forEach((id, entries) -> {
                    if (id.table().equals(table)) {
                        int before = entries.size();
                        entries.keySet().removeIf(key -> seen[0]++ % every == 0);
                        lost[0] += before - entries.size();
                    }
                });
            }
        }
        return lost[0];
    }

    /**
     * A copy of all that is stored now.
     *
     * @return puts it back
     */
    Runnable backup() {
        Map<Path, SortedMap<StoreId, SortedMap<StoreKey, byte[]>>> copies = new HashMap<>();
        synchronized (shelves) {
            shelves.forEach((path, shelf) -> {
                SortedMap<StoreId, SortedMap<StoreKey, byte[]>> copy = new TreeMap<>();
                shelf.stores.forEach((id, entries) -> copy.put(id, new TreeMap<>(entries)));
                copies.put(path, copy);
            });
        }
        return () -> {
            synchronized (shelves) {
                copies.forEach((path, copy) -> {
                    shelves.get(path).stores.clear();
                    shelves.get(path).stores.putAll(copy);
                });
            }
        };
    }

    /** Stores that were scanned since this was last asked. */
    SortedSet<StoreId> takeScanned() {
        SortedSet<StoreId> taken = new TreeSet<>(scanned);
        scanned.removeAll(taken);
        return taken;
    }

    /** Only the next environment opened finds this; later ones are as they were closed. */
    void nextOpensAs(OpenReport.State state) {
        nextState = Optional.of(state);
    }

    /** What tables have, not what it is tried with before. */
    void failToOpen(RuntimeException failure) {
        failToOpen(Optional.of(failure));
    }

    void failToOpen(Optional<RuntimeException> failure) {
        openFailure = failure;
    }

    void failToClose(RuntimeException failure) {
        closeFailure = Optional.of(failure);
    }

    /** Told of each store before it is dropped; may throw. */
    void beforeDrop(Consumer<StoreId> action) {
        beforeDrop = action;
    }

    void failToRead(Optional<RuntimeException> failure) {
        readFailure = failure;
    }

    /** Told of each batch before it is written; may hold it up, or throw. */
    void beforeWrite(Consumer<List<Mutation>> action) {
        beforeWrite = action;
    }

    /** {@code instance: durability, number of mutations} of each batch written. */
    List<List<String>> batches() {
        return List.copyOf(batches);
    }

    /** Whether all batches have been forced. */
    boolean isForced() {
        return forcedBatches == batches.size();
    }

    /** Those it has opened itself. */
    List<Path> open() {
        synchronized (shelves) {
            return shelves.entrySet().stream()
                    .filter(shelf -> equals(shelf.getValue().opener))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EngineProfile profile() {
        return new EngineProfile(
                0, maxRecordBytes, maxRecordBytes, EnumSet.of(Durability.PROCESS, Durability.DISK), false, "tests");
    }

    @Override
    public List<EngineOption> options() {
        return List.of(new EngineOption("depth", EngineOption.Kind.NUMBER, "1", "shelves behind one another"));
    }

    @Override
    public void check(EnvironmentSettings settings) {
        openFailure.ifPresent(failure -> {
            throw failure;
        });
    }

    @Override
    public Environment open(EnvironmentSettings settings) {
        OptionReader reader = new OptionReader(this, settings);
        reader.number("depth", 1, 9);
        reader.refuseIfWrong();
        beforeOpen.run();
        openFailure
                .filter(failure -> !settings.instance().equals(EngineTrial.NAME))
                .ifPresent(failure -> {
                    throw failure;
                });
        synchronized (shelves) {
            Shelf shelf = shelves.computeIfAbsent(settings.directory(), directory -> new Shelf());
            if (shelf.opener != null) {
                throw new StorageException.InUse(settings.directory() + " has an opener");
            }
            shelf.opener = this;
            OpenReport report = new OpenReport(nextState.orElse(shelf.state), "shelf of " + settings.instance());
            nextState = Optional.empty();
            shelf.environment = new ShelfEnvironment(settings.instance(), shelf, report);
            return shelf.environment;
        }
    }

    private final class ShelfEnvironment implements Environment {
        private final String instance;
        private final Shelf shelf;
        private final OpenReport report;
        private boolean closed;
        private boolean killed;

        ShelfEnvironment(String instance, Shelf shelf, OpenReport report) {
            this.instance = instance;
            this.shelf = shelf;
            this.report = report;
        }

        private void refuseIfClosed() {
            if (closed || killed) {
                throw new StorageException.Closed("the shelf of " + instance + " was closed");
            }
        }

        private SortedMap<StoreKey, byte[]> entries(StoreId id) {
            refuseIfClosed();
            return shelf.stores.computeIfAbsent(id, absent -> new TreeMap<>());
        }

        @Override
        public OpenReport openReport() {
            return report;
        }

        @Override
        public PartitionStore store(StoreId id) {
            return new ShelfStore(this, id);
        }

        @Override
        public SortedSet<StoreId> stores() {
            synchronized (shelves) {
                refuseIfClosed();
                return new TreeSet<>(shelf.stores.keySet());
            }
        }

        @Override
        public void write(List<Mutation> batch, Durability durability) {
            beforeWrite.accept(batch);
            synchronized (shelves) {
                refuseIfClosed();
                for (Mutation mutation : batch) {
                    int bytes = mutation.value().map(value -> value.length).orElse(0);
                    if (bytes > maxRecordBytes) {
                        throw new StorageException.ValueTooLarge(mutation.store(), bytes, maxRecordBytes);
                    }
                }
                for (Mutation mutation : batch) {
                    SortedMap<StoreKey, byte[]> entries = entries(mutation.store());
                    mutation.value()
                            .ifPresentOrElse(
                                    value -> entries.put(mutation.key(), value), () -> entries.remove(mutation.key()));
                }
                batches.add(List.of(instance, durability.name(), Integer.toString(batch.size())));
            }
        }

        @Override
        public void sync() {
            forcedBatches = batches.size();
        }

        @Override
        public void close() {
            synchronized (shelves) {
                if (killed) {
                    throw new StorageException.Closed("the process that had the shelf was killed");
                }
                closed = true;
                shelf.opener = null;
                if (closeFailure.isPresent()) {
                    shelf.state = OpenReport.State.RECOVERED;
                    throw closeFailure.get();
                }
                shelf.state = OpenReport.State.CLEAN;
            }
        }
    }

    private final class ShelfStore implements PartitionStore {
        private final ShelfEnvironment environment;
        private final StoreId id;

        ShelfStore(ShelfEnvironment environment, StoreId id) {
            this.environment = environment;
            this.id = id;
        }

        @Override
        public StoreId id() {
            return id;
        }

        @Override
        public Optional<byte[]> get(StoreKey key) {
            readFailure.ifPresent(failure -> {
                throw failure;
            });
            synchronized (shelves) {
                return Optional.ofNullable(environment.entries(id).get(key)).map(byte[]::clone);
            }
        }

        @Override
        public void scan(Optional<StoreKey> from, EntryVisitor visitor) {
            scanned.add(id);
            List<Map.Entry<StoreKey, byte[]>> seen;
            synchronized (shelves) {
                seen = new ArrayList<>(environment.entries(id).entrySet());
            }
            for (Map.Entry<StoreKey, byte[]> entry : seen) {
                boolean before = from.isPresent() && entry.getKey().compareTo(from.get()) < 0;
                if (!before && !visitor.visit(entry.getKey(), entry.getValue())) {
                    return;
                }
            }
        }

        @Override
        public StoreStats stats() {
            synchronized (shelves) {
                SortedMap<StoreKey, byte[]> entries = environment.entries(id);
                return new StoreStats(
                        entries.size(),
                        entries.values().stream()
                                .mapToLong(value -> value.length)
                                .sum());
            }
        }

        @Override
        public void drop() {
            beforeDrop.accept(id);
            synchronized (shelves) {
                environment.shelf.stores.remove(id);
            }
        }
    }
}
