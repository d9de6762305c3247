package org.armature.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoreKeyTest {
    private static final byte[] POSITION = new byte[StoreKey.POSITION_BYTES];

    @Test
    void takesKeysOf1To1024Bytes() {
        assertEquals(1, key(1).key().length);
        assertEquals(1_024, key(1_024).key().length);
        assertThrows(IllegalArgumentException.class, () -> key(0));
        assertThrows(IllegalArgumentException.class, () -> key(1_025));
    }

    @Test
    void takesPositionsOfExactly16Bytes() {
        assertThrows(IllegalArgumentException.class, () -> StoreKey.of(new byte[15], new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> StoreKey.of(new byte[17], new byte[1]));
    }

    @Test
    void refusesStoredBytesThatNoKeyHas() {
        assertThrows(IllegalArgumentException.class, () -> StoreKey.fromBytes(new byte[16]));
        assertThrows(IllegalArgumentException.class, () -> StoreKey.fromBytes(new byte[1_041]));
        assertEquals(1, StoreKey.fromBytes(new byte[17]).key().length);
        assertEquals(1_024, StoreKey.fromBytes(new byte[1_040]).key().length);
    }

    @Test
    void givesBackPositionAndKey() {
        byte[] position = filled(16, 7);
        byte[] key = {0, (byte) 0xff, 0x20, 0};
        StoreKey made = StoreKey.of(position, key);

        assertArrayEquals(position, made.position());
        assertArrayEquals(key, made.key());
        assertEquals(made, StoreKey.fromBytes(made.toBytes()));
        assertEquals(made.hashCode(), StoreKey.fromBytes(made.toBytes()).hashCode());
    }

    @Test
    void cannotBeChangedThroughTheArraysItTookOrGave() {
        byte[] position = filled(16, 1);
        byte[] key = filled(3, 2);
        StoreKey made = StoreKey.of(position, key);
        StoreKey same = StoreKey.fromBytes(made.toBytes());

        position[0] = 9;
        key[0] = 9;
        made.position()[0] = 9;
        made.key()[0] = 9;
        made.toBytes()[0] = 9;

        assertEquals(same, made);
    }

    @Test
    void ordersByPositionAndThenByKeyAsUnsignedBytes() {
        StoreKey low = StoreKey.of(filled(16, 0x7f), filled(2, 0xff));
        StoreKey high = StoreKey.of(filled(16, 0x80), filled(1, 0x00));
        assertTrue(low.compareTo(high) < 0);

        StoreKey prefix = StoreKey.of(POSITION, new byte[] {'a'});
        StoreKey longer = StoreKey.of(POSITION, new byte[] {'a', 0});
        assertTrue(prefix.compareTo(longer) < 0);
        assertNotEquals(prefix, longer);
    }

    @Test
    void ordersAsItsBytesDo() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StoreKey a = random(random);
            StoreKey b = random(random);
            assertEquals(
                    Integer.signum(Arrays.compareUnsigned(a.toBytes(), b.toBytes())),
                    Integer.signum(a.compareTo(b)),
                    "seed " + seed + ": " + a + " and " + b);
        }
    }

    @Test
    void readsAsHexadecimal() {
        assertEquals(
                "00".repeat(16) + "ff", StoreKey.of(POSITION, filled(1, 0xff)).toString());
    }

    private static StoreKey key(int bytes) {
        return StoreKey.of(POSITION, new byte[bytes]);
    }

    private static StoreKey random(Random random) {
        byte[] position = filled(16, random.nextInt(3));
        byte[] key = new byte[1 + random.nextInt(3)];
        random.nextBytes(key);
        return StoreKey.of(position, key);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
