package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir
    Path directory;

    @Test
    void aFileIsReplacedAsAWholeAndNoDraftStays() throws IOException {
        Path file = directory.resolve("state");
        DurableFile.write(file, "a long first text\n");
        DurableFile.write(file, "short\n");

        assertEquals("short\n", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void whatAnInterruptedWriteLeftIsOverwritten() throws IOException {
        Files.writeString(directory.resolve("state.new"), "half of a much longer text that was never moved");
        DurableFile.write(directory.resolve("state"), "whole\n");

        assertEquals("whole\n", Files.readString(directory.resolve("state")));
    }

    @Test
    void aWriteThatFailsLeavesTheFileAsItWas() throws IOException {
        Path file = directory.resolve("state");
        DurableFile.write(file, "before\n");
        Files.createDirectory(directory.resolve("state.new"));

        assertThrows(IOException.class, () -> DurableFile.write(file, "after\n"));
        assertEquals("before\n", Files.readString(file));
    }

    @Test
    void deletingWhatIsNotThereIsNoError() throws IOException {
        Path file = directory.resolve("state");
        DurableFile.write(file, "x");
        DurableFile.delete(file);
        DurableFile.delete(file);

        assertFalse(Files.exists(file));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
