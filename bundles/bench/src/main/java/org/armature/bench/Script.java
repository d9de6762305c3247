package org.armature.bench;

import java.util.SplittableRandom;

/**
 * The operations of one thread, one after the other, for ever: the same for the same seed and thread. Keys are drawn
 * evenly; a read takes any key, a write one of the thread's own. Not thread-safe.
 */
public final class Script {
    private final Workload workload;
    private final int thread;
    private final int ownKeys;
    private final SplittableRandom random;

    public Script(Workload workload, int thread) {
        this.workload = workload;
        this.thread = thread;
        this.ownKeys = workload.keysOf(thread);
        this.random = new SplittableRandom(workload.seed() * 1_000_003L + thread);
    }

    public Operation next() {
        return random.nextInt(100) < workload.readPercent()
                ? new Operation(true, random.nextInt(workload.keys()))
                : new Operation(false, thread + workload.threads() * random.nextInt(ownKeys));
    }

    /** @param key number of the key to get or put */
    public record Operation(boolean read, int key) {}
}
