package org.armature.node;

/**
 * How far reaping has come in a partition.
 *
 * @param raised what this node keeps or begins now is of this epoch; from 0
 * @param settled nothing of earlier epochs is anywhere any more; at most {@code raised}
 */
public record ReapEpoch(long raised, long settled) {
    public static final ReapEpoch NONE = new ReapEpoch(0, 0);

    public ReapEpoch {
        if (settled < 0 || raised < settled) {
            throw new IllegalArgumentException("reap epoch raised to " + raised + ", settled at " + settled);
        }
    }

    /** As far as both have come. */
    public ReapEpoch atMost(ReapEpoch other) {
        return new ReapEpoch(Math.min(raised, other.raised), Math.min(settled, other.settled));
    }

    /** Neither ever sinks. */
    public ReapEpoch with(long otherRaised, long otherSettled) {
        long settledNow = Math.max(settled, otherSettled);
        return new ReapEpoch(Math.max(settledNow, Math.max(raised, otherRaised)), settledNow);
    }
}
