package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.StoreId;
import org.junit.jupiter.api.Test;

/** Four tables of 256 partitions, as a node on its own has. */
abstract class ManyStoresTheme extends EngineTheme {
    private static final int TABLES = 4;
    private static final int PARTITIONS = 256;
    /** Far more than it takes, far less than a second or so for each would. */
    private static final Duration QUICKLY = Duration.ofSeconds(20);

    @Test
    void thousandStoresOpenQuicklyAndHoldTheirOwn() {
        Environment environment = open();
        assertTimeout(QUICKLY, () -> writeOneEntryInEach(environment, weakest()));
        assertEquals(TABLES * PARTITIONS, environment.stores().size());
        assertTimeout(QUICKLY, () -> readTheEntryOfEach(environment));
    }

    static void writeOneEntryInEach(Environment environment, Durability durability) {
        for (int i = 0; i < TABLES * PARTITIONS; i++) {
            environment.write(List.of(Mutation.put(id(i), key(i), value(i, 50))), durability);
        }
    }

    static void readTheEntryOfEach(Environment environment) {
        for (int i = 0; i < TABLES * PARTITIONS; i++) {
            assertArrayEquals(value(i, 50), environment.store(id(i)).get(key(i)).orElseThrow());
            assertEquals(1, environment.store(id(i)).stats().entries());
        }
    }

    private static StoreId id(int i) {
        return new StoreId("table_" + i / PARTITIONS, i % PARTITIONS);
    }
}
