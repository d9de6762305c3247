package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code armature bench growth} in its short form. Counts are asserted; latencies are nobody's business here. */
class GrowthIT extends UnpackedOnce {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void aNodeJoinsAndLeavesUnderLoadAndNoRequestFailsAndEveryKeyKeepsItsOwners() throws Exception {
        try (Command growth = growth(
                "--keys",
                "600",
                "--value-size",
                "128",
                "--rate",
                "40",
                "--pairs",
                "1",
                "--warmup",
                "1",
                "--capacity-seconds",
                "1",
                "--quiet-seconds",
                "2",
                "--rest-seconds",
                "1")) {
            assertEquals(0, growth.exitStatus(LIMIT), growth::text);
            List<String> lines = growth.output().lines().toList();
            assertTrue(
                    lines.get(lines.size() - 1)
                            .matches("failed reads 0, failed writes 0, lost 0 of 600, keys below N=3 copies 0 of \\d+"
                                    + " asked"),
                    growth::text);
            for (String change : List.of("join n4", "leave n4")) {
                assertEquals(
                        1,
                        lines.stream()
                                .filter(line -> line.matches(" *1 " + change + " +192 +192 .*"))
                                .count(),
                        growth::text);
            }
        }
    }

    @Test
    void anOptionOutOfRangeIsRefusedBeforeAnythingIsStarted() throws Exception {
        try (Command growth = growth("--pairs", "0")) {
            assertEquals(2, growth.exitStatus(), growth::text);
            assertTrue(growth.output().contains("--pairs 0 is not within 1 to 100"), growth::text);
        }
    }

    private static Command growth(String... options) throws IOException {
        String[] arguments =
                Stream.concat(Stream.of("bench", "growth"), Stream.of(options)).toArray(String[]::new);
        return Command.start(home.resolve("bin/armature"), Map.of(), arguments);
    }
}
