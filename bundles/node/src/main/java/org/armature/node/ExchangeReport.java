package org.armature.node;

import org.armature.model.NodeId;
import org.armature.model.TableName;

/**
 * How a partition of a table stands between this node and another owner. Comparisons that mend nothing
 * are not counted.
 *
 * @param comparedNanos monotonic time at which the last comparison ended; meaningless if {@code compared} is 0
 * @param compared how often they were compared in this life of the shard
 * @param differing keys that the last comparison found to differ
 * @param allDiffering keys that any has
 * @param repaired of these, those that both held alike afterwards
 * @param cause why the last comparison was not made; empty if it was
 */
public record ExchangeReport(
        TableName table,
        int partition,
        NodeId peer,
        long comparedNanos,
        long compared,
        long differing,
        long allDiffering,
        long repaired,
        String cause) {}
