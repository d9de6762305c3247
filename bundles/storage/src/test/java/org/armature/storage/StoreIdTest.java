package org.armature.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "Cart", "a-b", "a.b", "../x", "a b", "ä", "a#1", "a`; drop table x", "a\n"})
    void refusesATableNameThatCouldEscapeFromAPathOrAStatement(String table) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> new StoreId(table, 0));
        assertTrue(refusal.getMessage().contains("[a-z0-9_]{1,48}"), refusal.getMessage());
    }

    @Test
    void takesTableNamesOf1To48Characters() {
        assertEquals("a", new StoreId("a", 0).table());
        assertEquals(48, new StoreId("a".repeat(48), 0).table().length());
        assertThrows(IllegalArgumentException.class, () -> new StoreId("a".repeat(49), 0));
    }

    @Test
    void takesPartitions0To65535() {
        assertEquals(0, new StoreId("cart", 0).partition());
        assertEquals(65_535, new StoreId("cart", 65_535).partition());
        assertThrows(IllegalArgumentException.class, () -> new StoreId("cart", -1));
        assertThrows(IllegalArgumentException.class, () -> new StoreId("cart", 65_536));
    }

    @Test
    void ordersByTableAndThenByPartitionAsANumber() {
        StoreId a2 = new StoreId("a", 2);
        StoreId a10 = new StoreId("a", 10);
        StoreId b0 = new StoreId("b", 0);
        assertEquals(List.of(a2, a10, b0), List.copyOf(new TreeSet<>(List.of(b0, a10, a2))));
    }

    @Test
    void readsAsTableAndPartition() {
        assertEquals("cart#17", new StoreId("cart", 17).toString());
    }

    @Test
    void tellsHintsFromObjectsByTheirName() {
        StoreId hints = new StoreId(StoreKind.HINTS, "cart", 17);
        assertEquals("cart~17", hints.toString());
        assertEquals(hints, StoreId.parse("cart~17"));
        assertEquals(new StoreId("cart", 17), StoreId.parse("cart#17"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cart", "cart#", "cart#x", "cart#123456", "cart!1", "Cart#1", "cart#1#2"})
    void refusesATextThatNamesNoStore(String text) {
        assertThrows(IllegalArgumentException.class, () -> StoreId.parse(text));
    }
}
