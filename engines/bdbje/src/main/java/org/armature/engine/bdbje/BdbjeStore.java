package org.armature.engine.bdbje;

import com.sleepycat.je.CacheMode;
import com.sleepycat.je.Cursor;
import com.sleepycat.je.Database;
import com.sleepycat.je.DatabaseEntry;
import com.sleepycat.je.LockMode;
import com.sleepycat.je.OperationStatus;
import com.sleepycat.je.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.armature.engine.common.StoreFigures;
import org.armature.storage.EntryVisitor;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreStats;

/** One JE database. Its entries have the bytes of their store keys for keys, which gives ring order. */
final class BdbjeStore implements PartitionStore {
    /** Before all store keys, which have 17 bytes and more. */
    private static final byte[] FIGURES_KEY = {0};

    /** After the figures, before all store keys. */
    private static final byte[] BEFORE_ALL = {0, 0};

    /** A scan's first chunk is small, as short scans are; each further one is four times as large as the one before. */
    private static final int FIRST_CHUNK_ENTRIES = 16;

    private static final int CHUNK_ENTRIES = 256;
    private static final int CHUNK_BYTES = 1 << 20;

    /** Some entries in a row. */
    private record Chunk(List<StoreKey> keys, List<byte[]> values) {}

    private final StoreId id;
    private final LiveSession live;
    private final Consumer<BdbjeStore> onDrop;

    /** Read by all that use the database, written by drop. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    /** Makes two writers of one store take turns, although there should be one, so that figures are right. */
    private final Lock writing = new ReentrantLock();

    private volatile StoreFigures figures;
    private volatile boolean dropped;

    private BdbjeStore(StoreId id, LiveSession live, Consumer<BdbjeStore> onDrop, StoreFigures figures) {
        this.id = id;
        this.live = live;
        this.onDrop = onDrop;
        this.figures = figures;
    }

    /** Opens the database, which is made if it is not there. */
    static BdbjeStore open(StoreId id, LiveSession live, Consumer<BdbjeStore> onDrop) {
        return new BdbjeStore(id, live, onDrop, live.run(session -> storedFigures(session.database(id))));
    }

    @Override
    public StoreId id() {
        return id;
    }

    @Override
    public Optional<byte[]> get(StoreKey key) {
        byte[] bytes = key.toBytes();
        use.readLock().lock();
        try {
            refuseIfDropped();
            return live.run(session -> read(session.database(id), bytes));
        } finally {
            use.readLock().unlock();
        }
    }

    /** In chunks, each with a cursor of its own, so that nothing is held while the visitor is at work. */
    @Override
    public void scan(Optional<StoreKey> from, EntryVisitor visitor) {
        byte[] next = from.map(StoreKey::toBytes).orElse(BEFORE_ALL);
        for (int most = FIRST_CHUNK_ENTRIES; next != null; most = Math.min(4 * most, CHUNK_ENTRIES)) {
            Chunk chunk = chunk(next, most);
            for (int i = 0; i < chunk.keys().size(); i++) {
                if (!visitor.visit(chunk.keys().get(i), chunk.values().get(i))) {
                    return;
                }
            }
            next = successorOfLast(chunk.keys());
        }
    }

    @Override
    public StoreStats stats() {
        live.refuseIfClosed();
        refuseIfDropped();
        return figures.toStats();
    }

    @Override
    public void drop() {
        use.writeLock().lock();
        try {
            refuseIfDropped();
            live.run(session -> {
                session.drop(id);
                return null;
            });
            dropped = true;
            onDrop.accept(this);
        } finally {
            use.writeLock().unlock();
        }
    }

    /** Takes the writer's turn; returns whether the store is still there, else nothing is taken. */
    boolean beginWrite() {
        use.readLock().lock();
        if (dropped) {
            use.readLock().unlock();
            return false;
        }
        writing.lock();
        return true;
    }

    void endWrite() {
        writing.unlock();
        use.readLock().unlock();
    }

