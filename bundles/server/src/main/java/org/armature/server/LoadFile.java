package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.model.TableName;
import org.armature.storage.load.LoadReport;
import org.armature.storage.load.LoadWindow;
import org.armature.storage.load.Operation;
import org.armature.storage.load.SizeHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was counted of tables' loads while the node is stopped. A node that was killed counts from nothing again, and
 * so does one whose file can't be read: figures are no data.
 */
final class LoadFile {
    private static final Logger LOG = LoggerFactory.getLogger(LoadFile.class);
    private static final String FORMAT = "format=1";

    private final Path file;

    LoadFile(Path file) {
        this.file = file;
    }

    SortedMap<TableName, LoadReport> read() {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try {
            return read(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("tables' loads are counted from nothing file={} reason=\"{}\"", file, e.toString());
            return new TreeMap<>();
        }
    }

    /** From now on it would be too old to be believed after a kill. */
    void forget() {
        try {
            DurableFile.delete(file);
        } catch (IOException e) {
            LOG.warn("tables' loads of before stay on disk file={} reason=\"{}\"", file, e.toString());
        }
    }

    void write(SortedMap<TableName, LoadReport> reports) {
        StringBuilder text = new StringBuilder(FORMAT + "\n");
        reports.forEach((table, report) -> {
            line(table, "life", report.life(), text);
            line(table, "recent", report.recent(), text);
        });
        try {
            DurableFile.write(file, text.toString());
        } catch (IOException e) {
            LOG.warn("tables' loads were not kept file={} reason=\"{}\"", file, e.toString());
        }
    }

    /** Table, which window, operations of each kind, slices, the busiest one's writes, then class:count. */
    private static void line(TableName table, String which, LoadWindow window, StringBuilder text) {
        text.append(table).append(' ').append(which);
        for (Operation operation : Operation.values()) {
            text.append(' ').append(window.count(operation));
        }
        text.append(' ').append(window.slices()).append(' ').append(window.busiestSlice());
        window.sizes()
                .forEach((number, least, greatest, count) ->
                        text.append(' ').append(number).append(':').append(count));
        text.append('\n');
    }

    private static SortedMap<TableName, LoadReport> read(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
            throw new IllegalArgumentException("the first line is not " + FORMAT);
        }
        SortedMap<TableName, LoadWindow> life = new TreeMap<>();
        SortedMap<TableName, LoadWindow> recent = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ", -1);
            String[] name = words[0].split("/", -1);
            if (name.length != 2 || words.length < 2 + Operation.values().length + 2) {
                throw new IllegalArgumentException("the line \"" + line + "\" is cut");
            }
            (words[1].equals("life") ? life : recent).put(new TableName(name[0], name[1]), window(words));
        }
        SortedMap<TableName, LoadReport> reports = new TreeMap<>();
        life.forEach((table, window) ->
                reports.put(table, new LoadReport(window, recent.getOrDefault(table, LoadWindow.NOTHING))));
        return reports;
    }

    private static LoadWindow window(String[] words) {
        SortedMap<Operation, Long> operations = new TreeMap<>();
        int next = 2;
        for (Operation operation : Operation.values()) {
            operations.put(operation, count(words[next++]));
        }
        long slices = count(words[next++]);
        long busiest = count(words[next++]);
        SizeHistogram.Builder sizes = new SizeHistogram.Builder();
        Stream.of(words).skip(next).forEach(word -> {
            String[] parts = word.split(":", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("\"" + word + "\" is no class and count");
            }
            sizes.add(Integer.parseInt(parts[0]), count(parts[1]));
        });
        return new LoadWindow(operations, sizes.build(), slices, busiest);
    }

    private static long count(String word) {
        long count = Long.parseLong(word);
        if (count < 0) {
            throw new IllegalArgumentException("a count is " + count);
        }
        return count;
    }
}
