package org.armature.config;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.StorageEngine;

/** What has to be known of an engine to check a configuration against it. */
public record EngineDescription(String name, EngineProfile profile, List<EngineOption> options, Standing standing) {
    public EngineDescription {
        options = List.copyOf(options);
    }

    /** Of an engine that stands alone. */
    public EngineDescription(String name, EngineProfile profile, List<EngineOption> options) {
        this(name, profile, options, Standing.ALONE);
    }

    /** What an engine stands on; see {@link StorageEngine#standsOn}. */
    public interface Standing {
        Standing ALONE = options -> Optional.empty();

        Optional<String> on(SortedMap<String, String> options);

        default EngineProfile profileOver(EngineProfile below) {
            return below;
        }

        default boolean isDecorator() {
            return on(Collections.emptySortedMap()).isPresent();
        }
    }

    public static EngineDescription of(StorageEngine engine) {
        return new EngineDescription(engine.name(), engine.profile(), engine.options(), new Standing() {
            @Override
            public Optional<String> on(SortedMap<String, String> options) {
                return engine.standsOn(options);
            }

            @Override
            public EngineProfile profileOver(EngineProfile below) {
                return engine.profileOver(below);
            }
        });
    }

    EngineChoice.Candidate candidate() {
        return new EngineChoice.Candidate(name, profile);
    }
}
