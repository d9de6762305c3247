package org.armature.engine.buffered;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.engine.bdbje.BdbjeEngine;
import org.armature.storage.StorageEngine;
import org.armature.storage.testkit.EngineStack;
import org.armature.storage.testkit.EngineUnderTest;

/**
 * The buffer over files that are small, so that a little data makes several. It waits longer than by default for a machine that has
 * much else to do, but where the disk is full.
 */
public final class BufferedOnBdbje implements EngineUnderTest {
    @Override
    public StorageEngine engine() {
        return new EngineStack(new BufferedEngine(), new BdbjeEngine());
    }

    @Override
    public SortedMap<String, String> options() {
        return new TreeMap<>(Map.of("log-file-size", String.valueOf(1 << 20), "max-wait", "10000"));
    }

    @Override
    public SortedMap<String, String> optionsKeepingFree(long bytes) {
        SortedMap<String, String> options = options();
        options.remove("max-wait");
        options.put("free-disk", String.valueOf(bytes));
        return options;
    }

    @Override
    public List<Path> dataFiles(Path directory) {
        return EngineUnderTest.super.dataFiles(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(".jdb"))
                .toList();
    }
}
