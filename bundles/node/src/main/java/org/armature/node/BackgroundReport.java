package org.armature.node;

/**
 * What background work may take of a shard.
 *
 * @param sharePermille of its time, now
 * @param mostPermille of its time, while requests are quick
 * @param latelyNanos that the slowest hundredth of requests, and of reads and writes of records, took at least in the last
 *     six seconds
 * @param minuteNanos the same of the last minute
 * @param yields whether it gets less since they are, or were lately, slower than they should be
 */
public record BackgroundReport(
        int sharePermille, int mostPermille, long latelyNanos, long minuteNanos, boolean yields) {}
