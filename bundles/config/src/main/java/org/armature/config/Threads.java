package org.armature.config;

/**
 * How a node's work is spread.
 *
 * @param shards single-threaded loops that own the partitions, 1 to 64
 * @param network threads that serve connections, 1 to 64
 * @param storage threads that wait for engines, 1 to 256
 */
public record Threads(int shards, int network, int storage) {
    static final int MAX_SHARDS = 64;
    static final int MAX_NETWORK = 64;
    static final int MAX_STORAGE = 256;

    public Threads {
        if (shards < 1
                || shards > MAX_SHARDS
                || network < 1
                || network > MAX_NETWORK
                || storage < 1
                || storage > MAX_STORAGE) {
            throw new IllegalArgumentException("out of range: " + shards + ", " + network + ", " + storage);
        }
    }

    /** What suits a machine of so many cores: storage threads mostly wait, so there are more of them. */
    static Threads forCores(int cores) {
        return new Threads(
                Math.min(cores, MAX_SHARDS),
                Math.max(1, Math.min(cores / 2, MAX_NETWORK)),
                Math.min(Math.max(4, 2 * cores), MAX_STORAGE));
    }
}
