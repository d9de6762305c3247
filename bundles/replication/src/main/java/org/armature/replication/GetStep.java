package org.armature.replication;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.NodeId;

/** What a get's coordinator wants done. */
public sealed interface GetStep {
    /**
     * @param standsInFor the owner in whose place it is asked; empty if it is asked as an owner
     * @param digestDoes whether a digest will do in place of a large record
     */
    record Ask(NodeId replica, Optional<NodeId> standsInFor, boolean digestDoes) implements GetStep {}

    /**
     * The replica lacks some of this: let it store it.
     *
     * @param hintFor the owner in whose place it keeps the key; empty if it is an owner
     * @param awaited whether to tell {@link ReplicaEvent.Stored} when it has, or {@link ReplicaEvent.Failed}
     */
    record Repair(NodeId replica, Optional<NodeId> hintFor, Bytes record, boolean awaited) implements GetStep {}

    /** Tell the client; at most once for each get. */
    record Answer(GetOutcome outcome) implements GetStep {}

    /** A replica's record can't be decoded; someone should look. */
    record Damaged(NodeId replica, String reason) implements GetStep {}
}
