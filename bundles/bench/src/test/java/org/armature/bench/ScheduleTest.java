package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final double INTERVAL = 1_000_000.5;

    @Test
    void operationsAreDueAtEvenIntervalsHoweverLateTheyAreAskedFor() {
        long first = System.nanoTime() - 10_000_000;
        Schedule schedule = new Schedule(first, INTERVAL, () -> Long.MAX_VALUE);
        for (int i = 0; i < 4; i++) {
            assertEquals(OptionalLong.of(first + (long) (i * INTERVAL)), schedule.next());
        }
    }

    @Test
    void noneIsHandedOutBeforeItIsDue() {
        long first = System.nanoTime() + 2_000_000;
        assertEquals(OptionalLong.of(first), new Schedule(first, INTERVAL, () -> Long.MAX_VALUE).next());
        assertTrue(System.nanoTime() - first >= 0);
    }

    @Test
    void whatWasDueBeforeTheEndIsStillDoneAndWhatComesAfterIsNot() {
        long first = System.nanoTime() - 10_000_000;
        AtomicLong end = new AtomicLong(first + 1_500_000);
        Schedule schedule = new Schedule(first, INTERVAL, end::get);
        assertTrue(schedule.next().isPresent());
        assertTrue(schedule.next().isPresent());
        assertEquals(OptionalLong.empty(), schedule.next());
    }
}
