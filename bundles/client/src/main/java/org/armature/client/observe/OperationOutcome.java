package org.armature.client.observe;

/** What an operation came to. Of a batch it is that of the key it went worst with, in the order of these constants. */
public enum OperationOutcome {
    OK,
    /** {@link org.armature.client.StoreException.ConditionFailed}: something else is there; nothing was written. */
    CONDITION_FAILED,
    /** {@link org.armature.client.StoreException.Unavailable}: nothing was done. */
    UNAVAILABLE,
    /** {@link org.armature.client.StoreException.ReadFailed}: too few answers before the deadline. */
    READ_FAILED,
    /** {@link org.armature.client.StoreException.Rejected}: the request is wrong; nothing was done. */
    REJECTED,
    /** A codec, a resolver or a function of the program threw, or there was a conflict and no resolver for an update. */
    PROGRAM_FAILED,
    /** {@link org.armature.client.StoreException.OutcomeUnknown}: the write may have happened. */
    OUTCOME_UNKNOWN
}
