package org.armature.config;

import java.time.Duration;

/**
 * What callers may cost a node.
 *
 * @param maxFrameBytes longest message taken, checked before anything is allocated for it; a key with all its siblings
 *     has to fit in one
 * @param maxConnections open at once on one listener
 * @param maxRequests under way at once in one shard; more are refused as overloaded
 * @param maxUnsentBytes waiting to be written to one connection, above which sends fail
 * @param handshake from a connection's opening to the end of its handshake
 */
public record Limits(int maxFrameBytes, int maxConnections, int maxRequests, int maxUnsentBytes, Duration handshake) {
    /** What a message has besides the key and the values of its siblings, with room to spare. */
    private static final long ENVELOPE_BYTES = 64 << 10;

    public Limits {
        if (maxFrameBytes < 1 || maxConnections < 1 || maxRequests < 1 || maxUnsentBytes < 1) {
            throw new IllegalArgumentException("limits are 1 or more: " + maxFrameBytes + ", " + maxConnections + ", "
                    + maxRequests + ", " + maxUnsentBytes);
        }
        if (handshake.isNegative() || handshake.isZero()) {
            throw new IllegalArgumentException("a handshake takes some time: " + handshake);
        }
    }

    /** Longest record, all siblings of a key together, that replicas can send each other, in bytes. */
    public long maxRecordBytes() {
        return Math.max(0, maxFrameBytes - ENVELOPE_BYTES);
    }
}
