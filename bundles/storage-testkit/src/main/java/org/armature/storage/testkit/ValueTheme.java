package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.ORDERS;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;

/** Bytes are bytes: what was put comes back, and absence is not emptiness. */
abstract class ValueTheme extends EngineTheme {
    @Test
    void aKeyNeverWrittenIsAbsent() {
        assertEquals(Optional.empty(), open().store(CART).get(key(1)));
    }

    @Test
    void theLastWriteOfAKeyIsRead() {
        Environment environment = open();
        for (int i = 0; i < 5; i++) {
            put(environment, CART, key(1), value(i, 10 + i));
            assertArrayEquals(
                    value(i, 10 + i), environment.store(CART).get(key(1)).orElseThrow());
        }
    }

    @Test
    void oneKeyInTwoStoresIsTwoEntries() {
        Environment environment = open();
        put(environment, CART, key(1), value(1, 20));
        put(environment, ORDERS, key(1), value(2, 20));
        delete(environment, ORDERS, key(1));
        assertArrayEquals(value(1, 20), environment.store(CART).get(key(1)).orElseThrow());
        assertEquals(Optional.empty(), environment.store(ORDERS).get(key(1)));
    }

    @Test
    void anEmptyValueIsAValue() {
        Environment environment = open();
        put(environment, CART, key(1), new byte[0]);
        assertArrayEquals(new byte[0], environment.store(CART).get(key(1)).orElseThrow());
    }

    @Test
    void allByteValuesComeBackInKeysAndValues() {
        Environment environment = open();
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        put(environment, CART, key(all), all);
        for (byte one : all) {
            put(environment, CART, key(new byte[] {one}), new byte[] {one});
        }
        assertArrayEquals(all, environment.store(CART).get(key(all)).orElseThrow());
        for (byte one : all) {
            assertArrayEquals(
                    new byte[] {one},
                    environment.store(CART).get(key(new byte[] {one})).orElseThrow());
        }
    }

    @Test
    void keysThatDifferInTrailingBytesOnlyAreKeptApart() {
        Environment environment = open();
        List<StoreKey> keys = List.of(
                samePosition("a"), samePosition("a\0"), samePosition("a "), samePosition("A"), samePosition("a\0\0"));
        for (int i = 0; i < keys.size(); i++) {
            put(environment, CART, keys.get(i), value(i, 12));
        }
        for (int i = 0; i < keys.size(); i++) {
            assertArrayEquals(
                    value(i, 12), environment.store(CART).get(keys.get(i)).orElseThrow());
        }
        assertEquals(keys.stream().sorted().toList(), keysOf(environment.store(CART)));
    }

    @Test
    void theLongestKeyComesBack() {
        Environment environment = open();
        byte[] longest = new byte[StoreKey.MAX_KEY_BYTES];
        Arrays.fill(longest, (byte) 0xff);
        put(environment, CART, key(longest), value(1, 100));
        assertArrayEquals(
                value(1, 100), environment.store(CART).get(key(longest)).orElseThrow());
        assertEquals(List.of(key(longest)), keysOf(environment.store(CART)));
    }

    @Test
    void valuesUpToTheLimitComeBack() {
        Environment environment = open();
        int limit = Math.toIntExact(engine.profile().maxRecordBytes());
        for (int length : new int[] {1, 16, 17, 4_096, 100_000, 1 << 20, limit - 1, limit}) {
            put(environment, CART, key(length), value(length, length));
            assertArrayEquals(
                    value(length, length),
                    environment.store(CART).get(key(length)).orElseThrow(),
                    () -> length + " bytes");
            delete(environment, CART, key(length));
        }
    }

    @Test
    void aValueOneOverTheLimitIsRefusedWithAllOfItsBatchAndTheEngineGoesOn() {
        Environment environment = open();
        int tooLong = Math.toIntExact(engine.profile().maxRecordBytes() + 1);
        put(environment, CART, key(1), value(1, 10));
        List<Mutation> batch = List.of(
                Mutation.put(CART, key(1), value(2, 10)),
                Mutation.put(CART, key(2), new byte[tooLong]),
                Mutation.delete(ORDERS, key(3)),
                Mutation.put(ORDERS, key(3), value(3, 10)));

        StorageException refusal =
                assertThrows(StorageException.ValueTooLarge.class, () -> environment.write(batch, weakest()));

        assertTrue(refusal.getMessage().contains(String.valueOf(tooLong)), refusal.getMessage());
        assertArrayEquals(value(1, 10), environment.store(CART).get(key(1)).orElseThrow());
        assertEquals(Optional.empty(), environment.store(CART).get(key(2)));
        assertEquals(Optional.empty(), environment.store(ORDERS).get(key(3)));
        put(environment, CART, key(2), value(4, 10));
        assertArrayEquals(value(4, 10), environment.store(CART).get(key(2)).orElseThrow());
    }

    @Test
    void aDeletedKeyIsAbsentToGetAndScan() {
        Environment environment = open();
        put(environment, CART, key(1), value(1, 10));
        put(environment, CART, key(2), value(2, 10));
        delete(environment, CART, key(1));
        assertEquals(Optional.empty(), environment.store(CART).get(key(1)));
        assertEquals(List.of(key(2)), keysOf(environment.store(CART)));
    }

    @Test
    void deletingAKeyThatIsAbsentIsNoError() {
        Environment environment = open();
        delete(environment, CART, key(1));
        assertEquals(Optional.empty(), environment.store(CART).get(key(1)));
    }

    @Test
    void theArrayThatGetGivesIsTheCallers() {
        Environment environment = open();
        put(environment, CART, key(1), value(1, 30));
        PartitionStore store = environment.store(CART);
        Arrays.fill(store.get(key(1)).orElseThrow(), (byte) 0);
        assertArrayEquals(value(1, 30), store.get(key(1)).orElseThrow());
    }

    private static StoreKey samePosition(String key) {
        return StoreKey.of(new byte[StoreKey.POSITION_BYTES], key.getBytes(StandardCharsets.ISO_8859_1));
    }
}
