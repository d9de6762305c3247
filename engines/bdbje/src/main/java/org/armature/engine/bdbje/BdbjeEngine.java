package org.armature.engine.bdbje;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.engine.common.Uninterrupted;
import org.armature.storage.AccessPattern;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.StorageEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Berkeley DB Java Edition, the engine of the paper for objects of tens of kilobytes (Dynamo §5). One JE environment
 * for each application instance, one JE database for each table and partition. Thread-safe.
 */
public class BdbjeEngine implements StorageEngine {
    private static final Logger LOG = LoggerFactory.getLogger(BdbjeEngine.class);

    private static final EngineProfile PROFILE = new EngineProfile(
            0,
            1 << 20,
            16 << 20,
            EnumSet.of(Durability.PROCESS, Durability.DISK),
            true,
            EnumSet.of(AccessPattern.RANDOM_READS, AccessPattern.RANDOM_WRITES, AccessPattern.SCANS),
            "objects up to about 100 KB read and written at random; larger ones with slower tails");

    private final Set<BdbjeEnvironment> open = ConcurrentHashMap.newKeySet();

    @Override
    public final String name() {
        return "bdbje";
    }

    @Override
    public final EngineProfile profile() {
        return PROFILE;
    }

    @Override
    public final List<EngineOption> options() {
        return BdbjeSettings.OPTIONS;
    }

    @Override
    public final Environment open(EnvironmentSettings settings) {
        BdbjeSettings read = BdbjeSettings.read(this, settings);
        return Uninterrupted.call(() -> {
            BdbjeEnvironment environment =
                    BdbjeEnvironment.open(PROFILE, settings.instance(), settings.directory(), read, open::remove);
            open.add(environment);
            return environment;
        });
    }

    /** Closes what its openers left open: an environment that outlives its bundle keeps its directory until the JVM ends. */
    final void closeAll() {
        for (BdbjeEnvironment environment : open) {
            LOG.warn("environment left open by its opener instance={}", environment.instance());
            environment.close();
        }
    }
}
