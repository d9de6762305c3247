package org.armature.storage.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageEngine;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the themes of the contract share: a directory, environments that are closed in the end, short words. */
abstract class EngineTheme {
    @TempDir
    Path temporary;

    StorageEngine engine;
    private final List<Environment> opened = new ArrayList<>();

    abstract EngineUnderTest subject();

    @BeforeEach
    void makeEngine() {
        engine = subject().engine();
    }

    @AfterEach
    void closeEnvironments() {
        opened.forEach(Environment::close);
    }

    Path directory() {
        return temporary.resolve("environment");
    }

    Environment open() {
        return open(directory());
    }

    Environment open(Path directory) {
        return open(directory, subject().options());
    }

    Environment open(Path directory, SortedMap<String, String> options) {
        Environment environment = engine.open(settings(directory, options));
        opened.add(environment);
        return environment;
    }

    static EnvironmentSettings settings(Path directory, SortedMap<String, String> options) {
        return new EnvironmentSettings("shop", directory, options);
    }

    EnvironmentSettings settingsWith(String option, String value) {
        SortedMap<String, String> options = new TreeMap<>(subject().options());
        options.put(option, value);
        return settings(directory(), options);
    }

    /** The least the engine promises, which is the quickest. */
    Durability weakest() {
        return engine.profile().durabilities().iterator().next();
    }

    void put(Environment environment, StoreId store, StoreKey key, byte[] value) {
        environment.write(List.of(Mutation.put(store, key, value)), weakest());
    }

    void delete(Environment environment, StoreId store, StoreKey key) {
        environment.write(List.of(Mutation.delete(store, key)), weakest());
    }

    /** Puts the samples {@code from} to {@code to} (exclusive) of one length, in batches. */
    void fill(Environment environment, StoreId store, long from, long to, int length) {
        List<Mutation> batch = new ArrayList<>();
        for (long i = from; i < to; i++) {
            batch.add(Mutation.put(store, Samples.key(i), Samples.value(i, length)));
            if (batch.size() == 50 || i == to - 1) {
                environment.write(batch, weakest());
                batch = new ArrayList<>();
            }
        }
    }

    static List<StoreKey> keysOf(PartitionStore store) {
        return keysFrom(store, Optional.empty());
    }

    static List<StoreKey> keysFrom(PartitionStore store, Optional<StoreKey> from) {
        List<StoreKey> keys = new ArrayList<>();
        store.scan(from, (key, value) -> keys.add(key));
        return keys;
    }
}
