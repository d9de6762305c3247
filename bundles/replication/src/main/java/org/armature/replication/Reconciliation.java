package org.armature.replication;

import java.util.Optional;

/**
 * What becomes of concurrent versions (Dynamo §4.4).
 *
 * @param lastWriteWins whether the one with the latest stamp counts; if not, the client sees all of them and merges
 * @param maxAheadMillis where the last write wins: how far a stamp may be ahead of the receiver's clock; a later one is
 *     refused, since it would win over all writes until then
 * @param reconciler the name of what merges versions for readers, where it is not last write wins. Nothing of it concerns
 *     replicas: whoever answers clients asks it
 */
public record Reconciliation(boolean lastWriteWins, long maxAheadMillis, Optional<String> reconciler) {
    public static final Reconciliation SIBLINGS = new Reconciliation(false, Long.MAX_VALUE, Optional.empty());

    public Reconciliation {
        if (maxAheadMillis < 1) {
            throw new IllegalArgumentException("a stamp may be 1 ms or more ahead, not " + maxAheadMillis);
        }
        if (lastWriteWins && reconciler.isPresent()) {
            throw new IllegalArgumentException("where the last write wins, nothing is left for a reconciler");
        }
    }

    public static Reconciliation byStamp(long maxAheadMillis) {
        return new Reconciliation(true, maxAheadMillis, Optional.empty());
    }

    /** All are kept, and merged for readers by the reconciler of this name. */
    public static Reconciliation by(String reconciler) {
        return new Reconciliation(false, Long.MAX_VALUE, Optional.of(reconciler));
    }
}
