package org.armature.engine.bdbje;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The log of an environment: files {@code 00000000.jdb} and up. */
final class LogFiles {
    /** JE makes it when a read finds damage, and refuses to open the environment while it is there. */
    static final String DAMAGE_MARK = "7fffffff.jdb";

    private LogFiles() {}

    /** Name to length in bytes, oldest first; without {@link #DAMAGE_MARK}. */
    static SortedMap<String, Long> lengths(Path directory) throws IOException {
        SortedMap<String, Long> lengths = new TreeMap<>();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.toList()) {
                String name = path.getFileName().toString();
                if (name.matches("[0-9a-f]{8}\\.jdb") && !name.equals(DAMAGE_MARK)) {
                    lengths.put(name, Files.size(path));
                }
            }
        }
        return lengths;
    }
}
