package org.armature.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentLatenciesTest {
    @Test
    void nothingIsKnownBeforeThereAreEnough() {
        RecentLatencies recent = new RecentLatencies(99);
        add(recent, LongStream.range(0, RecentLatencies.RENEWED_AFTER - 1));
        assertEquals(OptionalLong.empty(), recent.nanos());
        recent.add(7);
        assertTrue(recent.nanos().isPresent());
    }

    @Test
    void thePercentileIsThatOfTheSortedLatencies() {
        for (int percentile : List.of(1, 50, 90, 99, 100)) {
            for (long seed = 0; seed < 10; seed++) {
                long[] latencies = new Random(seed)
                        .longs(RecentLatencies.KEPT, 0, 1_000_000)
                        .toArray();
                RecentLatencies recent = new RecentLatencies(percentile);
                add(recent, Arrays.stream(latencies));
                long found = recent.nanos().orElseThrow();
                long notAbove =
                        Arrays.stream(latencies).filter(nanos -> nanos <= found).count();
                long below =
                        Arrays.stream(latencies).filter(nanos -> nanos < found).count();
                String what = "percentile " + percentile + " seed " + seed;
                assertTrue(notAbove * 100 >= (long) percentile * RecentLatencies.KEPT, what);
                assertTrue(below * 100 < (long) percentile * RecentLatencies.KEPT, what);
            }
        }
    }

    @Test
    void oldLatenciesAreForgotten() {
        RecentLatencies recent = new RecentLatencies(99);
        add(recent, LongStream.generate(() -> 1_000_000).limit(5_000));
        add(recent, LongStream.generate(() -> 10).limit(RecentLatencies.KEPT + RecentLatencies.RENEWED_AFTER));
        assertEquals(OptionalLong.of(10), recent.nanos());
    }

    @Test
    void manyThreadsMayAdd() throws InterruptedException {
        RecentLatencies recent = new RecentLatencies(50);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread =
                    new Thread(() -> add(recent, LongStream.generate(() -> 5).limit(4 * RecentLatencies.KEPT)));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(OptionalLong.of(5), recent.nanos());
    }

    private static void add(RecentLatencies recent, LongStream latencies) {
        latencies.forEach(recent::add);
    }
}
