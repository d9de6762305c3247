package com.example.segments;

import java.io.IOException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.armature.storage.EntryVisitor;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreStats;

/** The places of one store's values, in ring order. Changed under the environment's monitor; read without. */
final class SegmentStore implements PartitionStore {
    private final SegmentsEnvironment environment;
    private final StoreId id;
    private final NavigableMap<StoreKey, Place> places = new ConcurrentSkipListMap<>();
    private volatile StoreStats stats = new StoreStats(0, 0);
    private volatile boolean dropped;

    SegmentStore(SegmentsEnvironment environment, StoreId id) {
        this.environment = environment;
        this.id = id;
    }

    @Override
    public StoreId id() {
        return id;
    }

    @Override
    public Optional<byte[]> get(StoreKey key) {
        refuseIfGone();
        Optional<byte[]> value = Optional.empty();
        Place place = places.get(key);
        while (place != null && value.isEmpty()) {
            value = read(place);
            if (value.isEmpty()) {
                refuseIfGone();
                place = places.get(key); // its segment was cleaned meanwhile, and the value stands elsewhere
            }
        }
        return value;
    }

    private Optional<byte[]> read(Place place) {
        try {
            return place.segment().value(place);
        } catch (IOException e) {
            throw Failures.of("a read of " + place.segment().path() + " failed", e);
        }
    }

    @Override
    public void scan(Optional<StoreKey> from, EntryVisitor visitor) {
        refuseIfGone();
        NavigableMap<StoreKey, Place> range =
                from.map(first -> places.tailMap(first, true)).orElse(places);
        for (StoreKey key : range.keySet()) {
            Optional<byte[]> value = get(key);
            if (value.isPresent() && !visitor.visit(key, value.get())) {
                return;
            }
        }
        refuseIfGone();
    }

    @Override
    public StoreStats stats() {
        refuseIfGone();
        return stats;
    }

    @Override
    public void drop() {
        environment.drop(this);
    }

    /** @return bytes of the log it keeps alive more than before, negative if fewer */
    long put(StoreKey key, Place place) {
        return counted(key, places.put(key, place), place);
    }

    /** The same. */
    long remove(StoreKey key) {
        return counted(key, places.remove(key), null);
    }

    private long counted(StoreKey key, Place before, Place after) {
        stats = new StoreStats(
                stats.entries() + (after == null ? 0 : 1) - (before == null ? 0 : 1),
                stats.bytes() + bytes(key, after) - bytes(key, before));
        return (after == null ? 0 : after.cost()) - (before == null ? 0 : before.cost());
    }

    private static long bytes(StoreKey key, Place place) {
        return place == null ? 0 : (long) key.length() + place.length();
    }

    /** @return bytes of the log that it kept alive */
    long markDropped() {
        dropped = true;
        long kept = places.values().stream().mapToLong(Place::cost).sum();
        places.clear();
        return kept;
    }

    boolean isAt(StoreKey key, Segment segment, long offset) {
        Place place = places.get(key);
        return place != null && place.segment() == segment && place.offset() == offset;
    }

    void refuseIfGone() {
        environment.refuseIfClosed();
        if (dropped) {
            throw new StorageException.Closed("store " + id + " was dropped");
        }
    }
}
