package org.armature.storage;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key as engines see it: the ring position of the object's key (16 bytes, its MD5) and the key itself.
 *
 * <p>Ordered by position, then by key, both as unsigned bytes, so that every engine iterates in ring order and
 * transfers, Merkle exchanges and comparisons of two engines are one merge. Immutable.
 */
public final class StoreKey implements Comparable<StoreKey> {
    public static final int POSITION_BYTES = 16;
    public static final int MAX_KEY_BYTES = 1_024;

    private final byte[] bytes;

    private StoreKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param position exactly 16 bytes
     * @param key 1 to 1,024 bytes
     * @throws IllegalArgumentException if either has another length
     */
    public static StoreKey of(byte[] position, byte[] key) {
        if (position.length != POSITION_BYTES) {
            throw new IllegalArgumentException("a position has 16 bytes, not " + position.length);
        }
        if (key.length < 1 || key.length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException("a key has 1 to 1024 bytes, not " + key.length);
        }
        byte[] bytes = Arrays.copyOf(position, POSITION_BYTES + key.length);
        System.arraycopy(key, 0, bytes, POSITION_BYTES, key.length);
        return new StoreKey(bytes);
    }

    /** The inverse of {@link #toBytes()}. */
    public static StoreKey fromBytes(byte[] bytes) {
        if (bytes.length <= POSITION_BYTES || bytes.length > POSITION_BYTES + MAX_KEY_BYTES) {
            throw new IllegalArgumentException("a store key has 17 to 1040 bytes, not " + bytes.length);
        }
        return new StoreKey(bytes.clone());
    }

    public byte[] position() {
        return Arrays.copyOf(bytes, POSITION_BYTES);
    }

    public byte[] key() {
        return Arrays.copyOfRange(bytes, POSITION_BYTES, bytes.length);
    }

    /** In bytes, of position and key together: 17 to 1,040. */
    public int length() {
        return bytes.length;
    }

    /** Position and key, one after the other; comparing these as unsigned bytes gives the order of the keys. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(StoreKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
