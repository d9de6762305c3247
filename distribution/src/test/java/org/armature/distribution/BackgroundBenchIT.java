package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code armature bench background} in its short form. Counts are asserted; latencies are nobody's business here. */
class BackgroundBenchIT extends BenchUnderTest {
    /** Several minutes on a machine that does much else. */
    private static final Duration LONG = Duration.ofMinutes(10);

    /** A line of the table, with all kinds of work seen. */
    private static String allKinds(String controller) {
        return "  " + controller
                + " +1 +[0-9,]+ +[0-9.]+ +[1-9][0-9]* % +[1-9][0-9,]* +[0-9]+ % +[1-9][0-9,]* +[0-9.]+ +[0-9]+ %";
    }

    @Test
    void hintsComparisonsAndAMoveGoOnUnderLoadWithTheControllerAndWithoutIt() throws Exception {
        String[] shortForm = {
            "background",
            "--pairs",
            "1",
            "--keys",
            "600",
            "--behind",
            "3000",
            "--value-size",
            "128",
            "--rate",
            "40",
            "--warmup",
            "1",
            "--capacity-seconds",
            "1",
            "--seconds",
            "4",
            "--rest-seconds",
            "1"
        };
        try (Command background = bench(shortForm)) {
            assertEquals(0, background.exitStatus(LONG), background::text);
            List<String> lines = background.output().lines().toList();
            for (String controller : List.of("on", "off")) {
                assertEquals(
                        1,
                        lines.stream()
                                .filter(line -> line.matches(allKinds(controller)))
                                .count(),
                        background::text);
            }
            assertTrue(
                    lines.get(lines.size() - 1)
                            .matches(
                                    "p99.9 with background work over that without: [0-9.]+ with the controller, [0-9.]+"
                                            + " without it; failed 0, lost 0; all counts are as they must be"),
                    background::text);
        }
    }

    @Test
    void optionsOutOfRangeAreRefusedBeforeAnythingIsStarted() throws Exception {
        try (Command background = bench("background", "--pairs", "0", "--offered", "101")) {
            assertEquals(2, background.exitStatus(), background::text);
            assertTrue(background.output().contains("--pairs 0 is not within 1 to 100"), background::text);
            assertTrue(background.output().contains("--percent 101 is not within 1 to 100"), background::text);
        }
    }
}
