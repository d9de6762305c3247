package org.armature.demo.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.HistoryReader;
import org.armature.history.ObjectName;
import org.armature.history.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryLogTest {
    @TempDir
    Path directory;

    @Test
    void whatIsNotedIsReadBackInOrder() throws IOException {
        Path file = directory.resolve("history.jsonl");
        Attempt.Builder attempt = Attempt.put("ann", 1, new ObjectName("shop/cart", "a"), 1, "v", "r");
        Attempt began = attempt.build();
        Attempt ended = attempt.ended(2, Outcome.OK).build();
        try (HistoryLog log = HistoryLog.create(file)) {
            log.note(began);
            log.noteForced(ended);
        }
        assertEquals(List.of(began, ended), read(file));
    }

    @Test
    void anEndIsInTheFileWhenTheCallReturnsWhicheverThreadForcedIt() throws Exception {
        Path file = directory.resolve("history.jsonl");
        int threads = 4;
        int each = 25;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (HistoryLog log = HistoryLog.create(file)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String writer = "t" + t;
                writers.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        String text = writer + "-" + i;
                        log.noteForced(new Fact.Note(i, text));
                        assertTrue(Files.readString(file).contains("\"" + text + "\"}\n"), text);
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(100, read(file).size());
    }

    private static List<Fact> read(Path file) throws IOException {
        List<Fact> facts = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            HistoryReader.read(reader, facts::add);
        }
        return facts;
    }
}
