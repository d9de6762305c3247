package org.armature.engine.memory;

import java.util.EnumSet;
import java.util.List;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.OptionReader;
import org.armature.storage.StorageEngine;

/**
 * Sorted maps in the heap, for tests and for data that may be gone at any time. Every open is a new, empty environment,
 * and nothing outlives its close. Thread-safe.
 */
public class MemoryEngine implements StorageEngine {
    static final String MAX_BYTES = "max-bytes";

    private static final long MAX_RECORD_BYTES = 16 << 20;
    private static final List<EngineOption> OPTIONS = List.of(new EngineOption(
            MAX_BYTES,
            EngineOption.Kind.SIZE,
            String.valueOf(64 << 20),
            "bytes of heap that one instance's entries may take, each counted with " + MemoryStore.ENTRY_OVERHEAD_BYTES
                    + " bytes of overhead; writes beyond are refused as on a full disk"));

    /** It advertises all sizes, and so the widest range, since it should serve only tables that ask for it by name. */
    private static final EngineProfile PROFILE = new EngineProfile(
            0,
            MAX_RECORD_BYTES,
            MAX_RECORD_BYTES,
            EnumSet.of(Durability.MEMORY),
            true,
            "tests, and small tables of any object size that may be lost whenever the process ends");

    @Override
    public final String name() {
        return "memory";
    }

    @Override
    public final EngineProfile profile() {
        return PROFILE;
    }

    @Override
    public final List<EngineOption> options() {
        return OPTIONS;
    }

    @Override
    public final boolean storesInDirectory() {
        return false;
    }

    @Override
    public final Environment open(EnvironmentSettings settings) {
        OptionReader reader = new OptionReader(this, settings);
        long maxBytes = reader.number(MAX_BYTES, 1 << 20, 1L << 40);
        reader.refuseIfWrong();
        return new MemoryEnvironment(PROFILE, settings.instance(), maxBytes);
    }
}
