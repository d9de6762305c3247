package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long MILLI = 1_000_000;

    private final Foreground foreground = new Foreground();
    private long now;

    private Allowance allowance(TransferSettings settings) {
        BackgroundShare share = new BackgroundShare(new BackgroundSettings(0, 1), foreground, settings.sharePercent());
        return new Allowance(settings, share, now);
    }

    @Test
    void aPageIsFollowedByARestInProportion() {
        Allowance tenth = allowance(new TransferSettings(1 << 30, 10, 1));
        assertTrue(tenth.isOpen(now));

        pass(5 * MILLI);
        tenth.spent(now - 5 * MILLI, now);
        assertFalse(tenth.isOpen(now));
        pass(40 * MILLI);
        assertFalse(tenth.isOpen(now));
        pass(5 * MILLI);
        assertTrue(tenth.isOpen(now));
    }

    @Test
    void pagesOfABusyNodeTakeTheSameShareOfTheTime() {
        assertEquals(100, pagesIn(5_000, 5), 2);
        assertEquals(10, pagesIn(5_000, 50), 2);
    }

    @Test
    void theWholeTimeKnowsNoRest() {
        assertEquals(1_000, pagesIn(5_000, 5, 100), 10);
    }

    @Test
    void aPageThatWaitsForALostNodeCostsLittle() {
        Allowance tenth = allowance(new TransferSettings(1 << 30, 10, 1));
        pass(60_000 * MILLI);
        tenth.spent(now - 60_000 * MILLI, now);
        pass(5_000 * MILLI);
        assertTrue(tenth.isOpen(now));
    }

    @Test
    void bytesAreBoundedWhateverTheTimeAllows() {
        Allowance slow = allowance(new TransferSettings(1_000, 100, 1));
        assertTrue(slow.isOpen(now));
        slow.take(2_100);
        pass(1_900 * MILLI);
        assertFalse(slow.isOpen(now));
        pass(200 * MILLI);
        assertTrue(slow.isOpen(now));
    }

    private int pagesIn(long millis, long pageMillis) {
        return pagesIn(millis, pageMillis, 10);
    }

    private int pagesIn(long millis, long pageMillis, int share) {
        Allowance allowance = allowance(new TransferSettings(1 << 30, share, 1));
        int pages = 0;
        for (long end = now + millis * MILLI; now < end; ) {
            if (allowance.isOpen(now)) {
                pass(pageMillis * MILLI);
                allowance.spent(now - pageMillis * MILLI, now);
                pages++;
            } else {
                pass(MILLI);
            }
        }
        return pages;
    }

    private void pass(long nanos) {
        now += nanos;
        foreground.asked(now);
    }
}
