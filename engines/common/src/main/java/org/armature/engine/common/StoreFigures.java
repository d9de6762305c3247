package org.armature.engine.common;

import java.nio.ByteBuffer;
import org.armature.storage.StoreStats;

/**
 * How many entries and bytes a store has, kept while writing. A copy is stored beside the data, within the transaction
 * that made it differ by more than 1 % from the copy before, so that a crash costs that much accuracy and the writes cost
 * next to nothing. A copy of nothing is exact. Immutable.
 *
 * @param bytes of keys and values
 * @param storedEntries of the copy
 * @param storedBytes of the copy
 */
public record StoreFigures(long entries, long bytes, long storedEntries, long storedBytes) {
    /** Of a store without entries. */
    public static final StoreFigures NONE = new StoreFigures(0, 0, 0, 0);

    /** The length of a value that is not there. */
    public static final int ABSENT = -1;

    private static final int STORED_BYTES = 2 * Long.BYTES;

    /** As they were stored. */
    public static StoreFigures ofStored(long entries, long bytes) {
        return new StoreFigures(entries, bytes, entries, bytes);
    }

    /** After the value of a key changed its length, in bytes, from {@code before} to {@code after}. */
    public StoreFigures after(int keyBytes, int before, int after) {
        return new StoreFigures(
                entries + (after == ABSENT ? 0 : 1) - (before == ABSENT ? 0 : 1),
                bytes + size(keyBytes, after) - size(keyBytes, before),
                storedEntries,
                storedBytes);
    }

    /** Whether an orderly close has to store them. */
    public boolean differFromStored() {
        return entries != storedEntries || bytes != storedBytes;
    }

    /** Whether a write has to store them with what it changes. */
    public boolean differMuchFromStored() {
        return differMuch(entries, storedEntries) || differMuch(bytes, storedBytes);
    }

    /** The same, once a copy of them is stored. */
    public StoreFigures stored() {
        return ofStored(entries, bytes);
    }

    /** 16 bytes, for {@link #fromBytes}. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(STORED_BYTES).putLong(entries).putLong(bytes).array();
    }

    /** As they were stored. */
    public static StoreFigures fromBytes(byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        return ofStored(buffer.getLong(), buffer.getLong());
    }

    /** For {@code PartitionStore.stats()}. */
    public StoreStats toStats() {
        return new StoreStats(entries, bytes);
    }

    private static boolean differMuch(long now, long then) {
        return Math.abs(now - then) * 100 > then;
    }

    private static long size(int keyBytes, int valueBytes) {
        return valueBytes == ABSENT ? 0 : (long) keyBytes + valueBytes;
    }
}
