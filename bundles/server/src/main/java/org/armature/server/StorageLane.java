package org.armature.server;

import java.util.Queue;
import java.util.function.Consumer;
import org.armature.node.Effect;
import org.armature.node.Event;

/** A thread on which a shard's storage calls block, so that its loop does not. */
final class StorageLane extends Loop<Effect> {
    private final StorageWork work;

    /**
     * @param reaped writes down, on this lane's thread, what is removed for good
     * @param results told how each call ended, on this lane's thread
     */
    StorageLane(
            String name,
            ShardStorage.Place place,
            EngineBindings bindings,
            Consumer<Effect.NoteReaped> reaped,
            Consumer<Event> results,
            Broken broken) {
        super(name, broken);
        this.work = new StorageWork(place, bindings, reaped, results, results, this::wake);
    }

    @Override
    void handle(Queue<Effect> batch) {
        work.carryOut(batch);
    }

    @Override
    long idle() {
        work.goOn();
        return work.nanosToNext();
    }
}
