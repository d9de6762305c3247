package org.armature.config;

/**
 * What callers may cost a node.
 *
 * @param maxFrameBytes longest message taken, checked before anything is allocated for it; a key with all its siblings
 *     has to fit in one
 * @param maxConnections open at once on one listener
 * @param maxInFlightBytes requests being worked at, all together; more are refused as overloaded
 * @param maxUnsentBytes waiting to be written to one connection, above which sends fail
 */
public record Limits(int maxFrameBytes, int maxConnections, long maxInFlightBytes, int maxUnsentBytes) {
    /** What a message has besides the key and the values of its siblings, with room to spare. */
    private static final long ENVELOPE_BYTES = 64 << 10;

    public Limits {
        if (maxFrameBytes < 1 || maxConnections < 1 || maxUnsentBytes < 1 || maxInFlightBytes < maxFrameBytes) {
            throw new IllegalArgumentException("in-flight bytes (" + maxInFlightBytes + ") must hold a frame ("
                    + maxFrameBytes + "), and all limits be 1 or more");
        }
    }

    /** Longest record, all siblings of a key together, that replicas can send each other, in bytes. */
    public long maxRecordBytes() {
        return Math.max(0, maxFrameBytes - ENVELOPE_BYTES);
    }
}
