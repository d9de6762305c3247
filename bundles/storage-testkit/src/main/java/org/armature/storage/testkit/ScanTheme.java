package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.storage.Environment;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;

/** Scans beside writers: they end, repeat nothing, miss nothing that was left alone, and hold nothing up. */
abstract class ScanTheme extends EngineTheme {
    private static final int KEYS = 2_000;

    @Test
    void aScanBesideWritersRepeatsNoKeyAndShowsEveryKeyLeftAlone() {
        Environment environment = open();
        fill(environment, CART, 0, KEYS, 100);
        PartitionStore store = environment.store(CART);
        AtomicBoolean scanning = new AtomicBoolean(true);
        Callable<Void> writer = () -> {
            for (int i = 1; scanning.get(); i = (i + 2) % KEYS) {
                delete(environment, CART, key(i));
                put(environment, CART, key(i + KEYS), value(i, 100));
                put(environment, CART, key(i), value(i, 100));
                delete(environment, CART, key(i + KEYS));
            }
            return null;
        };
        Callable<Void> scanner = () -> {
            try {
                for (int round = 0; round < 20; round++) {
                    List<StoreKey> seen = keysOf(store);
                    Set<StoreKey> once = new HashSet<>(seen);
                    assertEquals(seen.size(), once.size(), "a key was repeated");
                    assertEquals(seen.stream().sorted().toList(), seen, "out of order");
                    for (int i = 0; i < KEYS; i += 2) {
                        assertTrue(once.contains(key(i)), "key " + i + " was left alone and not shown");
                    }
                }
            } finally {
                scanning.set(false);
            }
            return null;
        };
        Together.run(List.of(writer, scanner));
    }

    @Test
    void aScanThatStandsStillHoldsNoWriterUp() {
        Environment environment = open();
        fill(environment, CART, 0, 500, 100);
        AtomicInteger visited = new AtomicInteger();
        environment.store(CART).scan(Optional.empty(), (at, value) -> {
            if (visited.incrementAndGet() % 100 == 1) {
                assertTimeoutPreemptively(Together.BOUND, () -> {
                    put(environment, CART, at, value(7, 50));
                    fill(environment, CART, 0, 500, 60);
                });
            }
            return true;
        });
        assertEquals(500, visited.get());
        assertArrayEquals(value(1, 60), environment.store(CART).get(key(1)).orElseThrow());
    }

    @Test
    void aVisitorMayReadAndWriteTheStoreItIsShown() {
        Environment environment = open();
        fill(environment, CART, 0, 300, 40);
        PartitionStore store = environment.store(CART);
        store.scan(Optional.empty(), (at, value) -> {
            assertArrayEquals(value, store.get(at).orElseThrow());
            delete(environment, CART, at);
            return true;
        });
        assertEquals(List.of(), keysOf(store));
    }

    @Test
    void scansGivenUpHalfWayLeaveNothingBehind() {
        Environment environment = open();
        fill(environment, CART, 0, 300, 100);
        PartitionStore store = environment.store(CART);
        for (int i = 0; i < 5_000; i++) {
            List<StoreKey> seen = new ArrayList<>();
            store.scan(Optional.empty(), (at, value) -> seen.add(at) && seen.size() < 3);
            assertEquals(3, seen.size());
        }
        fill(environment, CART, 0, 300, 50);
        store.drop();
        environment.close();
    }

    @Test
    void whatAVisitorThrowsReachesTheCallerAndLeavesNothingBehind() {
        Environment environment = open();
        fill(environment, CART, 0, 10, 100);
        PartitionStore store = environment.store(CART);
        for (int i = 0; i < 100; i++) {
            IllegalStateException thrown = new IllegalStateException("the visitor's own");
            assertEquals(
                    thrown,
                    assertThrows(
                            IllegalStateException.class,
                            () -> store.scan(Optional.empty(), (at, value) -> {
                                throw thrown;
                            })));
        }
        fill(environment, CART, 0, 10, 50);
        assertEquals(10, keysOf(store).size());
    }
}
