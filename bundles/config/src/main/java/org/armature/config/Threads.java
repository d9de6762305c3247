package org.armature.config;

/**
 * How a node's work is spread.
 *
 * @param shards single-threaded loops that own the partitions, each with its own threads for storage, 1 to 64
 * @param network threads that serve connections, 1 to 64
 */
public record Threads(int shards, int network) {
    static final int MAX_SHARDS = 64;
    static final int MAX_NETWORK = 64;

    public Threads {
        if (shards < 1 || shards > MAX_SHARDS || network < 1 || network > MAX_NETWORK) {
            throw new IllegalArgumentException("1 to " + MAX_SHARDS + " shards and 1 to " + MAX_NETWORK
                    + " network threads are possible, not " + shards + " and " + network);
        }
    }

    /** What suits a machine of so many cores. */
    static Threads forCores(int cores) {
        return new Threads(Math.min(cores, MAX_SHARDS), Math.max(1, Math.min(cores / 2, MAX_NETWORK)));
    }
}
