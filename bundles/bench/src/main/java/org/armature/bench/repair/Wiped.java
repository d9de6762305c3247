package org.armature.bench.repair;

import java.time.Duration;
import org.armature.bench.Workload;

/**
 * A node that lost all it had stored.
 *
 * @param copying in which 32 callers wrote the same objects to one node just started: the reference
 * @param filling in which they wrote them to the three
 * @param starting from the start of the emptied node until it served
 * @param there from then until it had as many records as there are
 * @param compared from then until all its partitions were compared with all other owners
 * @param counts from the kill until then
 * @param look at every key's copies, afterwards
 */
record Wiped(
        Workload workload,
        Duration copying,
        Duration filling,
        Duration starting,
        Duration there,
        Duration compared,
        Counts counts,
        Likeness look) {
    private static final long SCALE = 1_000_000;

    double ratio() {
        return (double) there.toNanos() / Math.max(1, copying.toNanos());
    }

    /** Of values alone. */
    double megabytesLost() {
        return (double) workload.keys() * workload.valueBytes() / SCALE;
    }

    double megabytesSent() {
        return (double) counts.bytes() / SCALE;
    }

    /** Whether each copy is there and nobody read anything; how long it took does not matter. */
    boolean held() {
        return look.isWhole() && counts.gets() == 0 && counts.replicaGets() == 0;
    }
}
