package org.armature.storage.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TableLoadTest {
    private static final long START = -5_000_000_000L;

    private final TableLoad load = new TableLoad();

    @Test
    void operationsAndSizesAreCountedInBothWindows() {
        load.count(Operation.GET, START);
        load.count(Operation.GET, 500, START);
        load.count(Operation.PUT, 2_000, START);
        load.count(Operation.DELETE, START);
        load.count(Operation.SCAN, START);
        LoadReport report = load.report(START);
        assertEquals(report.life(), report.recent());
        assertEquals(2, report.life().count(Operation.GET));
        assertEquals(2, report.life().writes());
        assertEquals(5, report.life().all());
        assertEquals(SizeHistogramTest.of(500, 2_000), report.life().sizes());
    }

    @Test
    void recentCountsAreHalvedEveryHalfLifeAndThoseOfTheLifeAreNot() {
        for (int i = 0; i < 800; i++) {
            load.count(Operation.PUT, 100, START);
        }
        LoadReport twice = load.report(START + TimeUnit.MINUTES.toNanos(2 * TableLoad.HALF_LIFE_MINUTES));
        assertEquals(200, twice.recent().count(Operation.PUT));
        assertEquals(200, twice.recent().sizes().total());
        assertEquals(800, twice.life().count(Operation.PUT));
        LoadReport muchLater = load.report(START + TimeUnit.DAYS.toNanos(400));
        assertEquals(0, muchLater.recent().all());
        assertEquals(800, muchLater.life().all());
    }

    @Test
    void aChangedLoadShowsInTheRecentWindowWithinHours() {
        for (int i = 0; i < 10_000; i++) {
            load.count(Operation.PUT, 100, START);
        }
        long later = START + TimeUnit.HOURS.toNanos(3);
        for (int i = 0; i < 1_000; i++) {
            load.count(Operation.PUT, 1_000_000, later);
        }
        LoadReport report = load.report(later);
        assertTrue(report.recent().sizes().quantile(0.5) > 900_000, report.toString());
        assertTrue(report.life().sizes().quantile(0.5) < 120, report.toString());
    }

    @Test
    void theBusiestSliceOfWritesIsKeptAndComparedWithTheMean() {
        long now = START;
        for (int slice = 0; slice < 60; slice++) {
            int writes = slice == 30 ? 610 : 10;
            for (int i = 0; i < writes; i++) {
                load.count(Operation.PUT, 100, now);
                load.count(Operation.GET, 100, now);
            }
            now += TimeUnit.SECONDS.toNanos(TableLoad.SLICE_SECONDS);
        }
        LoadWindow window = load.report(now).recent();
        assertEquals(60, window.slices());
        assertEquals(610, window.busiestSlice());
        assertEquals(30.5, window.burst());
    }

    @Test
    void twoShardsTogetherHaveTheSumOfBothInTheSameTime() {
        TableLoad other = new TableLoad();
        load.count(Operation.PUT, 100, START);
        other.count(Operation.PUT, 200, START);
        long end = START + TimeUnit.SECONDS.toNanos(25);
        LoadReport sum = load.report(end).plus(other.report(end));
        assertEquals(2, sum.life().count(Operation.PUT));
        assertEquals(SizeHistogramTest.of(100, 200), sum.life().sizes());
        assertEquals(2, sum.life().slices());
        assertEquals(2, sum.life().busiestSlice());
    }

    @Test
    void whatAnEarlierLifeCountedIsGoneOnFrom() {
        load.count(Operation.PUT, 100, START);
        LoadReport before = load.report(START + TimeUnit.SECONDS.toNanos(30));
        TableLoad next = new TableLoad();
        next.resume(before);
        assertEquals(before, next.report(7));
        next.count(Operation.GET, 8);
        assertEquals(2, next.report(9).life().all());
    }

    /** Counted per thread by the JVM; a class loaded or a branch compiled on the way would allocate once, not each time. */
    @Test
    void countingMakesNoObjects() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long now = START;
        for (int i = 0; i < 1_000; i++) {
            load.count(Operation.PUT, i, now++);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            load.count(Operation.GET, i, now++);
        }
        long made = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(made < 100_000, made + " bytes for 100,000 counts");
    }
}
