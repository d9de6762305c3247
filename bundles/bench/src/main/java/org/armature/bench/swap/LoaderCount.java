package org.armature.bench.swap;

/**
 * Class loaders of bundles in one node.
 *
 * @param swaps of its engine in between
 */
record LoaderCount(String node, int swaps, long before, long after) {
    /** Those of versions before that are still reachable. */
    long left() {
        return Math.max(0, after - before);
    }
}
