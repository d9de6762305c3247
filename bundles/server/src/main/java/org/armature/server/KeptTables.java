package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, over restarts, which engine keeps which table, so that an engine that is added or taken away never makes a
 * table that is chosen for by its profile empty in silence. Not thread-safe.
 */
final class KeptTables {
    private static final Logger LOG = LoggerFactory.getLogger(KeptTables.class);

    private final Path file;
    private final SortedMap<TableName, String> engines = new TreeMap<>();

    /** @param file lines of table and engine */
    KeptTables(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            read();
        }
    }

    private void read() {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                String[] words = line.split("[ /]", -1);
                engines.put(new TableName(words[0], words[1]), words[2]);
            }
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            engines.clear();
            LOG.error(
                    "not known which engine keeps which table file={} reason=\"{}\" effect=\"tables that name no engine"
                            + " are chosen for by their profile alone, as on a new node\"",
                    file,
                    e.toString());
        }
    }

    Optional<String> engine(TableName table) {
        return Optional.ofNullable(engines.get(table));
    }

    /** From now on the engine keeps the table. */
    void note(TableName table, String engine) {
        String before = engines.put(table, engine);
        if (engine.equals(before)) {
            return;
        }
        if (before != null) {
            LOG.warn(
                    "table has another engine table={} before={} now={} effect=\"what {} keeps of it is not served\"",
                    table,
                    before,
                    engine,
                    before);
        }
        StringBuilder text = new StringBuilder();
        engines.forEach(
                (name, keeper) -> text.append(name).append(' ').append(keeper).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            DurableFile.write(file, text.toString());
        } catch (IOException e) {
            LOG.error(
                    "not noted which engine keeps a table table={} engine={} reason=\"{}\"",
                    table,
                    engine,
                    e.toString());
        }
    }
}
