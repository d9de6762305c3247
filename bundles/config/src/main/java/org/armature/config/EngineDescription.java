package org.armature.config;

import java.util.List;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.StorageEngine;

/** What has to be known of an engine to check a configuration against it. */
public record EngineDescription(String name, EngineProfile profile, List<EngineOption> options) {
    public EngineDescription {
        options = List.copyOf(options);
    }

    public static EngineDescription of(StorageEngine engine) {
        return new EngineDescription(engine.name(), engine.profile(), engine.options());
    }

    EngineChoice.Candidate candidate() {
        return new EngineChoice.Candidate(name, profile);
    }
}
