package org.armature.client.observe;

/** What a program called. Each of its calls is one operation, however many keys, reads and writes are in it. */
public enum OperationKind {
    GET,
    PUT,
    DELETE,
    /** Its reads and its writes, and its function. */
    UPDATE,
    /** A batch of gets. */
    GET_ALL,
    /** A batch of puts. */
    PUT_ALL
}
