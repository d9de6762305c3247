package org.armature.engine.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StoreFiguresTest {
    @Test
    void countsInsertsOverwritesAndRemovals() {
        StoreFigures inserted = StoreFigures.NONE.after(20, StoreFigures.ABSENT, 10);
        assertEquals(new StoreFigures(1, 30, 0, 0), inserted);
        assertEquals(new StoreFigures(1, 24, 0, 0), inserted.after(20, 10, 4));
        assertEquals(new StoreFigures(0, 0, 0, 0), inserted.after(20, 10, StoreFigures.ABSENT));
        assertEquals(inserted, inserted.after(20, StoreFigures.ABSENT, StoreFigures.ABSENT));
    }

    @Test
    void differMuchFromTheStoredCopyBeyondOnePercentOfEither() {
        assertFalse(new StoreFigures(101, 1_000, 100, 1_000).differMuchFromStored());
        assertTrue(new StoreFigures(102, 1_000, 100, 1_000).differMuchFromStored());
        assertFalse(new StoreFigures(100, 990, 100, 1_000).differMuchFromStored());
        assertTrue(new StoreFigures(100, 989, 100, 1_000).differMuchFromStored());
        assertTrue(new StoreFigures(1, 1, 0, 0).differMuchFromStored());
        assertFalse(StoreFigures.NONE.differMuchFromStored());
    }

    @Test
    void theStoredCopyComesBack() {
        StoreFigures figures = new StoreFigures(7, 1L << 40, 1, 2);
        assertEquals(figures.stored(), StoreFigures.fromBytes(figures.toBytes()));
        assertFalse(figures.stored().differFromStored());
        assertTrue(figures.differFromStored());
    }
}
