package org.armature.server;

import java.util.Queue;
import org.armature.node.Effect;

/** A thread on which a shard's storage calls block, so that its loop does not. */
final class StorageLane extends Loop<Effect> {
    private final StorageWork work;

    /** @param work carries them out, and tells how each call ended on this lane's thread */
    StorageLane(String name, StorageWork work, Broken broken) {
        super(name, broken);
        this.work = work;
    }

    @Override
    void handle(Queue<Effect> batch) {
        work.carryOut(batch);
    }
}
