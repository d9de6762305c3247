package org.armature.demo.history;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every write of a run, by object. Immutable. */
public final class History {
    private final Map<String, Write> byId = new LinkedHashMap<>();
    private final SortedMap<String, List<Write>> byObject = new TreeMap<>();

    /** @throws IllegalArgumentException if two writes have one id, or two writes of an object have equal values */
    public History(Collection<Write> writes) {
        for (Write write : writes) {
            if (byId.put(write.id(), write) != null) {
                throw new IllegalArgumentException("write " + write.id() + " occurs twice");
            }
            byObject.computeIfAbsent(write.attempt().object(), any -> new ArrayList<>())
                    .add(write);
        }
        byObject.values().forEach(ObjectGraph::new); // refuses equal values
    }

    /**
     * Reads a {@link HistoryLog}. A write without an end, and a last line that was cut, count as unknown.
     *
     * @throws IOException if the file can't be read or any other line is damaged, with its number
     */
    public static History read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        Map<String, Write> writes = new LinkedHashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            try {
                add(HistoryLine.parse(lines.get(number - 1)), writes);
            } catch (IllegalArgumentException | ConfigException e) {
                throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
            }
        }
        return new History(writes.values());
    }

    private static void add(HistoryLine line, Map<String, Write> writes) {
        if (!line.isEnd()) {
            if (writes.put(line.id(), new Write(line.attempt(), Outcome.UNKNOWN, 0)) != null) {
                throw new IllegalArgumentException("write " + line.id() + " begins twice");
            }
            return;
        }
        Write began = writes.get(line.id());
        if (began == null) {
            throw new IllegalArgumentException("write " + line.id() + " ends before it begins");
        }
        writes.put(line.id(), new Write(began.attempt(), line.outcome(), line.copies()));
    }

    public Collection<Write> writes() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** In order of name. */
    public Collection<String> objects() {
        return Collections.unmodifiableSet(byObject.keySet());
    }

    /** Empty if nobody wrote the object. */
    List<Write> writesOf(String object) {
        return Collections.unmodifiableList(byObject.getOrDefault(object, List.of()));
    }

    long count(Outcome outcome) {
        return byId.values().stream()
                .filter(write -> write.outcome() == outcome)
                .count();
    }

    public long acknowledged() {
        return count(Outcome.OK);
    }
}
