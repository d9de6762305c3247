package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.storage.StoreId;

/**
 * The moves of tables that a node has to remember, one forced file each: as long as a table's file is there, it says which
 * engine serves the table.
 */
class MigrationFiles {
    private static final String PREFIX = "migration-";
    private static final String FORMAT = "migration 1";
    private static final String CRC = "crc ";
    private static final String EQUAL = "equal ";

    private final Path directory;

    /** @param directory the node's, which is there */
    MigrationFiles(Path directory) {
        this.directory = directory;
    }

    private Path file(TableName table) {
        return directory.resolve(PREFIX + table.instance() + "." + table.table());
    }

    /**
     * By the tables' names.
     *
     * @throws StartFailed if one can't be read; it is left as it is
     */
    List<MigrationState> readAll() {
        try (Stream<Path> files = Files.list(directory)) {
            List<MigrationState> states = new ArrayList<>();
            for (Path file : files.sorted().filter(MigrationFiles::isOne).toList()) {
                states.add(read(file));
            }
            return states;
        } catch (IOException e) {
            throw new StartFailed(ErrorCode.DIRECTORY_UNREADABLE, directory + ": " + e + ". Nothing was changed");
        }
    }

    /** And no draft of one. */
    private static boolean isOne(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && !name.endsWith(".new");
    }

    private MigrationState read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        try {
            MigrationState state = parse(lines);
            if (file(state.table()).equals(file)) {
                return state;
            }
        } catch (IllegalArgumentException e) {
            // told below, like a file under another table's name
        }
        throw new StartFailed(
                ErrorCode.MIGRATION_UNREADABLE,
                file + " is damaged, so which engine keeps the table is not known. Restore it from a backup of the data"
                        + " directory; or, if you know which engine served last, name that one in the instance file and"
                        + " move this file away. Nothing was changed");
    }

    /** @throws IOException if it is not known whether it is there; then {@link #isThere} may tell */
    void write(MigrationState state) throws IOException {
        DurableFile.write(file(state.table()), text(state));
    }

    /** Whether it is what a process that starts now would find. */
    boolean isThere(MigrationState state) {
        try {
            return Files.readString(file(state.table()), StandardCharsets.ISO_8859_1)
                    .equals(text(state));
        } catch (IOException e) {
            return false;
        }
    }

    void delete(TableName table) throws IOException {
        DurableFile.delete(file(table));
    }

    // ---- as text

    private static String text(MigrationState state) {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        line(text, "number", state.number());
        line(text, "table", state.table());
        line(text, "from", state.from());
        line(text, "to", state.to());
        line(text, "stage", state.stage());
        line(text, "paused", state.paused());
        line(text, "keep-millis", state.keepMillis());
        line(text, "kept-until-millis", state.keptUntilMillis());
        state.equal().forEach(store -> text.append(EQUAL).append(store).append('\n'));
        return text + CRC + crc(text.toString()) + "\n";
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    private static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return Long.toHexString(crc.getValue());
    }

    private static MigrationState parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
            throw new IllegalArgumentException("not " + FORMAT);
        }
        int last = lines.size() - 1;
        String body = String.join("\n", lines.subList(0, last)) + "\n";
        if (!lines.get(last).equals(CRC + crc(body))) {
            throw new IllegalArgumentException("the checksum differs");
        }
        Map<String, String> values = new HashMap<>();
        SortedSet<StoreId> equal = new TreeSet<>();
        for (String line : lines.subList(1, last)) {
            if (line.startsWith(EQUAL)) {
                equal.add(StoreId.parse(line.substring(EQUAL.length())));
            } else {
                int blank = line.indexOf(' ');
                values.put(line.substring(0, Math.max(0, blank)), line.substring(blank + 1));
            }
        }
        String table = value(values, "table");
        int slash = table.indexOf('/');
        return new MigrationState(
                Long.parseLong(value(values, "number")),
                new TableName(table.substring(0, Math.max(0, slash)), table.substring(slash + 1)),
                value(values, "from"),
                value(values, "to"),
                MigrationStage.valueOf(value(values, "stage")),
                Boolean.parseBoolean(value(values, "paused")),
                Long.parseLong(value(values, "keep-millis")),
                Long.parseLong(value(values, "kept-until-millis")),
                equal);
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
