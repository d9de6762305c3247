package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.runtime.engine.UnfitJar;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.StorageEngine;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an engine keep a few objects of its own in a directory of its own, over two openings, before tables depend on it. One
 * that does not even do that is not tried on them; and one that does has its classes loaded when calls wait for it.
 */
final class EngineTrial {
    private static final Logger LOG = LoggerFactory.getLogger(EngineTrial.class);
    static final String NAME = "trial";
    private static final int PARTITIONS = 16;
    private static final int KEYS = 64;
    private static final int OPENINGS = 3;

    private final StorageEngine engine;
    private final EnvironmentSettings settings;
    private final Durability durability;

    private EngineTrial(StorageEngine engine, Path directory) {
        this.engine = engine;
        this.settings = new EnvironmentSettings(NAME, directory, Collections.emptySortedMap());
        this.durability = Collections.min(engine.profile().durabilities());
    }

    /**
     * Without effect on engines that keep their objects elsewhere than in a directory, or in another engine.
     *
     * @param directory that is made for it, and removed
     * @throws UnfitJar if the engine fails
     */
    static void run(StorageEngine engine, Path directory) throws UnfitJar {
        if (!engine.storesInDirectory()
                || engine.standsOn(Collections.emptySortedMap()).isPresent()) {
            return;
        }
        try {
            remove(directory);
            Files.createDirectories(directory);
            EngineTrial trial = new EngineTrial(engine, directory);
            for (int opening = 0; opening < OPENINGS; opening++) {
                trial.open(opening > 0);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("engine not tried before it is exchanged engine={} reason=\"{}\"", engine.name(), e.toString());
        } catch (RuntimeException | LinkageError e) {
            throw new UnfitJar("it failed with a few objects of its own, before it got to see those of tables: " + e);
        } finally {
            removeQuietly(directory);
        }
    }

    private void open(boolean again) throws UnfitJar {
        try (Environment environment = engine.open(settings)) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                StoreId store = new StoreId(StoreKind.OBJECTS, NAME, partition);
                if (again) {
                    look(environment, store);
                }
                List<Mutation> mutations = new ArrayList<>();
                for (int key = 0; key < KEYS; key++) {
                    mutations.add(Mutation.put(store, key(key), value(partition, key)));
                }
                environment.write(mutations, durability);
                look(environment, store);
            }
            environment.sync();
        }
    }

    private static void look(Environment environment, StoreId store) throws UnfitJar {
        long found = environment.store(store).stats().entries();
        for (int key = 0; key < KEYS && found == KEYS; key++) {
            Optional<byte[]> value = environment.store(store).get(key(key));
            if (value.isEmpty() || !Arrays.equals(value.get(), value(store.partition(), key))) {
                found = key;
            }
        }
        if (found != KEYS || !environment.stores().contains(store)) {
            throw new UnfitJar("of " + KEYS + " objects that it was given to try it, it kept " + found);
        }
    }

    private static StoreKey key(int number) {
        byte[] position = new byte[StoreKey.POSITION_BYTES];
        position[0] = (byte) number;
        return StoreKey.of(position, new byte[] {(byte) number});
    }

    private static byte[] value(int partition, int key) {
        return ("object " + key + " of " + partition).getBytes(StandardCharsets.UTF_8);
    }

    private static void removeQuietly(Path directory) {
        try {
            remove(directory);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("what a trial has left was not removed directory={} reason=\"{}\"", directory, e.toString());
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
