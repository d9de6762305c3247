package org.armature.bench.steady;

/** What the owners of one key said when they were asked for it. */
public enum Copies {
    /** Each of the N owners holds it. */
    ALL,
    /** An owner lacks it, and was an owner before and after it was asked. */
    TOO_FEW,
    /** A node did not answer, or the owners changed each time they were asked. */
    UNKNOWN
}
