package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.armature.engine.common.StoreFigures;
import org.armature.storage.EntryVisitor;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreStats;

/** One partition's rows of a data table. */
final class MysqlStore implements PartitionStore {
    /** A scan's first chunk is small, as short scans are; each further one is four times as large as the one before. */
    private static final int FIRST_CHUNK_ROWS = 16;

    private static final int CHUNK_ROWS = 1_024;
    private static final long CHUNK_BYTES = 1 << 20;

    /** Told once when a store is dropped, and whether all of it is gone already. */
    interface DropListener {
        void dropped(MysqlStore store, boolean whole);
    }

    private final StoreId id;
    private final LiveDatabase live;
    private final StoreRows catalogue;
    private final DataTable table;
    private final DropListener onDrop;

    /** Read by all that use the rows, written by drop. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    /** Makes two writers of one store take turns, although there should be one, so that figures are right. */
    private final Lock writing = new ReentrantLock();

    /** Held while the rows of a dropped store are removed. */
    private final Lock purging = new ReentrantLock();

    private volatile StoreFigures figures;
    private volatile boolean dropped;

    /** Of writes whose outcome is not known: what was there before the first of them. Under the writer's turn. */
    private final Map<StoreKey, Integer> unknown = new HashMap<>();

    MysqlStore(
            StoreId id,
            DataTable table,
            LiveDatabase live,
            StoreRows catalogue,
            StoreFigures figures,
            DropListener onDrop) {
        this.id = id;
        this.live = live;
        this.catalogue = catalogue;
        this.table = table;
        this.figures = figures;
        this.onDrop = onDrop;
    }

    @Override
    public StoreId id() {
        return id;
    }

    @Override
    public Optional<byte[]> get(StoreKey key) {
        use.readLock().lock();
        try {
            refuseIfDropped();
            return live.read(connection -> table.get(connection, id.partition(), key));
        } finally {
            use.readLock().unlock();
        }
    }

    /**
     * In chunks, each a query of its own by the primary key: between them no connection, lock or snapshot is held, so that
     * a visitor may take its time and call the store again, and a connection lost half way costs one query.
     */
    @Override
    public void scan(Optional<StoreKey> from, EntryVisitor visitor) {
        Optional<byte[]> next = from.map(StoreKey::toBytes);
        for (int most = FIRST_CHUNK_ROWS; ; most = Math.min(4 * most, CHUNK_ROWS)) {
            int asked = Math.min(most, rowsOfAChunk());
            DataTable.Chunk chunk = chunk(next, asked);
            for (int i = 0; i < chunk.keys().size(); i++) {
                if (!visitor.visit(chunk.keys().get(i), chunk.values().get(i))) {
                    return;
                }
            }
            if (chunk.keys().isEmpty()) {
                return;
            }
            next = Optional.of(successorOfLast(chunk.keys()));
        }
    }

    @Override
    public StoreStats stats() {
        live.refuseIfClosed();
        refuseIfDropped();
        return figures.toStats();
    }

    /** Marks the store as dropped, from when on it is never shown again, then removes its rows, a thousand at a time. */
    @Override
    public void drop() {
        purging.lock();
        try {
            closeToAll();
            boolean whole = false;
            try {
                purge(live, catalogue, table, id);
                whole = true;
            } finally {
                onDrop.dropped(this, whole);
            }
        } finally {
            purging.unlock();
        }
    }

    /** Marks a store as dropped, removes its rows, and then the mark. */
    static void purge(LiveDatabase live, StoreRows catalogue, DataTable table, StoreId id) {
        live.change(connection -> {
            catalogue.markDropped(connection, id);
            return null;
        });
        Optional<byte[]> from = Optional.of(new byte[StoreKey.POSITION_BYTES]);
        while (from.isPresent()) {
            byte[] position = from.get();
            from = live.change(connection -> table.purge(connection, id.partition(), position));
        }
        live.change(connection -> {
            catalogue.delete(connection, id);
            return null;
        });
    }

    /** Returns when the rows of a dropped store are removed, or when that failed. */
    @SuppressWarnings("LockNotBeforeTry") // there is nothing to do while it is held
    void awaitPurged() {
        purging.lock();
        purging.unlock();
    }

    boolean isDropped() {
        return dropped;
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

    DataTable table() {
        return table;
    }

    StoreFigures figures() {
        return figures;
    }

    /** Sets figures that are known to hold. In the writer's turn. */
    void committed(StoreFigures after) {
        figures = after;
    }

    /** Notes what was there before a write whose outcome is not known. In the writer's turn. */
    void unknownSince(Map<StoreKey, Integer> lengthsBefore) {
        lengthsBefore.forEach(unknown::putIfAbsent);
    }

    /** Sees what became of writes whose outcome was not known, and counts it. In the writer's turn. */
    void settle(Connection connection) throws SQLException {
        if (unknown.isEmpty()) {
            return;
        }
        List<DataTable.RowName> names = unknown.keySet().stream()
                .map(key -> new DataTable.RowName(id.partition(), key))
                .toList();
        Map<DataTable.RowName, Integer> lengths = table.lengths(connection, names);
        StoreFigures settled = figures;
        for (DataTable.RowName name : names) {
            settled = settled.after(
                    name.key().length(), unknown.get(name.key()), lengths.getOrDefault(name, StoreFigures.ABSENT));
        }
        figures = settled;
        unknown.clear();
    }

    /** From here on nobody uses the rows, also if the mark's outcome stays unknown: what was written could be lost. */
    private void closeToAll() {
        use.writeLock().lock();
        try {
            live.refuseIfClosed();
            refuseIfDropped();
            dropped = true;
        } finally {
            use.writeLock().unlock();
        }
    }

    private DataTable.Chunk chunk(Optional<byte[]> from, int mostRows) {
        use.readLock().lock();
        try {
            refuseIfDropped();
            return live.read(connection -> table.chunk(connection, id.partition(), from, mostRows, CHUNK_BYTES));
        } finally {
            use.readLock().unlock();
        }
    }

    /** So many that average rows fill a chunk: what is asked for is sent whole, even if the chunk is full before. */
    private int rowsOfAChunk() {
        StoreFigures now = figures;
        long average = now.entries() == 0 ? 1 : Math.max(1, now.bytes() / now.entries());
        return (int) Math.max(1, Math.min(CHUNK_ROWS, CHUNK_BYTES / average));
    }

    /** The least key that is greater than all of the chunk. */
    private static byte[] successorOfLast(List<StoreKey> keys) {
        byte[] last = keys.get(keys.size() - 1).toBytes();
        return Arrays.copyOf(last, last.length + 1);
    }

    private void refuseIfDropped() {
        if (dropped) {
            throw new StorageException.Closed("store " + id + " was dropped");
        }
    }
}
