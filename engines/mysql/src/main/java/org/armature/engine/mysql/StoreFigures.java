package org.armature.engine.mysql;

import org.armature.storage.StoreStats;

/**
 * How many entries and bytes a store has, kept while writing. A copy is stored beside the data, within the transaction
 * that made it differ by more than 1 % from the copy before, so that a crash costs that much accuracy and the writes cost
 * next to nothing. A copy of nothing is exact. Immutable.
 */
record StoreFigures(long entries, long bytes, long storedEntries, long storedBytes) {
    static final StoreFigures NONE = new StoreFigures(0, 0, 0, 0);

    /** The length of a value that is not there. */
    static final int ABSENT = -1;

    /** After the value of a key changed its length, in bytes, from {@code before} to {@code after}. */
    StoreFigures after(int keyBytes, int before, int after) {
        return new StoreFigures(
                entries + (after == ABSENT ? 0 : 1) - (before == ABSENT ? 0 : 1),
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

    StoreStats toStats() {
        return new StoreStats(entries, bytes);
    }

    private static boolean differMuch(long now, long then) {
        return Math.abs(now - then) * 100 > then;
    }

    private static long size(int keyBytes, int valueBytes) {
        return valueBytes == ABSENT ? 0 : (long) keyBytes + valueBytes;
    }
}
