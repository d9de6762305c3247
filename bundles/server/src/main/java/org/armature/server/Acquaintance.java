package org.armature.server;

import org.armature.membership.Access;
import org.armature.model.NodeId;

/** Who may be a peer. Thread-safe. */
interface Acquaintance {
    Access access(NodeId peer);

    /** Why this node may not have all access, and what to do; for people. */
    String objection(NodeId peer);
}
