package org.armature.replication;

/** What a get's coordinator wants done once it has started. */
public sealed interface GetStep {
    /** Tell the client; at most once for each get. */
    record Answer(GetOutcome outcome) implements GetStep {}

    /** A replica's record can't be decoded; someone should look. */
    record Damaged(org.armature.model.NodeId replica, String reason) implements GetStep {}
}
