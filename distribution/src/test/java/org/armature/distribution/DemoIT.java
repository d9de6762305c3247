package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code armature demo} as a user runs it, without a terminal. */
class DemoIT extends UnpackedOnce {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int SAMPLE_OBJECTS = 2_100;
    private static final Pattern LAST_LINE =
            Pattern.compile("written (\\d+), read back (\\d+), siblings merged (\\d+), hints kept (\\d+),"
                    + " delivered (\\d+), left 0, lost 0");

    @TempDir
    static Path temp;

    private Path directory;

    @BeforeEach
    void name(TestInfo test) {
        directory = temp.resolve(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void theTourLosesNothingAndLeavesNothingBehind() throws Exception {
        try (Command demo = demo()) {
            assertEquals(0, demo.exitStatus(LIMIT), demo::text);
            List<String> lines = demo.output().lines().toList();
            Matcher counts = LAST_LINE.matcher(lines.get(lines.size() - 1));
            assertTrue(counts.matches(), demo.output());
            int written = Integer.parseInt(counts.group(1));
            assertTrue(written > SAMPLE_OBJECTS, demo.output());
            assertEquals(written, Integer.parseInt(counts.group(2)));
            assertTrue(Integer.parseInt(counts.group(3)) > 0, demo.output());
            assertTrue(Integer.parseInt(counts.group(4)) > 0, demo.output());
            assertTrue(Integer.parseInt(counts.group(5)) > 0, demo.output());
            assertFalse(demo.output().contains("FAILED"), demo.output());
            assertTrue(demo.output().contains("ok      no client noticed anything of it"), demo.output());
            boolean moved = demo.output().contains("ok      both engines had the same");
            assertTrue(moved || demo.output().contains("left out: no MySQL-protocol server"), demo.output());
        }
        assertNothingLeft();
    }

    @Test
    void aDemoToldToEndTakesItsNodesAndItsDataWithIt() throws Exception {
        try (Command demo = demo()) {
            Await.until("the second step", LIMIT, () -> demo.output().contains("[2/10]"));
            demo.terminate();
            assertEquals(143, demo.exitStatus(LIMIT), demo::text);
        }
        assertNothingLeft();
    }

    @Test
    void aDirectoryWithSomethingInItIsRefusedAndLeft() throws Exception {
        Files.createDirectory(directory);
        Path file = Files.writeString(directory.resolve("precious"), "x");
        try (Command demo = demo()) {
            assertEquals(1, demo.exitStatus(), demo::text);
            assertTrue(demo.output().contains("is not empty"), demo.output());
        }
        assertTrue(Files.exists(file));
    }

    private Command demo() throws IOException {
        return Command.start(home.resolve("bin/armature"), Map.of(), "demo", "--tour", "--dir", directory.toString());
    }

    private void assertNothingLeft() {
        assertFalse(Files.exists(directory));
        assertEquals(
                List.of(),
                ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(directory.toString()))
                                .isPresent())
                        .toList());
    }
}
