package org.armature.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.armature.node.Effect;
import org.armature.node.Event;

/**
 * Where a shard's storage calls run. On lanes of their own the loop never waits for an engine, at the price of two
 * changes of thread a call. On the loop itself, what is not forced to disk costs none, and a read that misses every
 * cache holds up the shard; writes that wait for the disk, or for an engine's own thread, have their lane all the same.
 * Owned by the shard's loop.
 */
final class ShardStorage implements AutoCloseable {
    /**
     * @param shard from 0
     * @param shards how many the node has; this one owns each partition whose number leaves the remainder {@code shard}
     * @param onLoop whether calls that are not forced run on the loop
     */
    record Place(int shard, int shards, boolean onLoop) {
        boolean owns(int partition) {
            return partition % shards == shard;
        }
    }

    private final boolean onLoop;
    private final EngineBindings bindings;
    private final Consumer<Effect.NoteReaped> reaped;
    private final MirroredStores mirrored;
    private final StorageWork work;
    private final StorageLane reads;
    private final StorageLane writes;
    private Queue<Effect> waiting = new ArrayDeque<>();

    /**
     * @param reaped writes down, on the thread that calls it, what is removed for good
     * @param step takes the results of calls on the loop, on its thread
     * @param tell takes the results of calls on lanes, from any thread
     * @param wake has the loop call {@link #settle} soon
     */
    ShardStorage(
            Place place,
            EngineBindings bindings,
            Consumer<Effect.NoteReaped> reaped,
            Consumer<Event> step,
            Consumer<Event> tell,
            Runnable wake,
            Broken broken) {
        this.onLoop = place.onLoop();
        this.bindings = bindings;
        this.reaped = reaped;
        this.mirrored = new MirroredStores(place.shard(), bindings, tell);
        this.work = new StorageWork(place, bindings, reaped, step, tell, wake);
        this.reads = new StorageLane("armature-read-" + place.shard(), place, bindings, reaped, tell, broken);
        this.writes = new StorageLane("armature-write-" + place.shard(), place, bindings, reaped, tell, broken);
    }

    void start() {
        reads.start();
        writes.start();
    }

    /** @param read a read, or one of hints */
    void read(Effect read) {
        if (onLoop) {
            waiting.add(read);
        } else {
            reads.tell(read);
        }
    }

    void write(Effect.WriteRecord write) {
        if (onLoop && !bindings.waits(write.table(), write.durability())) {
            waiting.add(write);
        } else {
            writes.tell(write);
        }
    }

    /** Before any write that is asked for later is carried out, on whichever thread. */
    void note(Effect.NoteReaped noted) {
        if (onLoop) {
            reaped.accept(noted);
        } else {
            writes.tell(noted);
        }
    }

    /** On a lane of its own, since it waits for the disk. */
    void sync(Effect.SyncTable sync) {
        writes.tell(sync);
    }

    /** On threads of the table's other engine. */
    void compare(Effect.CompareStore compare) {
        mirrored.compare(compare);
    }

    void match(Effect.MatchRecord match) {
        mirrored.match(match);
    }

    /** Carries out what is to run on the loop, and what its results ask for, until nothing is left that may go on. */
    void settle() {
        work.goOn();
        while (!waiting.isEmpty()) {
            Queue<Effect> calls = waiting;
            waiting = new ArrayDeque<>();
            work.carryOut(calls);
        }
    }

    /** How long {@link #settle} has nothing to do unless something is to run or the loop is woken, in nanoseconds. */
    long nanosToNext() {
        return work.nanosToNext();
    }

    @Override
    public void close() {
        reads.close();
        writes.close();
    }
}
