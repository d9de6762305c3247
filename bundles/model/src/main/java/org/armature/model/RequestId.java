package org.armature.model;

import java.util.HexFormat;

/**
 * Names one write of one client, over all its retries and coordinators: 128 bits, random. Two dots of one request are
 * one event.
 */
public record RequestId(long high, long low) implements Comparable<RequestId> {
    @Override
    public int compareTo(RequestId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
