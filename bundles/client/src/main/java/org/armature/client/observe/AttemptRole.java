package org.armature.client.observe;

/** Why a request was sent to a node. */
public enum AttemptRole {
    /** The first one of a read or of a write. */
    FIRST,
    /** Again: those before failed, or had no answer in their share of the deadline. */
    RETRY,
    /** A get asked a second time because its answer was late, while the first one may still answer. */
    HEDGE
}
