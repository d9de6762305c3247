package org.armature.ring;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.armature.model.Key;

/**
 * A place on the ring: an unsigned 128-bit number, the MD5 of a key (Dynamo §4.2). MD5 spreads keys; it protects
 * nothing.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record Position(long high, long low) implements Comparable<Position> {
    public static final int BYTES = 16;

    public static Position of(Key key) {
        ByteBuffer digest = ByteBuffer.wrap(md5().digest(key.bytes().shared()));
        return new Position(digest.getLong(), digest.getLong());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }

    /** 16 bytes, most significant first. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** In which of {@code partitions} equal ranges this lies: floor(position · partitions / 2^128), exactly. */
    int partitionOf(int partitions) {
        long carry = multiplyHighUnsigned(low, partitions);
        long middle = high * partitions + carry;
        long overflow = Long.compareUnsigned(middle, carry) < 0 ? 1 : 0;
        return (int) (multiplyHighUnsigned(high, partitions) + overflow);
    }

    /** The upper 64 bits of the 128-bit product. */
    private static long multiplyHighUnsigned(long unsigned, int positive) {
        return Math.multiplyHigh(unsigned, positive) + ((unsigned >> 63) & positive);
    }

    @Override
    public int compareTo(Position other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
