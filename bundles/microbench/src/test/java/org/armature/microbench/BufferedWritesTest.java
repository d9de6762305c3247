package org.armature.microbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That it runs and cleans up, not how fast. */
class BufferedWritesTest {
    @TempDir
    Path directory;

    @Test
    void bothSidesTakeTurnsAndLeaveNothingBehind() throws IOException {
        assertEquals(
                0,
                new CommandLine(new BufferedWrites())
                        .execute(
                                "--keys=200",
                                "--threads=4",
                                "--alternations=2",
                                "--seconds=1",
                                "--percent=20",
                                "--directory=" + directory));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