    /** Applies mutations of this store, sorted by key, within the transaction; the figures that hold if it commits. */
    StoreFigures apply(JeSession session, Transaction transaction, List<Mutation> mutations) {
        StoreFigures after = figures;
        try (Cursor cursor = session.database(id).openCursor(transaction, null)) {
            for (Mutation mutation : mutations) {
                after = apply(cursor, mutation, after);
            }
            if (after.differMuchFromStored()) {
                cursor.put(new DatabaseEntry(FIGURES_KEY), new DatabaseEntry(after.toBytes()));
                after = after.stored();
            }
        }
        return after;
    }

    /** Stores the figures, so that the next opener has them exactly. */
    void storeFigures(JeSession session, Transaction transaction) {
        if (figures.differFromStored() && !dropped) {
            session.database(id).put(transaction, new DatabaseEntry(FIGURES_KEY), new DatabaseEntry(figures.toBytes()));
        }
    }

    void committed(StoreFigures after) {
        figures = after;
    }

    private static StoreFigures apply(Cursor cursor, Mutation mutation, StoreFigures figures) {
        byte[] bytes = mutation.key().toBytes();
        DatabaseEntry key = new DatabaseEntry(bytes);
        DatabaseEntry old = new DatabaseEntry();
        boolean there = cursor.getSearchKey(key, old, LockMode.RMW) == OperationStatus.SUCCESS;
        byte[] after = mutation.value().orElse(null);
        if (after == null) {
            if (there) {
                cursor.delete();
            }
        } else if (there) {
            cursor.putCurrent(new DatabaseEntry(after));
        } else {
            cursor.put(key, new DatabaseEntry(after));
        }
        return figures.after(
                bytes.length,
                there ? old.getSize() : StoreFigures.ABSENT,
                after == null ? StoreFigures.ABSENT : after.length);
    }

    private Chunk chunk(byte[] from, int most) {
        use.readLock().lock();
        try {
            refuseIfDropped();
            return live.run(session -> readChunk(session.database(id), from, most));
        } finally {
            use.readLock().unlock();
        }
    }

    private static Chunk readChunk(Database database, byte[] from, int most) {
        Chunk chunk = new Chunk(new ArrayList<>(), new ArrayList<>());
        DatabaseEntry key = new DatabaseEntry(from);
        DatabaseEntry value = new DatabaseEntry();
        int bytes = 0;
        try (Cursor cursor = database.openCursor(null, null)) {
            cursor.setCacheMode(CacheMode.UNCHANGED);
            OperationStatus status = cursor.getSearchKeyRange(key, value, LockMode.DEFAULT);
            while (status == OperationStatus.SUCCESS) {
                chunk.keys().add(StoreKey.fromBytes(key.getData()));
                chunk.values().add(value.getData());
                bytes += key.getSize() + value.getSize();
                if (chunk.keys().size() == most || bytes >= CHUNK_BYTES) {
                    break;
                }
                status = cursor.getNext(key, value, LockMode.DEFAULT);
            }
        }
        return chunk;
    }

    private static Optional<byte[]> read(Database database, byte[] key) {
        DatabaseEntry value = new DatabaseEntry();
        return database.get(null, new DatabaseEntry(key), value, LockMode.DEFAULT) == OperationStatus.SUCCESS
                ? Optional.of(value.getData())
                : Optional.empty();
    }

    private static StoreFigures storedFigures(Database database) {
        return read(database, FIGURES_KEY).map(StoreFigures::fromBytes).orElse(StoreFigures.NONE);
    }

    /** The least key that is greater than all of the chunk; null after an empty one, which is the end. */
    private static byte[] successorOfLast(List<StoreKey> keys) {
        if (keys.isEmpty()) {
            return null;
        }
        byte[] last = keys.get(keys.size() - 1).toBytes();
        return Arrays.copyOf(last, last.length + 1);
    }

    private void refuseIfDropped() {
        if (dropped) {
            throw new StorageException.Closed("store " + id + " was dropped");
        }
    }
}
