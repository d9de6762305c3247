package org.armature.microbench.engines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.armature.bench.Spread;

/** What was found of each engine, size and measure, round by round. Not thread-safe. */
final class Findings {
    /** A place in the tables. */
    record Cell(String engine, int valueBytes, Measure measure) {}

    private final Map<Cell, List<List<Double>>> rounds = new HashMap<>();
    private final Map<Cell, String> words = new HashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** @param figures in the order of the measure's units, as many in every round */
    void found(Cell cell, List<Double> figures) {
        rounds.computeIfAbsent(cell, first -> new ArrayList<>()).add(figures);
    }

    /** A word that stands in the place of figures, whatever else is found. */
    void instead(Cell cell, String word) {
        words.put(cell, word);
    }

    /** What the reader has to know, once. */
    void note(String note) {
        notes.add(note);
    }

    Set<String> notes() {
        return notes;
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
