package org.armature.node;

/**
 * What one kind of background work has got of a shard since it began.
 *
 * @param slices it was given
 * @param tookNanos those that have ended were under way
 * @param bytes it has read or sent
 * @param waits slices that were not given at once
 * @param waitedNanos for all of these together
 * @param longestNanos for the one of these that came last
 * @param waitingNanos for the slice it waits for now; 0 if it waits for none
 */
public record JobReport(
        Job job,
        long slices,
        long tookNanos,
        long bytes,
        long waits,
        long waitedNanos,
        long longestNanos,
        long waitingNanos) {}
