package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code armature bench swap} and {@code bench migrate} in their short forms. Counts are asserted; latencies are nobody's
 * business here.
 */
class EngineBenchIT extends BenchUnderTest {
    @Test
    void enginesAreExchangedUnderLoadAndNothingFailsOrIsLostOrLeftBehind() throws Exception {
        try (Command swap = shortBench("swap", "--swaps", "2")) {
            assertEquals(0, swap.exitStatus(LIMIT), swap::text);
            List<String> lines = swap.output().lines().toList();
            assertTrue(
                    lines.get(lines.size() - 1)
                            .matches("2 swaps, \\d+ requests: failed reads 0, failed writes 0, lost 0 of 600, class"
                                    + " loaders left 0"),
                    swap::text);
            for (String row : List.of(" *1 n1 +\\d+\\.\\d+\\.\\d+ .* 0", " *2 n2 +\\d+\\.\\d+\\.\\d+ .* 0")) {
                assertEquals(1, lines.stream().filter(line -> line.matches(row)).count(), swap::text);
            }
        }
    }

    @Test
    void aServerThatNobodyRunsIsToldBeforeAnythingIsStarted() throws Exception {
        try (Command migrate = bench("migrate", "--mysql", "mysql://me@127.0.0.1:1/shop")) {
            assertEquals(1, migrate.exitStatus(), migrate::text);
            assertTrue(migrate.output().contains("the server at 127.0.0.1:1 can't be used"), migrate::text);
        }
    }

    @Test
    void anEngineThatIsNotInstalledIsToldAsTheNodesTellIt() throws Exception {
        try (Command migrate = bench("migrate", "--to", "nosuch", "--keys", "100")) {
            assertEquals(1, migrate.exitStatus(LIMIT), migrate::text);
            assertTrue(migrate.output().contains("the table can't be moved to engine nosuch: "), migrate::text);
        }
    }

    @Test
    void optionsOutOfRangeAreRefusedBeforeAnythingIsStarted() throws Exception {
        try (Command swap = bench("swap", "--swaps", "0", "--percent", "0")) {
            assertEquals(2, swap.exitStatus(), swap::text);
            assertTrue(swap.output().contains("--swaps 0 is not within 1 to 1000"), swap::text);
            assertTrue(swap.output().contains("--percent 0 is not within 1 to 100"), swap::text);
        }
    }
}
