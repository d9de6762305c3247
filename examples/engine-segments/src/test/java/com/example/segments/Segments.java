package com.example.segments;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.storage.StorageEngine;
import org.armature.storage.testkit.EngineUnderTest;

/** The engine as the contract runs it: small files, so that a little data makes several. */
public final class Segments implements EngineUnderTest {
    @Override
    public StorageEngine engine() {
        return new SegmentsEngine();
    }

    @Override
    public SortedMap<String, String> options() {
        return new TreeMap<>(Map.of(SegmentsEngine.SEGMENT_SIZE, String.valueOf(1 << 20)));
    }

    @Override
    public SortedMap<String, String> optionsKeepingFree(long bytes) {
        SortedMap<String, String> options = options();
        options.put(SegmentsEngine.FREE_DISK, String.valueOf(bytes));
        return options;
    }

    @Override
    public List<Path> dataFiles(Path directory) {
        return EngineUnderTest.super.dataFiles(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(".seg"))
                .toList();
    }
}
