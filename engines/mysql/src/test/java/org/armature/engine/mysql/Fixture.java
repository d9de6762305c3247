package org.armature.engine.mysql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;

/** Short words of this engine's tests. */
final class Fixture {
    static final StoreId CART = new StoreId("cart", 3);
    static final Duration BOUND = Duration.ofSeconds(60);

    private Fixture() {}

    static EnvironmentSettings settings(Path directory, Map<String, String> options) {
        return new EnvironmentSettings("shop", directory, new TreeMap<>(options));
    }

    /** The options with others beside them or in their place: name, value, name, value. */
    static SortedMap<String, String> with(Map<String, String> options, String... others) {
        SortedMap<String, String> all = new TreeMap<>(options);
        for (int i = 0; i < others.length; i += 2) {
            all.put(others[i], others[i + 1]);
        }
        return all;
    }

    static StoreKey key(long number) {
        byte[] position = new byte[StoreKey.POSITION_BYTES];
        new Random(number).nextBytes(position);
        return StoreKey.of(position, ("key-" + number).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] value(long number, int length) {
        byte[] value = new byte[length];
        new Random(number * 31 + length).nextBytes(value);
        return value;
    }

    static void put(Environment environment, StoreId store, long number, int length) {
        environment.write(List.of(Mutation.put(store, key(number), value(number, length))), Durability.PROCESS);
    }

    /** Puts the numbers {@code from} to {@code to}, exclusive, in batches of a hundred. */
    static void fill(Environment environment, StoreId store, long from, long to, int length) {
        List<Mutation> batch = new ArrayList<>();
        for (long i = from; i < to; i++) {
            batch.add(Mutation.put(store, key(i), value(i, length)));
            if (batch.size() == 100 || i == to - 1) {
                environment.write(batch, Durability.PROCESS);
                batch = new ArrayList<>();
            }
        }
    }

    static List<StoreKey> keysOf(PartitionStore store) {
        List<StoreKey> keys = new ArrayList<>();
        store.scan(Optional.empty(), (key, value) -> keys.add(key));
        return keys;
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within " + BOUND + ": " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    static void assertNoClassOfTheDriverIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String name = cause.getClass().getName();
            assertTrue(
                    name.startsWith("org.armature.storage.") || name.startsWith("java."),
                    "pins the bundle's class loader: " + cause);
            assertTrue(cause.getSuppressed().length == 0, "something is suppressed in " + cause);
        }
    }
}
