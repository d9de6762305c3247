package org.armature.node;

/**
 * The time of an event.
 *
 * @param monoNanos of the node's monotonic clock; only differences mean something
 * @param wallMillis since 1970; may jump
 */
public record Now(long monoNanos, long wallMillis) {}
