package org.armature.model;

import java.util.HexFormat;

/**
 * Names one write of one client, over all its retries and coordinators: 128 bits, random. Two dots of one request are
 * one event.
 */
public record RequestId(long high, long low) implements Comparable<RequestId> {
    private static final int DIGITS = 16;

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is not 32 hexadecimal digits
     */
    public static RequestId parse(String text) {
        if (text.length() != 2 * DIGITS || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("a request id has 32 hexadecimal digits, unlike \"" + text + '"');
        }
        return new RequestId(
                HexFormat.fromHexDigitsToLong(text, 0, DIGITS),
                HexFormat.fromHexDigitsToLong(text, DIGITS, 2 * DIGITS));
    }

    @Override
    public int compareTo(RequestId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** As generated, but fast before it is compiled: every merge compares requests. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RequestId that && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
