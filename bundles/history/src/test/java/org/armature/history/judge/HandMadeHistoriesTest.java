package org.armature.history.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.history.Fact;
import org.armature.history.HistoryReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories made by hand, in {@code src/test/resources/histories}: each says in notes what is to be flagged, {@code
 * flagged: KIND where subject}; that has to be found and nothing else, and nothing at all in those without such notes.
 */
class HandMadeHistoriesTest {
    private static final String EXPECTED = "flagged: ";

    private static Path root() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(HandMadeHistoriesTest.class.getResource("/histories"))
                .toURI());
    }

    static List<Path> histories() throws IOException, URISyntaxException {
        Path root = root();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(path -> path.toString().endsWith(".jsonl"))
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void exactlyWhatItSaysIsFlagged(Path history) throws IOException, URISyntaxException {
        List<String> expected = new ArrayList<>();
        Judge judge = new Judge();
        try (Reader reader = Files.newBufferedReader(root().resolve(history))) {
            HistoryReader.read(reader, fact -> {
                judge.accept(fact);
                if (fact instanceof Fact.Note note && note.text().startsWith(EXPECTED)) {
                    expected.add(note.text().substring(EXPECTED.length()));
                }
            });
        }
        Verdict verdict = judge.verdict();
        assertEquals(
                expected,
                verdict.findings().stream()
                        .map(finding -> finding.kind() + " " + finding.where() + " " + finding.subject())
                        .toList(),
                () -> String.join("\n", verdict.lines(9)));
        String invariant = history.getName(0).toString();
        verdict.findings()
                .forEach(finding -> assertEquals(invariant, finding.invariant().code()));
        verdict.findings()
                .forEach(finding -> assertTrue(verdict.judged().contains(finding.invariant()), finding::toString));
        assertEquals(history.getFileName().toString().startsWith("bad-"), !verdict.isClean());
    }

    @Test
    void everyInvariantHasTwoBadOnesAndAGoodOneAndEveryKindHasOne() throws IOException, URISyntaxException {
        Map<String, Integer> bad = new TreeMap<>();
        Map<String, Integer> good = new TreeMap<>();
        StringBuilder all = new StringBuilder();
        for (Path history : histories()) {
            boolean isBad = history.getFileName().toString().startsWith("bad-");
            (isBad ? bad : good).merge(history.getName(0).toString(), 1, Integer::sum);
            all.append(Files.readString(root().resolve(history)));
        }
        for (Invariant invariant : Invariant.values()) {
            assertTrue(bad.getOrDefault(invariant.code(), 0) >= 2, invariant.code());
            assertTrue(good.getOrDefault(invariant.code(), 0) >= 1, invariant.code());
        }
        for (Kind kind : Kind.values()) {
            assertTrue(all.indexOf(EXPECTED + kind + " ") >= 0, kind.toString());
        }
    }
}
