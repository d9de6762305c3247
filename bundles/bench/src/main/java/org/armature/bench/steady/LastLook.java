package org.armature.bench.steady;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.armature.bench.SeededObjects;
import org.armature.bench.Witness;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.demo.traffic.Jobs;
import org.armature.model.Bytes;
import org.armature.model.Key;

/** Reads every key from all its owners, when the load has ended, and holds it against what was acknowledged. */
public final class LastLook {
    private static final int THREADS = 8;
    private static final int ATTEMPTS = 5;

    private final Table table;
    private final SeededObjects objects;
    private final Witness acknowledged;
    private final Owners owners;
    private final ReadOptions all;

    /** @param n owners of each key */
    public LastLook(Table table, SeededObjects objects, Witness acknowledged, Owners owners, int n) {
        this.table = table;
        this.objects = objects;
        this.acknowledged = acknowledged;
        this.owners = owners;
        this.all = ReadOptions.DEFAULT.strict().withR(n);
    }

    /**
     * @param keys how many there are
     * @param lost whose last acknowledged write is not there, nor a later one
     * @param unread that could not be read from all owners in several attempts
     * @param thin that an owner did not hold, before they were read
     * @param unknown whose owners did not tell
     */
    public record Found(int keys, int lost, int unread, int thin, int unknown) {}

    /**
     * @param progress is told how many keys are done
     * @throws ExecutionException if a thread ended by something that is no failure of the store
     */
    public Found run(int keys, IntConsumer progress) throws InterruptedException, ExecutionException {
        AtomicInteger lost = new AtomicInteger();
        AtomicInteger unread = new AtomicInteger();
        AtomicInteger thin = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        Jobs.Job look = key -> {
            switch (owners.copies(key)) {
                case ALL -> {}
                case TOO_FEW -> thin.incrementAndGet();
                case UNKNOWN -> unknown.incrementAndGet();
            }
            switch (read(key)) {
                case THERE -> {}
                case LOST -> lost.incrementAndGet();
                case UNREAD -> unread.incrementAndGet();
            }
        };
        Jobs.run(keys, THREADS, thread -> look, progress);
        return new Found(keys, lost.get(), unread.get(), thin.get(), unknown.get());
    }

    private enum Reading {
        THERE,
        LOST,
        UNREAD
    }

    private Reading read(int key) {
        for (int failures = 0; failures < ATTEMPTS; ) {
            try {
                ReadResult found = table.get(new Key(Bytes.wrap(SeededObjects.key(key))), all);
                return isThere(key, found) ? Reading.THERE : Reading.LOST;
            } catch (StoreException failure) {
                failures++; // the nodes are asked again: what counts is what they hold
            }
        }
        return Reading.UNREAD;
    }

    private boolean isThere(int key, ReadResult found) {
        return found.values().stream()
                .map(Bytes::shared)
                .anyMatch(value ->
                        objects.isValueOf(key, value) && objects.writeOf(value) >= acknowledged.acknowledged(key));
    }
}
