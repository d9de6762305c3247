package org.armature.replication;

import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.model.VersionSet;

/** How a get ended for its client. */
public sealed interface GetOutcome {
    /**
     * @param set what the replicas that answered first know together; empty if they know nothing
     * @param fastest the owner that answered first: the one to coordinate the write that follows (Dynamo §5)
     */
    record Found(VersionSet set, Optional<NodeId> fastest) implements GetOutcome {}

    /** Fewer replicas than asked for could be reached, or answered in time. */
    record TooFew(int answers, int owners, boolean late, String detail) implements GetOutcome {}
}
