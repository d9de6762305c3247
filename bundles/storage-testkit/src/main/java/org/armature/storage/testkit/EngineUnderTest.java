package org.armature.storage.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.armature.storage.StorageEngine;

/**
 * What the contract needs to know of an engine. A class with a public constructor without parameters, since writers
 * that are killed run in a JVM of their own and make it again.
 */
public interface EngineUnderTest {
    /** A new engine, as another bundle or process would have it. */
    StorageEngine engine();

    /** Options for all environments of the suite, such as small files; empty for the defaults. */
    default SortedMap<String, String> options() {
        return Collections.emptySortedMap();
    }

    /** As {@link #options()}, and writes are refused while the file system has less than so many bytes free. */
    default SortedMap<String, String> optionsKeepingFree(long bytes) {
        throw new UnsupportedOperationException("only engines with files leave room on a disk");
    }

    /** The files of an environment that hold its entries, the one written first first. */
    default List<Path> dataFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
