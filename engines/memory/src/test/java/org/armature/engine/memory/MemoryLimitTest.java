package org.armature.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryLimitTest {
    private static final StoreId CART = new StoreId("cart", 0);
    private static final StoreId ORDERS = new StoreId("orders", 0);
    private static final int VALUE_BYTES = 100_000;

    private final Environment environment = new MemoryEngine()
            .open(new EnvironmentSettings(
                    "shop", Path.of("unused"), new TreeMap<>(Map.of(MemoryEngine.MAX_BYTES, String.valueOf(1 << 20)))));

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void refusesWhatWouldExceedTheLimitAndKeepsWhatItHas() {
        int written = fillUp();
        assertEquals(10, written);
        StorageException refusal = assertThrows(StorageException.DiskFull.class, () -> put(written, VALUE_BYTES));
        assertTrue(refusal.getMessage().contains("max-bytes=1048576"), refusal.getMessage());
        for (int i = 0; i < written; i++) {
            assertEquals(VALUE_BYTES, environment.store(CART).get(key(i)).orElseThrow().length);
        }
    }

    @Test
    void refusesABatchAsAWhole() {
        List<Mutation> batch = List.of(
                Mutation.put(CART, key(1), new byte[10]),
                Mutation.put(ORDERS, key(1), new byte[1 << 20]),
                Mutation.put(CART, key(2), new byte[10]));
        assertThrows(StorageException.DiskFull.class, () -> environment.write(batch, Durability.MEMORY));
        assertEquals(Optional.empty(), environment.store(CART).get(key(1)));
        assertEquals(Optional.empty(), environment.store(CART).get(key(2)));
    }

    @Test
    void countsAKeyWrittenTwiceInABatchOnce() {
        List<Mutation> batch =
                List.of(Mutation.put(CART, key(1), new byte[600_000]), Mutation.put(CART, key(1), new byte[600_000]));
        environment.write(batch, Durability.MEMORY);
        assertEquals(1, environment.store(CART).stats().entries());
    }

    @Test
    void takesWhatMakesRoomEvenWhenThereIsNone() {
        int written = fillUp();
        put(0, 10);
        environment.write(List.of(Mutation.delete(CART, key(1))), Durability.MEMORY);
        put(written, VALUE_BYTES);
        assertEquals(written, environment.store(CART).stats().entries());
    }

    @Test
    void aDroppedStoreMakesRoom() {
        int written = fillUp();
        environment.store(CART).drop();
        assertEquals(written, fillUp());
    }

    @Test
    void countsWhatSmallEntriesTakeBesideTheirBytes() {
        int written = 0;
        while (puts(written, 0)) {
            written++;
        }
        assertTrue(written < (1 << 20) / MemoryStore.ENTRY_OVERHEAD_BYTES, written + " entries");
    }

    private int fillUp() {
        int written = 0;
        while (puts(written, VALUE_BYTES)) {
            written++;
        }
        return written;
    }

    private boolean puts(int number, int length) {
        try {
            put(number, length);
            return true;
        } catch (StorageException.DiskFull e) {
            return false;
        }
    }

    private void put(int number, int length) {
        environment.write(List.of(Mutation.put(CART, key(number), new byte[length])), Durability.MEMORY);
    }

    private static StoreKey key(int number) {
        return StoreKey.of(new byte[16], ByteBuffer.allocate(4).putInt(number).array());
    }
}
