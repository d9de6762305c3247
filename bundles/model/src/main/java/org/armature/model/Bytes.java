package org.armature.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte string, ordered as unsigned bytes. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    public static Bytes copyOf(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array.clone());
    }

    /** Without a copy: the caller gives the array away and does not change it afterwards. */
    public static Bytes wrap(byte[] array) {
        return new Bytes(array);
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return array.length;
    }

    public byte[] toArray() {
        return array.clone();
    }

    /** The array itself, without a copy: whoever gets it does not change it. */
    public byte[] shared() {
        return array;
    }

    /** Decoded as UTF-8; malformed input becomes replacement characters. */
    public String utf8() {
        return new String(array, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /** Hexadecimal, cut after 32 bytes, with the length. */
    @Override
    public String toString() {
        int shown = Math.min(array.length, 32);
        return HexFormat.of().formatHex(array, 0, shown) + (shown < array.length ? "…" : "") + "(" + array.length + ")";
    }
}
