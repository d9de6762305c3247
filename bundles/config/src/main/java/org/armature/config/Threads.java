package org.armature.config;

/**
 * How a node's work is spread.
 *
 * @param shards single-threaded loops that own the partitions, 1 to 64
 * @param network threads that serve connections, 1 to 64
 * @param storage where calls of engines run that are not forced to disk
 */
public record Threads(int shards, int network, Storage storage) {
    /** Where calls of storage engines run that are not forced to disk. */
    public enum Storage {
        /** On the shard's own loop: no change of thread, but a slow read holds up the shard. */
        SHARD,
        /** On threads of their own: the shard never waits for an engine. */
        LANE
    }

    static final int MAX_SHARDS = 64;
    static final int MAX_NETWORK = 64;

    /** Up to so many, a change of thread costs more than it wins. */
    private static final int FEW_CORES = 2;

    public Threads {
        if (shards < 1 || shards > MAX_SHARDS || network < 1 || network > MAX_NETWORK) {
            throw new IllegalArgumentException("1 to " + MAX_SHARDS + " shards and 1 to " + MAX_NETWORK
                    + " network threads are possible, not " + shards + " and " + network);
        }
    }

    /** What suits a machine of so many cores. */
    static Threads forCores(int cores) {
        return new Threads(
                Math.min(cores, MAX_SHARDS),
                Math.max(1, Math.min(cores / 2, MAX_NETWORK)),
                cores <= FEW_CORES ? Storage.SHARD : Storage.LANE);
    }
}
