package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.ORDERS;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

/** Dropping a store takes its entries, and only those. */
abstract class DropTheme extends EngineTheme {
    @Test
    void aDroppedStoreIsGoneAndEmptyWhenOpenedAgain() {
        Environment environment = open();
        fill(environment, CART, 0, 200, 100);
        PartitionStore dropped = environment.store(CART);
        dropped.drop();

        assertEquals(List.of(), List.copyOf(environment.stores()));
        PartitionStore again = environment.store(CART);
        assertNotSame(dropped, again);
        assertEquals(Optional.empty(), again.get(key(1)));
        assertEquals(List.of(), keysOf(again));
        assertEquals(0, again.stats().entries());
        assertEquals(0, again.stats().bytes());
        put(environment, CART, key(1), value(9, 10));
        assertArrayEquals(value(9, 10), again.get(key(1)).orElseThrow());
    }

    @Test
    void otherPartitionsAndTablesAreLeftAlone() {
        Environment environment = open();
        StoreId neighbour = new StoreId(CART.table(), CART.partition() + 1);
        fill(environment, CART, 0, 100, 100);
        fill(environment, neighbour, 0, 100, 100);
        fill(environment, ORDERS, 0, 100, 100);
        StoreId hints = new StoreId(StoreKind.HINTS, CART.table(), CART.partition());
        fill(environment, hints, 0, 50, 100);
        assertEquals(Set.of(CART, neighbour, ORDERS, hints), environment.stores());
        environment.store(CART).drop();
        assertEquals(50, keysOf(environment.store(hints)).size());
        assertEquals(100, keysOf(environment.store(neighbour)).size());
        assertEquals(100, keysOf(environment.store(ORDERS)).size());
    }

    @Test
    void everyCallOnADroppedStoreThrowsClosed() {
        Environment environment = open();
        put(environment, CART, key(1), value(1, 10));
        PartitionStore store = environment.store(CART);
        store.drop();
        assertThrows(StorageException.Closed.class, () -> store.get(key(1)));
        assertThrows(StorageException.Closed.class, () -> store.scan(Optional.empty(), (key, value) -> true));
        assertThrows(StorageException.Closed.class, store::stats);
        assertThrows(StorageException.Closed.class, store::drop);
        assertEquals(CART, store.id());
    }

    @Test
    void aScanUnderWayEndsWithClosedOrItsLastEntry() {
        Environment environment = open();
        fill(environment, CART, 0, 2_000, 100);
        PartitionStore store = environment.store(CART);
        List<StoreKey> seen = new ArrayList<>();
        try {
            store.scan(Optional.empty(), (key, value) -> {
                if (seen.isEmpty()) {
                    store.drop();
                }
                return seen.add(key);
            });
        } catch (StorageException.Closed e) {
            assertEquals(seen.stream().sorted().toList(), seen, e.getMessage());
        }
        assertEquals(List.of(), keysOf(environment.store(CART)));
    }

    /** A batch of ten keys that races with a drop: refused, or before it and gone whole, or after it and there whole. */
    @Test
    void aWriteRacingWithADropIsNeverHalfThere() throws Exception {
        Environment environment = open();
        int rounds = 60;
        List<Mutation> batch = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            batch.add(Mutation.put(CART, key(i), value(i, 200)));
        }
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Void> writer = () -> {
            for (int round = 0; round < rounds; round++) {
                together.await();
                try {
                    environment.write(batch, weakest());
                } catch (StorageException.Closed refused) {
                    assertEquals(List.of(), keysOf(environment.store(CART)), refused.getMessage());
                }
                together.await();
            }
            return null;
        };
        Callable<Void> dropper = () -> {
            for (int round = 0; round < rounds; round++) {
                fill(environment, CART, 100, 130, 50);
                PartitionStore store = environment.store(CART);
                together.await();
                store.drop();
                together.await();
                List<StoreKey> left = keysOf(environment.store(CART));
                if (!left.isEmpty()) {
                    assertEquals(batch.stream().map(Mutation::key).sorted().toList(), left, "round " + round);
                }
                assertEquals(left.size(), environment.store(CART).stats().entries());
                environment.write(batch, weakest());
                assertEquals(10, keysOf(environment.store(CART)).size(), "written after the drop");
            }
            return null;
        };
        Together.run(List.of(writer, dropper));
    }
}
