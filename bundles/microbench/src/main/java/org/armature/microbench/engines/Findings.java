package org.armature.microbench.engines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.armature.bench.Spread;

/** What was found of each engine, size and measure, round by round. Not thread-safe. */
final class Findings {
    /** A place in the tables. */
    record Cell(String engine, int valueBytes, Measure measure) {}

    private final Map<Cell, List<List<Double>>> rounds = new HashMap<>();
    private final Map<Cell, String> words = new HashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    /** @param figures in the order of the measure's units, as many in every round */
    void found(Cell cell, List<Double> figures) {
        rounds.computeIfAbsent(cell, first -> new ArrayList<>()).add(figures);
    }

    /** A word that stands in the place of figures, whatever else is found. */
    void instead(Cell cell, String word) {
        words.put(cell, word);
    }

    /** Why something has no figures; what is said first of a place stands. */
    void note(String place, String why) {
        notes.putIfAbsent(place, why);
    }

    List<String> notes() {
        return notes.entrySet().stream()
                .map(note -> note.getKey() + ": " + note.getValue())
                .toList();
    }

    /** The figures over the rounds, or a word. */
    String text(Cell cell) {
        if (words.containsKey(cell)) {
            return words.get(cell);
        }
        List<List<Double>> found = rounds.getOrDefault(cell, List.of());
        if (found.isEmpty()) {
            return "not measured";
        }
        List<String> texts = new ArrayList<>();
        for (int figure = 0; figure < found.get(0).size(); figure++) {
            int at = figure;
            texts.add(MarkdownTable.text(
                    Spread.of(found.stream().map(each -> each.get(at)).toList())));
        }
        return String.join(" / ", texts);
    }
}
