package org.armature.ring;

import org.armature.model.Key;

/**
 * A place on the ring: an unsigned 128-bit number, the MD5 of a key.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
@SuppressWarnings("DoNotCallSuggester")
public record Position(long high, long low) implements Comparable<Position> {
    public static Position of(Key key) {
        throw new AssertionError(key);
    }

    /** 16 bytes, most significant first. */
    public byte[] toBytes() {
        throw new AssertionError(this);
    }

    @Override
    public int compareTo(Position other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
