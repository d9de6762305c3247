package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code armature bench growth} in its short form. Counts are asserted; latencies are nobody's business here. */
class GrowthIT extends BenchUnderTest {
    @Test
    void aNodeJoinsAndLeavesUnderLoadAndNoRequestFailsAndEveryKeyKeepsItsOwners() throws Exception {
        try (Command growth = shortBench("growth", "--pairs", "1")) {
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
        try (Command growth = bench("growth", "--pairs", "0")) {
            assertEquals(2, growth.exitStatus(), growth::text);
            assertTrue(growth.output().contains("--pairs 0 is not within 1 to 100"), growth::text);
        }
    }
}
