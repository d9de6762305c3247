package org.armature.engine.buffered;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.armature.storage.EntryVisitor;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreStats;

/** A store below, under what waits for it in the buffer. */
final class BufferedStore implements PartitionStore {
    private final PartitionStore below;
    private final WriteBuffer buffer;
    private final Lock turnBelow;
    private final Consumer<BufferedStore> onDrop;
    private volatile boolean dropped;

    /** @param turnBelow while it is held, nothing is in flight */
    BufferedStore(PartitionStore below, WriteBuffer buffer, Lock turnBelow, Consumer<BufferedStore> onDrop) {
        this.below = below;
        this.buffer = buffer;
        this.turnBelow = turnBelow;
        this.onDrop = onDrop;
    }

    @Override
    public StoreId id() {
        return below.id();
    }

    /** First in the buffer: what is not there any more when this looks is below when it looks there. */
    @Override
    public Optional<byte[]> get(StoreKey key) {
        refuseIfDropped();
        Optional<Mutation> known = buffer.find(id(), key);
        return known.isPresent() ? known.get().value().map(byte[]::clone) : below.get(key);
    }

    @Override
    public void scan(Optional<StoreKey> from, EntryVisitor visitor) {
        refuseIfDropped();
        new MergedScan(below, buffer, this::refuseIfDropped).run(from, visitor);
    }

    /**
     * Those below, and what the buffer adds to them. To know that, it looks up below, once, each key that has been
     * written since the last batch: at most as many as the buffer holds.
     */
    @Override
    public StoreStats stats() {
        refuseIfDropped();
        if (!buffer.has(id())) {
            return below.stats();
        }
        turnBelow.lock();
        try {
            List<Pending> pending = buffer.pending(id());
            StoreStats stats = below.stats();
            long entries = stats.entries();
            long bytes = stats.bytes();
            for (Pending one : pending) {
                long before = one.bytesIn(below);
                Mutation after = one.acknowledged().orElseThrow();
                entries += (after.value().isPresent() ? 1 : 0) - (before >= 0 ? 1 : 0);
                bytes += (after.value().isPresent() ? Pending.bytes(after) : 0)
                        - (before >= 0 ? after.key().length() + before : 0);
            }
            return new StoreStats(Math.max(0, entries), Math.max(0, bytes));
        } finally {
            turnBelow.unlock();
        }
    }

    /** Writes to it wait meanwhile; what was acknowledged before goes down first, so that nothing of it comes after. */
    @Override
    public synchronized void drop() {
        refuseIfDropped();
        buffer.shut(id());
        try {
            buffer.flush();
            below.drop();
            dropped = true;
            onDrop.accept(this);
        } finally {
            buffer.reopen(id());
        }
    }

    private void refuseIfDropped() {
        buffer.refuseIfClosed();
        if (dropped) {
            throw new StorageException.Closed("store " + id() + " was dropped");
        }
    }
}
