package org.armature.engine.buffered;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object buffer in main memory over another engine (Dynamo §6.1): writes of durability MEMORY are acknowledged from
 * it, a writer thread hands them down in batches, reads look there first. Everything else is the engine's below.
 * Thread-safe.
 */
public class BufferedEngine implements StorageEngine {
    private static final Logger LOG = LoggerFactory.getLogger(BufferedEngine.class);

    private static final long MAX_RECORD_BYTES = 16 << 20;
    private static final String SUITS =
            "tables that prefer quick acknowledgements at the price of the newest writes of a node that dies";

    /** Chosen by object size alone only for durability MEMORY, which is what it adds to any engine. */
    private static final EngineProfile PROFILE =
            new EngineProfile(0, 1 << 20, MAX_RECORD_BYTES, EnumSet.of(Durability.MEMORY), true, SUITS);

    private final Set<BufferedEnvironment> open = ConcurrentHashMap.newKeySet();

    @Override
    public final String name() {
        return "buffered";
    }

    @Override
    public final EngineProfile profile() {
        return PROFILE;
    }

    @Override
    public final List<EngineOption> options() {
        return BufferedSettings.OPTIONS;
    }

    @Override
    public final Optional<String> standsOn(SortedMap<String, String> options) {
        return Optional.of(options.getOrDefault(BufferedSettings.OVER, BufferedSettings.DEFAULT_OVER));
    }

    @Override
    public final EngineProfile profileOver(EngineProfile below) {
        Set<Durability> durabilities = EnumSet.copyOf(below.durabilities());
        durabilities.add(Durability.MEMORY);
        return new EngineProfile(
                below.suitedFromBytes(),
                below.suitedToBytes(),
                below.maxRecordBytes(),
                durabilities,
                below.atomicBatches(),
                SUITS);
    }

    @Override
    public final Environment open(EnvironmentSettings settings) {
        throw new StorageException.BadSettings("engine \"" + name()
                + "\" was not opened, no data was touched: it stands on another engine, and was opened without one");
    }

    @Override
    public final Environment open(EnvironmentSettings settings, Environment below, EngineProfile profileBelow) {
        BufferedSettings read = BufferedSettings.read(this, settings);
        BufferedEnvironment environment = BufferedEnvironment.open(
                profileOver(profileBelow), settings.instance(), read, below, profileBelow, open::remove);
        open.add(environment);
        return environment;
    }

    /** Closes what its openers left open: the writer thread of an environment would outlive its bundle. */
    final void closeAll() {
        for (BufferedEnvironment environment : open) {
            LOG.warn("environment left open by its opener instance={}", environment.instance());
            environment.close();
        }
    }
}
