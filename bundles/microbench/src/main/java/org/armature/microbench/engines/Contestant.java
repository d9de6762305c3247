package org.armature.microbench.engines;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.StorageEngine;

/**
 * An engine that is measured.
 *
 * @param options as {@link EnvironmentSettings#options()}
 * @param below what it stands on, if it does
 * @param data where its server keeps what it writes, if that is known
 */
record Contestant(
        StorageEngine engine, SortedMap<String, String> options, Optional<Contestant> below, Optional<Path> data) {

    /** An environment, and the one it stands on, if any. */
    record Opened(Environment environment, Optional<Opened> below) implements AutoCloseable {
        @Override
        public void close() {
            try {
                environment.close();
            } finally {
                below.ifPresent(Opened::close);
            }
        }
    }

    String name() {
        return engine.name();
    }

    EngineProfile profile() {
        return below.map(under -> engine.profileOver(under.profile())).orElseGet(engine::profile);
    }

    /** The directory whose growth is what objects take; empty if there is none, or it isn't known. */
    Optional<Path> growing(Path directory) {
        if (below.isPresent()) {
            return below.get().growing(directory);
        }
        return engine.storesInDirectory() ? Optional.of(directory) : data;
    }

    /** @param directory empty; each engine gets a part of it */
    Opened open(Path directory) {
        EnvironmentSettings settings = new EnvironmentSettings("bench", directory.resolve(name()), options);
        if (below.isEmpty()) {
            return new Opened(engine.open(settings), Optional.empty());
        }
        Opened under = below.get().open(directory);
        try {
            return new Opened(
                    engine.open(settings, under.environment(), below.get().profile()), Optional.of(under));
        } catch (RuntimeException e) {
            under.close();
            throw e;
        }
    }
}
