package org.armature.node;

/** The kinds of background work; each asks for its {@linkplain Slices slices} of time under its own name (Dynamo §6.5). */
public enum Job {
    /** Handing hints to owners that are back. */
    HINTS(Counter.SLICES_HINTS),
    /** Sending places to the nodes that take them over. */
    TRANSFERS(Counter.SLICES_TRANSFERS),
    /** Comparing partitions with other owners, and repairing what differs. */
    EXCHANGE(Counter.SLICES_EXCHANGE),
    /** Going through stores to work out hash trees. */
    TREES(Counter.SLICES_TREES),
    /** Reading everything to verify its checksums. */
    SCRUB(Counter.SLICES_SCRUB),
    /** Going through stores of a table that is moved to another engine. */
    MIGRATION(Counter.SLICES_MIGRATION),
    /** Removing copies that places have left behind. */
    LEFTOVERS(Counter.SLICES_LEFTOVERS),
    /** Looking for deleted data, to remove it for good. */
    REAPING(Counter.SLICES_REAPING),
    /** Writing data of before a removal anew, of a node that was given an older copy. */
    REENTRY(Counter.SLICES_REENTRY),
    /** Reading and changing records for other nodes that compare or remove. */
    ANSWERS(Counter.SLICES_ANSWERS);

    private final Counter slices;

    Job(Counter slices) {
        this.slices = slices;
    }

    /** Counts the slices it was given. */
    Counter slices() {
        return slices;
    }
}
