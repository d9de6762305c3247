package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code armature bench repair} in its short form. Counts are asserted; times are nobody's business here. */
class RepairBenchIT extends UnpackedOnce {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static Command repair(String... options) throws IOException {
        String[] arguments =
                Stream.concat(Stream.of("bench", "repair"), Stream.of(options)).toArray(String[]::new);
        return Command.start(home.resolve("bin/armature"), Map.of(), arguments);
    }

    @Test
    void replicasBecomeAlikeWithoutReadsAndEqualOnesAreLeftAlone() throws Exception {
        try (Command repair =
                repair("--wipe", "--quiet", "--restart", "--differing", "5", "--keys", "600", "--value-size", "128")) {
            assertEquals(0, repair.exitStatus(LIMIT), repair::text);
            List<String> lines = repair.output().lines().toList();
            for (String line : List.of(
                    "  copies lacking 0, unlike 0 of 600 keys; gets meanwhile 0, for other nodes 0",
                    "  quiet, round 2: .* 768 comparisons, 1,536 messages, .* keys found 0, repaired 0, engine writes 0",
                    "  restarted: .*; trees to work out 0, same incarnation yes",
                    "  differing: 5 keys; found \\d+ .*, repaired 5 in .*; copies lacking 0, unlike 0")) {
                assertEquals(
                        1, lines.stream().filter(each -> each.matches(line)).count(), repair::text);
            }
            assertEquals("all counts are as they must be", lines.get(lines.size() - 1), repair::text);
        }
    }

    @Test
    void optionsOutOfRangeAreRefusedBeforeAnythingIsStarted() throws Exception {
        try (Command repair = repair("--differing", "11", "--keys", "10", "--clients", "4")) {
            assertEquals(2, repair.exitStatus(), repair::text);
            assertTrue(
                    repair.output().contains("--differing 11 is not within 1 to the number of keys, 10"), repair::text);
        }
    }
}
