package com.example.segments;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.storage.AccessPattern;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.OptionReader;
import org.armature.storage.StorageEngine;

/**
 * A log in segments, and the place of every key in memory: the simplest engine that keeps the whole contract. Small
 * instances, whose keys fit into the heap and whose log can be read through at every start. Thread-safe.
 */
public final class SegmentsEngine implements StorageEngine {
    static final String SEGMENT_SIZE = "segment-size";
    static final String FREE_DISK = "free-disk";

    private static final List<EngineOption> OPTIONS = List.of(
            new EngineOption(
                    SEGMENT_SIZE,
                    EngineOption.Kind.SIZE,
                    String.valueOf(16 << 20),
                    "bytes after which a new file of the log is begun"),
            new EngineOption(
                    FREE_DISK,
                    EngineOption.Kind.SIZE,
                    String.valueOf(128 << 20),
                    "bytes to leave free on the file system; puts are refused below that"));

    static final EngineProfile PROFILE = new EngineProfile(
            0,
            1 << 20,
            16 << 20,
            EnumSet.of(Durability.PROCESS, Durability.DISK),
            true,
            EnumSet.of(AccessPattern.RANDOM_READS, AccessPattern.RANDOM_WRITES, AccessPattern.WRITE_BURSTS),
            "small tables of objects up to 1 MB, at about 200 bytes of heap a key");

    private final Set<SegmentsEnvironment> open = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "segments";
    }

    @Override
    public EngineProfile profile() {
        return PROFILE;
    }

    @Override
    public List<EngineOption> options() {
        return OPTIONS;
    }

    @Override
    public Environment open(EnvironmentSettings settings) {
        OptionReader reader = new OptionReader(this, settings);
        long segmentSize = reader.number(SEGMENT_SIZE, 64 << 10, 1 << 30);
        long freeDisk = reader.number(FREE_DISK, 1 << 20, 1L << 50);
        reader.refuseIfWrong();
        SegmentsEnvironment environment =
                SegmentsEnvironment.open(settings.directory(), segmentSize, freeDisk, open::remove);
        open.add(environment);
        return environment;
    }

    /** When the component is stopped: an environment left open would keep its lock and its files. */
    void closeAll() {
        open.forEach(Environment::close);
    }
}
