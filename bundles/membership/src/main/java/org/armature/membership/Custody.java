package org.armature.membership;

/** What a shard must have on disk before a place changes hands. */
public enum Custody {
    /** This node serves the place no more. */
    FENCE,
    /** This node has everything of the place, and holds it from now on. */
    ACCEPT,
    /** This node has everything of a place that had moved away, and holds it again. */
    RETURNED
}
