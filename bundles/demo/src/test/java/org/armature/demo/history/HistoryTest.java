package org.armature.demo.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Attempt PUT =
            new Attempt("w1", "writer-1", "shop/cart/\"é\n", Optional.of("f1"), List.of("f0", "delete:w0"));
    private static final Attempt DELETE = new Attempt("w2", "writer-1", "shop/cart/b", Optional.empty(), List.of("f1"));

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("history.jsonl");
    }

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        try (HistoryLog log = HistoryLog.create(file)) {
            log.began(PUT);
            log.ended("w1", Outcome.OK, 3);
            log.began(DELETE);
            log.ended("w2", Outcome.FAIL, 0);
        }
        assertEquals(
                List.of(new Write(PUT, Outcome.OK, 3), new Write(DELETE, Outcome.FAIL, 0)),
                List.copyOf(History.read(file).writes()));
    }

    @Test
    void aWriteWithoutAnEndIsUnknown() throws IOException {
        try (HistoryLog log = HistoryLog.create(file)) {
            log.began(PUT);
        }
        assertEquals(
                List.of(new Write(PUT, Outcome.UNKNOWN, 0)),
                List.copyOf(History.read(file).writes()));
    }

    @Test
    void aLastLineThatWasCutCountsAsNotWritten() throws IOException {
        try (HistoryLog log = HistoryLog.create(file)) {
            log.began(PUT);
        }
        Files.writeString(file, "{\"write\":\"w1\",\"outc", StandardOpenOption.APPEND);
        assertEquals(0, History.read(file).acknowledged());
    }

    @Test
    void aDamagedLineIsNamedByItsNumber() throws IOException {
        try (HistoryLog log = HistoryLog.create(file)) {
            log.began(PUT);
        }
        Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);
        IOException failure = assertThrows(IOException.class, () -> History.read(file));
        assertTrue(failure.getMessage().contains("history.jsonl:2:"), failure.getMessage());
    }

    @Test
    void anEndWithoutABeginningIsRefused() throws IOException {
        try (HistoryLog log = HistoryLog.create(file)) {
            log.ended("w9", Outcome.OK, 2);
        }
        IOException failure = assertThrows(IOException.class, () -> History.read(file));
        assertTrue(failure.getMessage().contains("w9 ends before it begins"), failure.getMessage());
    }

    @Test
    void anEndIsInTheFileWhenTheCallReturnsWhicheverThreadForcedIt() throws Exception {
        int threads = 4;
        int each = 25;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (HistoryLog log = HistoryLog.create(file)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String writer = "t" + t;
                writers.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        String id = writer + "-" + i;
                        log.began(new Attempt(id, writer, "a/b/" + id, Optional.of("f" + id), List.of()));
                        log.ended(id, Outcome.OK, 2);
                        assertTrue(Files.readString(file).contains("\"write\":\"" + id + "\"}\n"), id);
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
        assertEquals(100, History.read(file).acknowledged());
    }
}
