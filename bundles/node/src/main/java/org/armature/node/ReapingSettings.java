package org.armature.node;

/**
 * When deleted and expired data is removed for good.
 *
 * @param intervalMillis from the end of one round in a partition to the next; 0 to remove nothing
 * @param lookThroughMillis within which, after a start, every partition is looked through for what an earlier life has left
 * @param maxVectorEntries version vectors with more are shortened; the paper's threshold is 10 (Dynamo §4.4)
 */
public record ReapingSettings(long intervalMillis, long lookThroughMillis, int maxVectorEntries) {
    public static final ReapingSettings DEFAULT = new ReapingSettings(60_000, 600_000, 10);

    public ReapingSettings {
        if (intervalMillis < 0 || lookThroughMillis < 0 || maxVectorEntries < 1) {
            throw new IllegalArgumentException("reaping every " + intervalMillis + " ms, looking through within "
                    + lookThroughMillis + " ms, " + maxVectorEntries + " entries of a vector");
        }
    }
}
