package org.armature.storage.load;

/** What a table's engine is asked to do. */
public enum Operation {
    /** A record read for a client or another node; not the reads that precede writes. */
    GET,
    /** A record written that holds at least one value. */
    PUT,
    /** A record written that holds no value, or removed. */
    DELETE,
    /** A page read in ring order, for a transfer or a comparison. */
    SCAN
}
