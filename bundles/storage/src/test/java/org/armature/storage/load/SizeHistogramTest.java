package org.armature.storage.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SizeHistogramTest {
    @Test
    void everySizeIsWithinItsClassAndTheClassesJoin() {
        for (int number = 0; number < SizeHistogram.CLASSES; number++) {
            long least = SizeHistogram.least(number);
            long greatest = SizeHistogram.greatest(number);
            assertEquals(number, SizeHistogram.classOf(least));
            assertEquals(number, SizeHistogram.classOf(greatest));
            assertEquals(greatest + 1, SizeHistogram.least(number + 1));
            assertTrue(greatest - least <= least / 8, least + " to " + greatest);
        }
    }

    @Test
    void whatIsBeyondTheLastClassCountsAsThat() {
        assertEquals(SizeHistogram.CLASSES - 1, SizeHistogram.classOf(1L << 30));
        assertEquals(SizeHistogram.CLASSES - 1, SizeHistogram.classOf(Long.MAX_VALUE));
    }

    @Test
    void aQuantileIsTheSizeItMeansOrAnEighthMore() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            long[] sizes = random.longs(1_000, 1, 1L << 22).sorted().toArray();
            SizeHistogram.Builder builder = new SizeHistogram.Builder();
            for (long size : sizes) {
                builder.add(SizeHistogram.classOf(size), 1);
            }
            SizeHistogram histogram = builder.build();
            for (int permille : new int[] {1, 100, 500, 950, 1_000}) {
                long exact = sizes[permille - 1];
                long told = histogram.quantile(permille / 1_000.0);
                assertTrue(told >= exact && told <= exact * 9 / 8 + 1, told + " for " + exact + ", seed " + seed);
            }
        }
    }

    @Test
    void whatIsAboveBelowAndWithinIsCountedOnlyIfItIsCertain() {
        SizeHistogram histogram = of(10, 100, 1_000, 1_000, 100_000);
        assertEquals(3, histogram.above(500));
        assertEquals(2, histogram.below(500));
        assertEquals(2, histogram.within(500, 5_000));
        assertEquals(0, histogram.above(100_000));
        assertEquals(0, histogram.within(1_000, 1_000), "1000 shares its class with 1023");
        assertEquals(5, histogram.total());
    }

    @Test
    void sumsAddClassByClass() {
        assertEquals(of(1, 2, 2, 300), of(1, 2).plus(of(2, 300)));
    }

    @Test
    void toldClassByClassItIsPutTogetherAgain() {
        SizeHistogram histogram = of(0, 1, 17, 17, 1 << 20);
        SizeHistogram.Builder builder = new SizeHistogram.Builder();
        histogram.forEach((number, least, greatest, count) -> builder.add(number, count));
        assertEquals(histogram, builder.build());
        assertThrows(IllegalArgumentException.class, () -> builder.add(SizeHistogram.CLASSES, 1));
        assertThrows(IllegalArgumentException.class, () -> builder.add(0, -1));
    }

    @Test
    void ofNothingThereIsNoQuantile() {
        assertThrows(IllegalStateException.class, () -> SizeHistogram.EMPTY.quantile(0.5));
    }

    static SizeHistogram of(long... sizes) {
        SizeHistogram.Builder builder = new SizeHistogram.Builder();
        for (long size : sizes) {
            builder.add(SizeHistogram.classOf(size), 1);
        }
        return builder.build();
    }
}
