package org.armature.replication;

import java.util.Optional;
import org.armature.model.NodeId;

/** What a put's coordinator wants done. */
public sealed interface PutStep {
    /**
     * @param hintFor the owner for whom the receiver keeps it; empty if the receiver owns the key
     * @param durable whether the receiver's copy is the one that must be durable
     */
    record SendTo(NodeId to, Optional<NodeId> hintFor, boolean durable) implements PutStep {
        public SendTo(NodeId to, Optional<NodeId> hintFor) {
            this(to, hintFor, false);
        }
    }

    /** Whoever was to hold the durable copy does not, and nobody else is left: make this node's own copy durable. */
    record MakeDurable() implements PutStep {}

    /** No other node is left to stand in: remember here that this owner lacks what this node's own copy holds. */
    record KeepReference(NodeId owner) implements PutStep {}

    /** Tell the client; at most once for each put. */
    record Answer(PutOutcome outcome) implements PutStep {}
}
