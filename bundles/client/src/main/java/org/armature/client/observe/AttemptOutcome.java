package org.armature.client.observe;

/** What became of one request to one node. */
public enum AttemptOutcome {
    /** The node did it, and its answer counts. */
    ANSWERED,
    /** The node has not done it, and could not now. */
    REFUSED,
    /** The node called the request wrong. */
    REJECTED,
    /** The node does not know what became of it. */
    UNKNOWN,
    /** The connection ended before an answer. */
    LOST,
    /** No answer by the end of the read or write, be it that another node's came first. */
    ABANDONED
}
