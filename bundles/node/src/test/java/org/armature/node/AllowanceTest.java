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
        BackgroundShare share = new BackgroundShare(
                BackgroundSettings.heedless(1), foreground, settings.sharePercent(), new EventTime(), new Outbox());
        return new Allowance(settings, share, now);
    }

    @Test
    void aSliceIsFollowedByARestInProportion() {
        Allowance tenth = allowance(new TransferSettings(1 << 30, 10, 1));
        pass(MILLI);
        assertTrue(tenth.isOpen(now));

        tenth.spend(tenth.price(5 * MILLI, now), now);
        assertFalse(tenth.isOpen(now));
        pass(45 * MILLI);
        assertFalse(tenth.isOpen(now));
        pass(5 * MILLI);
        assertTrue(tenth.isOpen(now));
    }

    @Test
    void whatIsGivenBackShortensTheRestAndIsNotSaved() {
        Allowance tenth = allowance(new TransferSettings(1 << 30, 10, 1));
        pass(MILLI);
        tenth.spend(5 * MILLI, now);
        tenth.spend(-4 * MILLI, now);
        pass(9 * MILLI);
        assertFalse(tenth.isOpen(now));
        pass(MILLI);
        assertTrue(tenth.isOpen(now));

        tenth.spend(-50 * MILLI, now);
        tenth.spend(MILLI, now);
        assertFalse(tenth.isOpen(now));
    }

    @Test
    void theWholeTimeCostsNothing() {
        Allowance all = allowance(new TransferSettings(1 << 30, 100, 1));
        pass(MILLI);
        assertEquals(0, all.price(5 * MILLI, now));
        Allowance idle = allowance(new TransferSettings(1 << 30, 10, 1));
        now += 1_001 * MILLI;
        assertEquals(0, idle.price(5 * MILLI, now));
    }

    @Test
    void aSliceThatWaitsForALostNodeCostsLittle() {
        Allowance tenth = allowance(new TransferSettings(1 << 30, 10, 1));
        pass(MILLI);
        tenth.spend(tenth.price(60_000 * MILLI, now), now);
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

    private void pass(long nanos) {
        now += nanos;
        foreground.asked(now);
    }
}
