package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.armature.storage.Environment;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreStats;
import org.junit.jupiter.api.Test;

/** Figures within 20 % of the truth, without looking at every entry. */
abstract class StatsTheme extends EngineTheme {
    @Test
    void anEmptyStoreHasNothing() {
        assertEquals(new StoreStats(0, 0), open().store(CART).stats());
    }

    @Test
    void figuresFollowInsertsOfManySizes() {
        Environment environment = open();
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            put(environment, CART, key(i), value(i, random.nextInt(3_000)));
        }
        assertNearTheTruth(environment.store(CART));
    }

    @Test
    void figuresFollowOverwritesThatGrowAndShrink() {
        Environment environment = open();
        fill(environment, CART, 0, 300, 1_000);
        fill(environment, CART, 0, 300, 10_000);
        assertNearTheTruth(environment.store(CART));
        for (int round = 0; round < 20; round++) {
            fill(environment, CART, 0, 300, 5 + round);
            assertNearTheTruth(environment.store(CART));
        }
    }

    @Test
    void figuresFollowDeletesOfTheLargestAndOfAll() {
        Environment environment = open();
        for (int i = 0; i < 200; i++) {
            put(environment, CART, key(i), value(i, i < 20 ? 20_000 : 50));
        }
        assertNearTheTruth(environment.store(CART));
        for (int i = 0; i < 20; i++) {
            delete(environment, CART, key(i));
            delete(environment, CART, key(i));
        }
        assertNearTheTruth(environment.store(CART));
        for (int i = 0; i < 200; i++) {
            delete(environment, CART, key(i));
        }
        assertEquals(new StoreStats(0, 0), environment.store(CART).stats());
    }

    @Test
    void theyCostFarLessThanAScan() {
        Environment environment = open();
        fill(environment, CART, 0, 20_000, 50);
        PartitionStore store = environment.store(CART);
        keysOf(store);
        long scanNanos = nanos(() -> keysOf(store));
        long hundredStatsNanos = nanos(() -> {
            for (int i = 0; i < 100; i++) {
                store.stats();
            }
        });
        assertTrue(
                hundredStatsNanos < 10 * scanNanos,
                "100 times stats() took " + hundredStatsNanos + " ns, one scan " + scanNanos + " ns");
    }

    static void assertNearTheTruth(PartitionStore store) {
        AtomicLong entries = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        store.scan(Optional.empty(), (key, value) -> {
            entries.incrementAndGet();
            bytes.addAndGet(key.toBytes().length + value.length);
            return true;
        });
        StoreStats stats = store.stats();
        assertWithinAFifth("entries", entries.get(), stats.entries());
        assertWithinAFifth("bytes", bytes.get(), stats.bytes());
    }

    private static void assertWithinAFifth(String what, long truth, long figure) {
        assertTrue(Math.abs(figure - truth) * 5 <= truth, what + ": " + figure + ", in truth " + truth);
    }

    private static long nanos(Runnable piece) {
        long start = System.nanoTime();
        piece.run();
        return System.nanoTime() - start;
    }
}
