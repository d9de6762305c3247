package org.armature.replication;

import org.armature.model.NodeId;

/** What a put's coordinator wants done. */
public sealed interface PutStep {
    /** Send the version to this owner. */
    record SendTo(NodeId owner) implements PutStep {}

    /** Tell the client; at most once for each put. */
    record Answer(PutOutcome outcome) implements PutStep {}
}
