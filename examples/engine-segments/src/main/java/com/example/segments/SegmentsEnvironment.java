package com.example.segments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.armature.storage.Durability;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;

/** The log and the stores of one instance. Changes take turns on this object's monitor; reads and scans do not. */
final class SegmentsEnvironment implements Environment {
    private final SegmentLog log;
    private final Consumer<SegmentsEnvironment> whenClosed;
    private final NavigableMap<StoreId, SegmentStore> stores = new ConcurrentSkipListMap<>();
    private OpenReport report;
    private long liveBytes;
    private volatile boolean closed;

    private SegmentsEnvironment(SegmentLog log, Consumer<SegmentsEnvironment> whenClosed) {
        this.log = log;
        this.whenClosed = whenClosed;
    }

    /** @param whenClosed told once */
    static SegmentsEnvironment open(
            Path directory, long segmentSize, long freeDisk, Consumer<SegmentsEnvironment> whenClosed) {
        try {
            SegmentLog log = SegmentLog.claim(directory, segmentSize, freeDisk);
            try {
                SegmentsEnvironment environment = new SegmentsEnvironment(log, whenClosed);
                environment.report = log.recover(environment::apply);
                return environment;
            } catch (IOException | RuntimeException e) {
                log.giveUp();
                throw e;
            }
        } catch (IOException e) {
            throw Failures.of(directory + " was not opened", e);
        }
    }

    @Override
    public OpenReport openReport() {
        return report;
    }

    @Override
    public PartitionStore store(StoreId id) {
        refuseIfClosed();
        SegmentStore store = stores.get(id);
        return store == null ? made(id) : store;
    }

    /** A store is made in memory only: it is in the log with its first entry. */
    private synchronized SegmentStore made(StoreId id) {
        refuseIfClosed();
        return stores.computeIfAbsent(id, absent -> new SegmentStore(this, absent));
    }

    @Override
    public SortedSet<StoreId> stores() {
        refuseIfClosed();
        return new TreeSet<>(stores.keySet());
    }

    @Override
    public void write(List<Mutation> batch, Durability durability) {
        refuseIfClosed();
        EngineProfile profile = SegmentsEngine.PROFILE;
        if (!profile.durabilities().contains(durability)) {
            throw new StorageException.BadSettings("engine \"segments\" promises durability " + profile.durabilities()
                    + ", not " + durability + "; nothing was written");
        }
        boolean grows = false;
        for (Mutation mutation : batch) {
            long bytes = mutation.value().map(value -> value.length).orElse(0);
            grows |= mutation.value().isPresent();
            if (bytes > profile.maxRecordBytes()) {
                throw new StorageException.ValueTooLarge(mutation.store(), bytes, profile.maxRecordBytes());
            }
        }
        if (!batch.isEmpty()) {
            change(Frame.of(batch), grows, durability == Durability.DISK);
        }
    }

    private synchronized void change(Frame frame, boolean grows, boolean forced) {
        refuseIfClosed();
        try {
            clean();
            if (grows) {
                log.refuseWithoutRoom();
            }
            log.write(frame, this::apply);
            if (forced) {
                log.force();
            }
        } catch (IOException e) {
            throw Failures.of("a write to " + log.directory() + " failed and may have happened", e);
        }
    }

    /** Also of what is read when the log is opened: the index is always what the log says. */
    private void apply(Segment segment, long start, Frame frame) {
        for (Frame.Change change : frame.changes()) {
            if (change.kind() == Frame.Kind.DROP) {
                SegmentStore dropped = stores.remove(change.store());
                liveBytes -= dropped == null ? 0 : dropped.markDropped();
                continue;
            }
            SegmentStore store = stores.computeIfAbsent(change.store(), absent -> new SegmentStore(this, absent));
            liveBytes += change.kind() == Frame.Kind.DELETE
                    ? store.remove(change.key())
                    : store.put(
                            change.key(),
                            new Place(
                                    segment,
                                    start + change.valueAt(),
                                    change.valueLength(),
                                    frame.checksum(change),
                                    change.bytes()));
        }
    }

    /**
     * Gives room back. The oldest segment's live entries are written again at the end of the log, and its file goes:
     * always the oldest, so that a delete in it has nothing left to delete.
     */
    private void clean() throws IOException {
        if (log.isDueForCleaning(liveBytes)) {
            log.cleanOldest(this::isLive, this::apply);
        }
    }

    private boolean isLive(Segment segment, long start, Frame.Change change) {
        SegmentStore store = stores.get(change.store());
        return store != null
                && change.kind() == Frame.Kind.PUT
                && store.isAt(change.key(), segment, start + change.valueAt());
    }

    /** Forced, since a drop that returned must outlive everything a write does. */
    synchronized void drop(SegmentStore store) {
        store.refuseIfGone();
        try {
            log.write(Frame.dropping(store.id()), this::apply);
            log.force();
        } catch (IOException e) {
            throw Failures.of("dropping " + store.id() + " failed and may have happened", e);
        }
    }

    @Override
    public synchronized void sync() {
        refuseIfClosed();
        try {
            log.force();
        } catch (IOException e) {
            throw Failures.of("forcing " + log.directory() + " failed", e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        whenClosed.accept(this);
        try {
            log.close();
        } catch (IOException e) {
            throw Failures.of(log.directory() + " was not closed cleanly; what was acknowledged is there", e);
        }
    }

    void refuseIfClosed() {
        if (closed) {
            throw new StorageException.Closed("the environment in " + log.directory() + " was closed");
        }
    }
}
