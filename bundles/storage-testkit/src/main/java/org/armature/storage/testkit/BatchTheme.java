package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.ORDERS;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;

/** What one call of write does. */
abstract class BatchTheme extends EngineTheme {
    @Test
    void mutationsOfOneKeyApplyInTheirOrder() {
        Environment environment = open();
        environment.write(
                List.of(
                        Mutation.put(CART, key(1), value(1, 10)),
                        Mutation.put(CART, key(2), value(2, 10)),
                        Mutation.delete(CART, key(1)),
                        Mutation.put(CART, key(1), value(3, 10)),
                        Mutation.put(CART, key(2), value(4, 10)),
                        Mutation.delete(CART, key(2))),
                weakest());
        assertArrayEquals(value(3, 10), environment.store(CART).get(key(1)).orElseThrow());
        assertEquals(Optional.empty(), environment.store(CART).get(key(2)));
    }

    @Test
    void aBatchReachesSeveralStoresAndMakesThoseThatAreNotThere() {
        Environment environment = open();
        environment.write(
                List.of(
                        Mutation.put(ORDERS, key(1), value(1, 10)),
                        Mutation.put(CART, key(1), value(2, 10)),
                        Mutation.put(ORDERS, key(2), value(3, 10))),
                weakest());
        assertEquals(new TreeSet<>(List.of(CART, ORDERS)), environment.stores());
        assertArrayEquals(value(1, 10), environment.store(ORDERS).get(key(1)).orElseThrow());
        assertArrayEquals(value(2, 10), environment.store(CART).get(key(1)).orElseThrow());
        assertArrayEquals(value(3, 10), environment.store(ORDERS).get(key(2)).orElseThrow());
    }

    @Test
    void anEmptyBatchChangesNothing() {
        Environment environment = open();
        environment.write(List.of(), weakest());
        SortedSet<?> none = new TreeSet<>();
        assertEquals(none, environment.stores());
    }

    @Test
    void everyDurabilityOfTheProfileIsTaken() {
        Environment environment = open();
        int i = 0;
        for (Durability durability : engine.profile().durabilities()) {
            environment.write(List.of(Mutation.put(CART, key(i), value(i, 10))), durability);
            assertArrayEquals(value(i, 10), environment.store(CART).get(key(i)).orElseThrow());
            i++;
        }
        environment.sync();
    }

    @Test
    void aDurabilityTheProfileDoesNotNameIsRefusedAndNothingIsWritten() {
        Set<Durability> refused =
                EnumSet.complementOf(EnumSet.copyOf(engine.profile().durabilities()));
        Environment environment = open();
        for (Durability durability : refused) {
            StorageException refusal = assertThrows(
                    StorageException.BadSettings.class,
                    () -> environment.write(List.of(Mutation.put(CART, key(1), value(1, 10))), durability));
            assertTrue(refusal.getMessage().contains(durability.toString()), refusal.getMessage());
            assertEquals(Optional.empty(), environment.store(CART).get(key(1)));
        }
        put(environment, CART, key(1), value(1, 10));
        assertArrayEquals(value(1, 10), environment.store(CART).get(key(1)).orElseThrow());
    }
}
