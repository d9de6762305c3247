package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.storage.Environment;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;

/** Scans go round the ring: by position, then by key, as unsigned bytes. */
abstract class OrderTheme extends EngineTheme {
    private static final long SEED = 4_711;
    private final Random random = new Random(SEED);

    @Test
    void aScanShowsEveryEntryInRingOrder() {
        SortedMap<StoreKey, byte[]> written = new TreeMap<>();
        PartitionStore store = filled(written);

        List<StoreKey> seen = new ArrayList<>();
        store.scan(Optional.empty(), (key, value) -> {
            assertArrayEquals(written.get(key), value, () -> key + ", seed " + SEED);
            return seen.add(key);
        });

        assertEquals(List.copyOf(written.keySet()), seen, "seed " + SEED);
    }

    @Test
    void aScanStartsAtItsKeyOrAtTheNextOneIfThatIsAbsent() {
        SortedMap<StoreKey, byte[]> written = new TreeMap<>();
        PartitionStore store = filled(written);
        for (int i = 0; i < 50; i++) {
            StoreKey from = i % 2 == 0 ? anyOf(written) : randomKey();
            assertEquals(
                    List.copyOf(written.tailMap(from).keySet()),
                    keysFrom(store, Optional.of(from)),
                    () -> "from " + from + ", seed " + SEED);
        }
    }

    @Test
    void subRangesJoinWithoutGapOrOverlap() {
        SortedMap<StoreKey, byte[]> written = new TreeMap<>();
        PartitionStore store = filled(written);
        List<StoreKey> joined = new ArrayList<>();
        Optional<StoreKey> from = Optional.empty();
        while (true) {
            List<StoreKey> part = new ArrayList<>();
            int length = 1 + random.nextInt(40);
            store.scan(from, (key, value) -> part.add(key) && part.size() <= length);
            if (part.size() <= length) {
                joined.addAll(part);
                break;
            }
            from = Optional.of(part.remove(length));
            joined.addAll(part);
        }
        assertEquals(List.copyOf(written.keySet()), joined, "seed " + SEED);
    }

    @Test
    void theFirstAndTheLastKeyOfTheRingAreShown() {
        Environment environment = open();
        StoreKey first = StoreKey.of(new byte[16], new byte[] {0});
        byte[] position = filledWith(16, 0xff);
        StoreKey last = StoreKey.of(position, filledWith(StoreKey.MAX_KEY_BYTES, 0xff));
        put(environment, CART, last, value(2, 10));
        put(environment, CART, first, value(1, 10));
        assertEquals(List.of(first, last), keysOf(environment.store(CART)));
        assertEquals(List.of(last), keysFrom(environment.store(CART), Optional.of(last)));
    }

    @Test
    void anEmptyStoreShowsNothing() {
        assertEquals(List.of(), keysOf(open().store(CART)));
        assertEquals(List.of(), keysFrom(open(temporary.resolve("other")).store(CART), Optional.of(key(1))));
    }

    @Test
    void largeValuesAreScannedWholeAndInOrder() {
        Environment environment = open();
        int length = Math.toIntExact(Math.min(2 << 20, engine.profile().maxRecordBytes()));
        fill(environment, CART, 0, 6, length);
        List<StoreKey> seen = new ArrayList<>();
        environment.store(CART).scan(Optional.empty(), (key, value) -> {
            assertArrayEquals(value(Samples.numberOf(value), length), value);
            return seen.add(key);
        });
        assertEquals(seen.stream().sorted().toList(), seen);
        assertEquals(6, seen.size());
    }

    private PartitionStore filled(SortedMap<StoreKey, byte[]> written) {
        Environment environment = open();
        for (int i = 0; i < 600; i++) {
            StoreKey key = randomKey();
            byte[] value = value(i, 1 + random.nextInt(100));
            put(environment, CART, key, value);
            written.put(key, value);
        }
        return environment.store(CART);
    }

    /** Few positions and short keys of few letters, so that many keys share a position and are prefixes of others. */
    private StoreKey randomKey() {
        byte[] position = filledWith(16, new int[] {0, 0x7f, 0x80, 0xff}[random.nextInt(4)]);
        byte[] key = new byte[1 + random.nextInt(6)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) new int[] {0, 1, 0x7f, 0x80, 0xff}[random.nextInt(5)];
        }
        return StoreKey.of(position, key);
    }

    private StoreKey anyOf(SortedMap<StoreKey, byte[]> written) {
        return List.copyOf(written.keySet()).get(random.nextInt(written.size()));
    }

    private static byte[] filledWith(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
