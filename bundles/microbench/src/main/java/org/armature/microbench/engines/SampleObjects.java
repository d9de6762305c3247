package org.armature.microbench.engines;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.armature.model.Key;
import org.armature.ring.Position;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;

/**
 * Objects of one size, numbered from 0, and as many keys that never become objects. Values look random, so that nothing
 * compresses them. Immutable.
 */
final class SampleObjects {
    /** Callers whose number divides it write partitions of their own. */
    static final int PARTITIONS = 64;

    /** Number and stamp of a value. */
    static final int LEAST_BYTES = Integer.BYTES + Long.BYTES;

    static final int MOST_BYTES = 16 << 20;

    private final List<StoreKey> keys = new ArrayList<>();
    private final List<StoreKey> absent = new ArrayList<>();
    private final byte[] noise;

    /** @param valueBytes {@link #LEAST_BYTES} to {@link #MOST_BYTES} */
    SampleObjects(int count, int valueBytes) {
        for (int number = 0; number < count; number++) {
            keys.add(key("bench-" + number));
            absent.add(key("absent-" + number));
        }
        noise = new byte[valueBytes];
        new SplittableRandom(1).nextBytes(noise);
    }

    int count() {
        return keys.size();
    }

    StoreId store(int number) {
        return new StoreId("objects", number % PARTITIONS);
    }

    StoreKey key(int number) {
        return keys.get(number);
    }

    StoreKey absent(int number) {
        return absent.get(number);
    }

    /** A new one, no two of which are equal if their stamps differ. */
    byte[] value(int number, long stamp) {
        byte[] value = noise.clone();
        ByteBuffer.wrap(value).putInt(number).putLong(stamp);
        return value;
    }

    /** Of all keys and values. */
    long bytes() {
        return keys.stream().mapToLong(key -> key.length() + noise.length).sum();
    }

    private static StoreKey key(String name) {
        Key key = Key.utf8(name);
        return StoreKey.of(Position.of(key).toBytes(), key.bytes().shared());
    }
}
