package org.armature.replication;

/**
 * What becomes of concurrent versions (Dynamo §4.4).
 *
 * @param lastWriteWins whether the one with the latest stamp counts; if not, the client sees all of them and merges
 * @param maxAheadMillis where the last write wins: how far a stamp may be ahead of the receiver's clock; a later one is
 *     refused, since it would win over all writes until then
 */
public record Reconciliation(boolean lastWriteWins, long maxAheadMillis) {
    public static final Reconciliation SIBLINGS = new Reconciliation(false, Long.MAX_VALUE);

    public Reconciliation {
        if (maxAheadMillis < 1) {
            throw new IllegalArgumentException("a stamp may be 1 ms or more ahead, not " + maxAheadMillis);
        }
    }

    public static Reconciliation byStamp(long maxAheadMillis) {
        return new Reconciliation(true, maxAheadMillis);
    }
}
