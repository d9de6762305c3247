package org.armature.engine.buffered;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.storage.EntryVisitor;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreKey;

/**
 * A scan of a store below and of its changes in the buffer, merged in key order. In chunks, so that it holds nothing
 * while the visitor is at work and shows no chunk that is old. Each chunk looks in the buffer first: what has left it by
 * then is below when the chunk looks there.
 */
final class MergedScan {
    /** A scan's first chunk is small, as short scans are; each further one is four times as large as the one before. */
    private static final int FIRST_CHUNK_ENTRIES = 16;

    private static final int CHUNK_ENTRIES = 256;
    private static final int CHUNK_BYTES = 1 << 20;

    private final PartitionStore below;
    private final WriteBuffer buffer;
    private final Runnable refuseIfGone;

    /** @param refuseIfGone throws if the store is not there any more */
    MergedScan(PartitionStore below, WriteBuffer buffer, Runnable refuseIfGone) {
        this.below = below;
        this.buffer = buffer;
        this.refuseIfGone = refuseIfGone;
    }

    void run(Optional<StoreKey> from, EntryVisitor visitor) {
        Chunk chunk = new Chunk(from, false, FIRST_CHUNK_ENTRIES);
        while (chunk.show(visitor)) {
            refuseIfGone.run();
            chunk = new Chunk(chunk.end, true, Math.min(4 * chunk.most, CHUNK_ENTRIES));
        }
    }

    private final class Chunk {
        private final int most;
        private final NavigableMap<StoreKey, byte[]> entries = new TreeMap<>();

        /** Last key this chunk knows of; empty if it knows all to the end of the store. */
        private Optional<StoreKey> end;

        Chunk(Optional<StoreKey> start, boolean exclusive, int most) {
            this.most = most;
            NavigableMap<StoreKey, Mutation> changes = buffer.changes(below.id(), start, exclusive, most);
            end = changes.size() == most ? Optional.of(changes.lastKey()) : Optional.empty();
            readBelow(start, exclusive);
            changes.forEach((key, change) -> change.value()
                    .ifPresentOrElse(value -> entries.put(key, value.clone()), () -> entries.remove(key)));
        }

        private void readBelow(Optional<StoreKey> start, boolean exclusive) {
            long[] bytes = new long[1];
            below.scan(start, (key, value) -> {
                if (end.isPresent() && key.compareTo(end.get()) > 0) {
                    return false;
                }
                if (exclusive && key.equals(start.orElseThrow())) {
                    return true;
                }
                entries.put(key, value);
                bytes[0] += value.length;
                if (entries.size() < most && bytes[0] < CHUNK_BYTES) {
                    return true;
                }
                end = Optional.of(key);
                return false;
            });
        }

        /** Whether the visitor wants more and there may be more. */
        boolean show(EntryVisitor visitor) {
            NavigableMap<StoreKey, byte[]> known =
                    end.map(last -> entries.headMap(last, true)).orElse(entries);
            for (Map.Entry<StoreKey, byte[]> entry : known.entrySet()) {
                if (!visitor.visit(entry.getKey(), entry.getValue())) {
                    return false;
                }
            }
            return end.isPresent();
        }
    }
}
