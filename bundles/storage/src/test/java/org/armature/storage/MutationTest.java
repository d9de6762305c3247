package org.armature.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MutationTest {
    private static final StoreId STORE = new StoreId("cart", 3);
    private static final StoreKey KEY = StoreKey.of(new byte[16], new byte[] {1});

    @Test
    void aPutCarriesItsValue() {
        Mutation put = Mutation.put(STORE, KEY, new byte[] {4, 5});
        assertEquals(STORE, put.store());
        assertEquals(KEY, put.key());
        assertArrayEquals(new byte[] {4, 5}, put.value().orElseThrow());
    }

    @Test
    void aPutOfAnEmptyValueIsNoRemoval() {
        assertTrue(Mutation.put(STORE, KEY, new byte[0]).value().isPresent());
        assertEquals(Optional.empty(), Mutation.delete(STORE, KEY).value());
    }

    @Test
    void refusesToLackStoreKeyOrValue() {
        assertThrows(NullPointerException.class, () -> Mutation.put(null, KEY, new byte[0]));
        assertThrows(NullPointerException.class, () -> Mutation.put(STORE, null, new byte[0]));
        assertThrows(NullPointerException.class, () -> Mutation.put(STORE, KEY, null));
        assertThrows(NullPointerException.class, () -> Mutation.delete(null, KEY));
        assertThrows(NullPointerException.class, () -> Mutation.delete(STORE, null));
    }

    @Test
    void readsAsWhatItDoesWithoutShowingTheValue() {
        assertEquals(
                "put cart#3/" + KEY + " (2 bytes)",
                Mutation.put(STORE, KEY, new byte[2]).toString());
        assertEquals("delete cart#3/" + KEY, Mutation.delete(STORE, KEY).toString());
    }
}
