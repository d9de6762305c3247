package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReapedJournalTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final long MAX_BYTES = 8_192;

    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void inThisDirectory() {
        directory = parent.resolve("reaped");
    }

    private ReapedJournal open() {
        return new ReapedJournal(directory, MAX_BYTES);
    }

    private static Key key(int number) {
        return Key.utf8("key-" + number);
    }

    private static RequestId write(int number) {
        return new RequestId(7, number);
    }

    private static void note(ReapedJournal journal, int number) {
        journal.note(
                new Effect.NoteReaped(CART, key(number), List.of(new RequestId(8, number), write(number)), number));
    }

    private static OptionalLong at(ReapedJournal journal, int number) throws Exception {
        return journal.reapedAt(CART, key(number), write(number)).get(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void tellsWhenTheVersionsOfAWriteWereRemoved() throws Exception {
        try (ReapedJournal journal = open()) {
            assertEquals(OptionalLong.empty(), at(journal, 1));
            note(journal, 1);
            note(journal, 2);
            assertEquals(OptionalLong.of(1), at(journal, 1));
            assertEquals(OptionalLong.of(2), at(journal, 2));
            assertEquals(OptionalLong.empty(), at(journal, 3));
        }
    }

    @Test
    void anotherKeyTableOrWriteIsAnother() throws Exception {
        try (ReapedJournal journal = open()) {
            note(journal, 1);
            TableName other = new TableName("shop", "carts");
            assertEquals(
                    OptionalLong.empty(),
                    journal.reapedAt(other, key(1), write(1)).get());
            assertEquals(
                    OptionalLong.empty(),
                    journal.reapedAt(CART, key(2), write(1)).get());
            assertEquals(
                    OptionalLong.empty(),
                    journal.reapedAt(CART, key(1), write(2)).get());
        }
    }

    @Test
    void theLatestRemovalCounts() throws Exception {
        try (ReapedJournal journal = open()) {
            for (long millis : new long[] {5, 9}) {
                journal.note(new Effect.NoteReaped(CART, key(1), List.of(write(1)), millis));
            }
            assertEquals(OptionalLong.of(9), at(journal, 1));
        }
    }

    @Test
    void survivesRestarts() throws Exception {
        for (int start = 0; start < 5; start++) {
            try (ReapedJournal journal = open()) {
                note(journal, start);
            }
        }
        try (ReapedJournal journal = open()) {
            for (int start = 0; start < 5; start++) {
                assertEquals(OptionalLong.of(start), at(journal, start));
            }
        }
        assertEquals(1, segments().size());
    }

    @Test
    void keepsTheLatestWithinItsBytes() throws Exception {
        int all = 1_000;
        try (ReapedJournal journal = open()) {
            for (int number = 0; number < all; number++) {
                note(journal, number);
            }
            assertEquals(OptionalLong.of(all - 1), at(journal, all - 1));
            assertEquals(OptionalLong.of(all - 50), at(journal, all - 50));
            assertEquals(OptionalLong.empty(), at(journal, 0));
        }
        long bytes = 0;
        for (Path segment : segments()) {
            bytes += Files.size(segment);
        }
        assertTrue(bytes > MAX_BYTES / 2 && bytes <= MAX_BYTES, "it has " + bytes);
    }

    @Test
    void whatACrashHasTornAtTheEndIsCutOff() throws Exception {
        try (ReapedJournal journal = open()) {
            note(journal, 1);
            note(journal, 2);
        }
        Path segment = segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        int half = whole.length / 2;
        for (int length = half; length < whole.length; length++) {
            Files.write(segment, Arrays.copyOf(whole, length));
            try (ReapedJournal journal = open()) {
                assertEquals(OptionalLong.of(1), at(journal, 1));
                assertEquals(OptionalLong.empty(), at(journal, 2));
                note(journal, 3);
                assertEquals(OptionalLong.of(3), at(journal, 3));
                assertEquals(OptionalLong.of(1), at(journal, 1));
            }
        }
    }

    @Test
    void damageInTheMiddleTakesNoEntryBehindItAlong() throws Exception {
        int entries = 5;
        try (ReapedJournal journal = open()) {
            for (int number = 0; number < entries; number++) {
                note(journal, number);
            }
        }
        Path segment = segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        int length = whole.length / entries;
        for (int at = 2 * length; at < 3 * length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(segment, damaged);
            Files.deleteIfExists(directory.resolve("2.reaped"));
            try (ReapedJournal journal = open()) {
                note(journal, 100);
                for (int number : new int[] {0, 1, 3, 4, 100}) {
                    assertEquals(OptionalLong.of(number), at(journal, number), number + ", damaged at " + at);
                }
                assertEquals(OptionalLong.empty(), at(journal, 2));
            }
            assertEquals(2, segments().size());
        }
    }

    @Test
    void zeroesThatACrashHasLeftAreNoEntry() throws Exception {
        try (ReapedJournal journal = open()) {
            note(journal, 1);
        }
        Files.write(segments().get(0), new byte[200], StandardOpenOption.APPEND);
        try (ReapedJournal journal = open()) {
            note(journal, 2);
            assertEquals(OptionalLong.of(2), at(journal, 2));
        }
    }

    @Test
    void afterADiskFailedItGoesOn() throws Exception {
        Files.write(directory, new byte[1]);
        try (ReapedJournal journal = open()) {
            note(journal, 1);
            assertEquals(OptionalLong.empty(), at(journal, 1));
            Files.delete(directory);
            note(journal, 2);
            assertEquals(OptionalLong.of(2), at(journal, 2));
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
