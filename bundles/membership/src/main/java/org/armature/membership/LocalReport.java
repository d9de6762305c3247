package org.armature.membership;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this node's shards say of themselves.
 *
 * @param replicationFactors of the tables there are, each 1 to 255
 * @param hints kept for others
 * @param transfers under way, in either direction
 * @param sent bytes, in transfers, since the node's start
 * @param instances a digest of each instance's configuration
 * @param drainedEpoch the ring epoch in which all shards of a node that leaves have nothing left, and take nothing any
 *     more: they worked by that ring when they were asked; 0 if they have or do
 */
public record LocalReport(
        SortedSet<Integer> replicationFactors,
        long hints,
        int transfers,
        long keys,
        long bytes,
        long sent,
        SortedMap<String, Long> instances,
        long drainedEpoch) {
    public static final LocalReport NOTHING =
            new LocalReport(Collections.emptySortedSet(), 0, 0, 0, 0, 0, Collections.emptySortedMap());

    /** Of a node that has not drained. */
    public LocalReport(
            SortedSet<Integer> replicationFactors,
            long hints,
            int transfers,
            long keys,
            long bytes,
            long sent,
            SortedMap<String, Long> instances) {
        this(replicationFactors, hints, transfers, keys, bytes, sent, instances, 0);
    }

    public LocalReport {
        replicationFactors = Collections.unmodifiableSortedSet(new TreeSet<>(replicationFactors));
        instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    }
}
