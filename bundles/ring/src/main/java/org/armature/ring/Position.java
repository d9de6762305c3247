package org.armature.ring;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
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

    /**
     * The inverse of {@link #toString()}.
     *
     * @throws IllegalArgumentException if it is not 32 hexadecimal digits
     */
    public static Position parse(String text) {
        if (text.length() != 2 * BYTES) {
            throw new IllegalArgumentException("position \"" + text + "\", must be 32 hexadecimal digits");
        }
        try {
            return new Position(
                    HexFormat.fromHexDigitsToLong(text, 0, BYTES),
                    HexFormat.fromHexDigitsToLong(text, BYTES, 2 * BYTES));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("position \"" + text + "\", must be 32 hexadecimal digits", e);
        }
    }

    /**
     * The inverse of {@link #toBytes()}.
     *
     * @param bytes exactly 16
     */
    public static Position fromBytes(byte[] bytes) {
        Objects.checkFromToIndex(BYTES, bytes.length, BYTES);
        ByteBuffer digits = ByteBuffer.wrap(bytes);
        return new Position(digits.getLong(), digits.getLong());
    }

    /** 16 bytes, most significant first. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /**
     * The first position of a partition: ceiling(partition · 2^128 / partitions), exactly.
     *
     * @param partitions 1 to {@value Ring#MAX_PARTITIONS}
     */
    public static Position startOf(int partition, int partitions) {
        Objects.checkIndex(partition, partitions);
        long high = 0;
        long low = 0;
        long rest = partition;
        for (int digit = 0; digit < 4; digit++) {
            long dividend = rest << Integer.SIZE;
            high = high << Integer.SIZE | low >>> Integer.SIZE;
            low = low << Integer.SIZE | dividend / partitions;
            rest = dividend % partitions;
        }
        Position floor = new Position(high, low);
        return rest == 0 ? floor : floor.next().orElseThrow();
    }

    /** The position after this one; none after the last of the ring. */
    public Optional<Position> next() {
        if (low != -1) {
            return Optional.of(new Position(high, low + 1));
        }
        return high == -1 ? Optional.empty() : Optional.of(new Position(high + 1, 0));
    }

    /** The part of the ring that lies before it, 0 to 1; as near as a double comes. */
    double shareBefore() {
        return Math.scalb((high >>> 1) + (high & 1) / 2.0, 1 - Long.SIZE);
    }

    /** In which of {@code partitions} equal ranges this lies: floor(position · partitions / 2^128), exactly. */
    public int partitionOf(int partitions) {
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
