package org.armature.bench.swap;

/**
 * Class loaders of the engine's bundle in one node, in the end.
 *
 * @param swaps of its engine
 */
record LoaderCount(String node, int swaps, long loaders) {
    /** Those of versions before that are still reachable. */
    long left() {
        return loaders - 1;
    }
}
