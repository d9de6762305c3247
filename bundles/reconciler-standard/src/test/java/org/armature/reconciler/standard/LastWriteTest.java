package org.armature.reconciler.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LastWriteTest {
    private static final LastWrite ON = LastWrite.first("on", "web1", 1_000);

    @Test
    void ofSeveralTheOneStampedLastCounts() {
        LastWrite off = LastWrite.first("off", "web2", 1_001);
        assertEquals(off, ON.merge(off));
        assertEquals(off, off.merge(ON));
    }

    @Test
    void whoWritesAfterHavingReadStampsLaterHoweverItsClockStands() {
        LastWrite next = ON.next("off", "web2", 500);
        assertEquals(new LastWrite(1_000, 1, "web2", "off"), next);
        assertEquals(next, ON.merge(next));
        assertEquals(new LastWrite(2_000, 0, "web1", "on"), next.next("on", "web1", 2_000));
    }

    @Test
    void itIsReadAsItIsWritten() {
        assertEquals("{\"millis\":1000,\"logical\":0,\"writer\":\"web1\",\"value\":\"on\"}", ON.text());
        assertEquals(ON, LastWrite.parse(ON.text()));
    }

    @Test
    void aPartThatIsMissingIsNamed() {
        assertEquals(
                "millis must be a whole number, 0 to 999999999999999999",
                assertThrows(IllegalArgumentException.class, () -> LastWrite.parse("{}"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new LastWrite(-1, 0, "w", ""));
    }
}
