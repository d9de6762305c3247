package org.armature.node;

/**
 * How the removal of deleted data stands in a partition of this shard.
 *
 * @param partition of the ring
 * @param epoch of the partition as this node knows it
 * @param rounds that this node has led to their end since it started
 * @param reaped keys that they removed
 * @param pruned keys whose version vectors they shortened
 * @param open keys of the round under way; 0 if none is
 * @param cause why the round under way does not go on, such as the members that are waited for; empty if it does
 */
public record ReapingReport(
        int partition, ReapEpoch epoch, long rounds, long reaped, long pruned, int open, String cause) {}
