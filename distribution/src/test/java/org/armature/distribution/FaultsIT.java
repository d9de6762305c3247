package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code armature faults} in its short form. Counts are asserted; times are the command's own business, since this machine
 * may be busy with other tests.
 */
class FaultsIT extends UnpackedOnce {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern LAST_LINE = Pattern.compile(
            "written (\\d+), hints kept (\\d+), delivered (\\d+), left (\\d+), lost (\\d+), aims missed \\d+");

    @TempDir
    static Path temp;

    @Test
    void nothingAcknowledgedIsLostAndEveryHintGoesWhenNodesAreKilledAndStoppedUnderLoad() throws Exception {
        Path histories = temp.resolve("histories");
        try (Command faults =
                faults("--seconds", "30", "--warmup", "2", "--rate", "60", "--histories", histories.toString())) {
            faults.exitStatus(LIMIT);
            List<String> lines = faults.output().lines().toList();
            Matcher counts = LAST_LINE.matcher(lines.get(lines.size() - 1));
            assertTrue(counts.matches(), faults.output());
            assertTrue(Integer.parseInt(counts.group(1)) > 100, faults.output());
            assertTrue(Integer.parseInt(counts.group(2)) > 0, faults.output());
            assertTrue(Integer.parseInt(counts.group(3)) > 0, faults.output());
            assertEquals("0", counts.group(4), faults.output());
            assertEquals("0", counts.group(5), faults.output());
            assertEquals(
                    3,
                    lines.stream()
                            .filter(line -> line.matches(" *ok +other wrongs found in the history +0 .*"))
                            .count());
        }
        try (Stream<Path> files = Files.list(histories)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void anOptionOutOfRangeIsRefusedBeforeAnythingIsStarted() throws Exception {
        try (Command faults = faults("--seconds", "1")) {
            assertEquals(2, faults.exitStatus(), faults::text);
            assertTrue(faults.output().contains("--seconds 1: must be 10 to 3600 seconds"), faults.output());
        }
    }

    private static Command faults(String... options) throws IOException {
        String[] arguments =
                Stream.concat(Stream.of("faults"), Stream.of(options)).toArray(String[]::new);
        return Command.start(home.resolve("bin/armature"), Map.of(), arguments);
    }
}
