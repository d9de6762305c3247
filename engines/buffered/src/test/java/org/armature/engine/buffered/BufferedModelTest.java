package org.armature.engine.buffered;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;

/** Wherever the newest change of a key is, below, in flight or filling, reads and scans show what a sorted map would. */
class BufferedModelTest {
    private static final StoreId CART = new StoreId("cart", 0);
    private static final int SEEDS = 150;
    private static final int STEPS = 120;
    private static final int KEYS = 60;

    @Test
    void readsAndScansShowWhatASortedMapWould() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed).go();
        }
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final Ground ground = new Ground();
        private final NavigableMap<StoreKey, Integer> model = new TreeMap<>();
        private boolean held;

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void go() {
            String linger = random.nextBoolean() ? "0" : "10000";
            try (ground;
                    Environment buffered = new BufferedEngine()
                            .open(
                                    new EnvironmentSettings(
                                            "shop", Path.of("unused"), new TreeMap<>(Map.of("linger", linger))),
                                    ground,
                                    Ground.PROFILE)) {
                for (int step = 0; step < STEPS; step++) {
                    step(buffered, step);
                    check(buffered.store(CART), step);
                }
                ground.release();
                buffered.sync();
                check(ground.store(CART), STEPS);
            }
        }

        private void step(Environment buffered, int step) {
            switch (random.nextInt(32)) {
                case 0, 1, 2, 3 -> {
                    ground.hold();
                    held = true;
                }
                case 4, 5, 6, 7 -> {
                    ground.release();
                    held = false;
                }
                case 8 -> failOnce(buffered);
                default -> write(buffered, step);
            }
        }

        private void write(Environment buffered, int step) {
            StoreKey key = BufferedEnvironmentTest.key(random.nextInt(KEYS));
            boolean delete = random.nextInt(3) == 0;
            Durability durability = !held && random.nextInt(4) == 0 ? Durability.PROCESS : Durability.MEMORY;
            buffered.write(
                    List.of(
                            delete
                                    ? Mutation.delete(CART, key)
                                    : Mutation.put(
                                            CART,
                                            key,
                                            ByteBuffer.allocate(4).putInt(step).array())),
                    durability);
            if (delete) {
                model.remove(key);
            } else {
                model.put(key, step);
            }
        }

        /** A batch that fails goes back to what is filling, and is tried again. */
        private void failOnce(Environment buffered) {
            if (held) {
                return;
            }
            ground.fail(new StorageException.Unavailable("away for a while"));
            try {
                buffered.sync();
            } catch (StorageException.Unavailable expected) {
                assertEquals(true, expected.getMessage().contains("away for a while"), expected.getMessage());
            }
            ground.fail(null);
            Ground.await("a flush", () -> {
                try {
                    buffered.sync();
                    return true;
                } catch (StorageException.Unavailable e) {
                    return false;
                }
            });
        }

        private void check(PartitionStore store, int step) {
            String where = "seed " + seed + ", step " + step;
            StoreKey from = BufferedEnvironmentTest.key(random.nextInt(KEYS));
            for (Optional<StoreKey> start : List.of(Optional.<StoreKey>empty(), Optional.of(from))) {
                NavigableMap<StoreKey, Integer> seen = new TreeMap<>();
                int[] calls = new int[1];
                store.scan(start, (key, value) -> {
                    calls[0]++;
                    assertEquals(true, seen.isEmpty() || seen.lastKey().compareTo(key) < 0, where + ": out of order");
                    seen.put(key, ByteBuffer.wrap(value).getInt());
                    return true;
                });
                assertEquals(start.map(key -> model.tailMap(key, true)).orElse(model), seen, where);
                assertEquals(seen.size(), calls[0], where);
            }
            assertEquals(
                    Optional.ofNullable(model.get(from)),
                    store.get(from).map(value -> ByteBuffer.wrap(value).getInt()),
                    where);
        }
    }
}
