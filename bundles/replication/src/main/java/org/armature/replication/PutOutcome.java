package org.armature.replication;

/** How a put ended for its client. */
public sealed interface PutOutcome {
    /**
     * As many nodes hold it as were asked for.
     *
     * @param hinted how many of the copies stand in for an owner that is away
     */
    record Stored(int copies, int hinted) implements PutOutcome {}

    /** Too few nodes could be reached, and nothing was stored. */
    record Unavailable(int reachable, int owners, String detail) implements PutOutcome {}

    /** Fewer than asked for are known to hold it, yet some may. */
    record Unknown(int copies, int hinted, String detail) implements PutOutcome {}
}
