package org.armature.history;

/** What a client was told of an operation. */
public enum Outcome {
    /** Done: a write that was acknowledged has to be there for ever, or replaced by a write that had seen it. */
    OK,
    /** Certainly not done: such a write must never be seen. */
    FAILED,
    /** It may have happened; both are right. */
    UNKNOWN
}
