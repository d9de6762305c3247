package org.armature.engine.bdbje;

import java.nio.ByteBuffer;
import org.armature.storage.StoreStats;

/**
 * How many entries and bytes a store has, kept while writing. A copy is stored in the store itself, within the
 * transaction that made it differ by more than 1 % from the copy before, so that a crash costs that much accuracy and
 * the writes cost next to nothing. Immutable.
 */
record StoreFigures(long entries, long bytes, long storedEntries, long storedBytes) {
    static final StoreFigures NONE = new StoreFigures(0, 0, 0, 0);

    private static final int STORED_BYTES = 2 * Long.BYTES;

    /** After a key got a value, or lost it; null stands for no value. */
    StoreFigures after(int keyBytes, byte[] before, byte[] after) {
        return new StoreFigures(
                entries + (after == null ? 0 : 1) - (before == null ? 0 : 1),
                bytes + size(keyBytes, after) - size(keyBytes, before),
                storedEntries,
                storedBytes);
    }

    boolean differFromStored() {
        return entries != storedEntries || bytes != storedBytes;
    }

    boolean differMuchFromStored() {
        return differMuch(entries, storedEntries) || differMuch(bytes, storedBytes);
    }

    StoreFigures stored() {
        return new StoreFigures(entries, bytes, entries, bytes);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(STORED_BYTES).putLong(entries).putLong(bytes).array();
    }

    static StoreFigures fromBytes(byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        return new StoreFigures(buffer.getLong(), buffer.getLong(), 0, 0).stored();
    }

    StoreStats toStats() {
        return new StoreStats(entries, bytes);
    }

    private static boolean differMuch(long now, long then) {
        return Math.abs(now - then) * 100 > then;
    }

    private static long size(int keyBytes, byte[] value) {
        return value == null ? 0 : (long) keyBytes + value.length;
    }
}
