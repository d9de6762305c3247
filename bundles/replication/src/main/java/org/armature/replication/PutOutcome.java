package org.armature.replication;

/** How a put ended for its client. */
public sealed interface PutOutcome {
    /** At least W replicas hold it. */
    record Stored(int copies) implements PutOutcome {}

    /** Fewer than W replicas could be reached, and nothing was sent. */
    record Unavailable(int reachable, int required, String detail) implements PutOutcome {}

    /** Fewer than W are known to hold it, yet some may. */
    record Unknown(int copies, int required, String detail) implements PutOutcome {}
}
