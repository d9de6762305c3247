package org.armature.bench.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.armature.bench.InvalidOptions;
import org.armature.bench.Latency;
import org.armature.bench.Workload;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Pace;
import org.armature.demo.engine.Comparison;
import org.junit.jupiter.api.Test;

class MigrateReportTest {
    private static final LastLook.Found WHOLE = new LastLook.Found(1_000, 0, 0, 0, 0);
    private static final Pace PACE = new Pace(OptionalDouble.empty(), 40, 20, 15, 10, 2);

    private static LoadFigures load(double p999Millis, long readsFailed) {
        return new LoadFigures(
                10_000_000_000L,
                500,
                readsFailed,
                490,
                0,
                new Latency(990, 2_000, 1_500, 9_000, p999Millis * 1_000, 31_250),
                new TreeMap<>(readsFailed == 0 ? Map.of() : Map.of("ARM-203 READ_TIMEOUT", readsFailed)));
    }

    private static Move move(Stretch stretch, String to, long differing, String cause) {
        return new Move(
                "n1",
                stretch,
                to,
                Duration.ofMillis(8_100),
                new Comparison(512, 1_000, differing, cause),
                Duration.ofMillis(9_900));
    }

    private static MigrateReport report(
            long readsFailed, long differing, String cause, Set<Step> missed, LastLook.Found look) {
        Map<Stretch, LoadFigures> load = new LinkedHashMap<>();
        load.put(Stretch.QUIET_BEFORE, load(10, 0));
        load.put(Stretch.THERE, load(25, readsFailed));
        load.put(Stretch.QUIET_THERE, load(20, 0));
        load.put(Stretch.BACK, load(30, 0));
        return new MigrateReport(
                new Workload(1_000, 256, 50, 8, 1),
                new MigratePlan("mysql", true),
                PACE,
                "MariaDB 11.4.5, started for this run",
                3_000,
                1_200,
                0.5,
                List.of(move(Stretch.THERE, "mysql", differing, cause), move(Stretch.BACK, "bdbje", 0, "")),
                List.of(new Kill("n1", "mysql", Step.SWITCHED, "SWITCHED", Duration.ofMillis(4_200))),
                missed,
                load,
                load(50, readsFailed),
                Duration.ofSeconds(60),
                0,
                look);
    }

    @Test
    void failuresLossesDifferencesAndStepsLeftOutCountAndLatenciesDoNot() {
        assertTrue(report(0, 0, "", Set.of(), WHOLE).held());
        assertFalse(report(1, 0, "", Set.of(), WHOLE).held());
        assertFalse(report(0, 1, "", Set.of(), WHOLE).held());
        assertFalse(report(0, 0, "CANCELLED", Set.of(), WHOLE).held());
        assertFalse(report(0, 0, "", Set.of(Step.COPYING), WHOLE).held());
        assertFalse(report(0, 0, "", Set.of(), new LastLook.Found(1_000, 1, 0, 0, 0))
                .held());
    }

    @Test
    void theTextShowsMovesKillsAndLoadAndEndsWithTheCounts() {
        List<String> lines = MigrateText.of(report(3, 2, "FAILED the server is gone", Set.of(Step.COPYING), WHOLE))
                .lines()
                .toList();
        String text = String.join("\n", lines);
        assertTrue(
                lines.contains("n1   moved there   mysql            8.1      512        1,000          2      9.9"),
                text);
        assertTrue(lines.contains("n1   switched             mysql      SWITCHED             4.2"), text);
        assertTrue(
                lines.contains(
                        "moved there       10.0       500       490       3     1.50     9.00     25.00     31.25"),
                text);
        assertTrue(lines.contains("p99.9 there / quiet before: 2.50"), text);
        assertTrue(lines.contains("p99.9 back / quiet there:   1.50"), text);
        assertTrue(lines.contains("failures: 3 ARM-203 READ_TIMEOUT"), text);
        assertTrue(lines.contains("not everything was compared: FAILED the server is gone"), text);
        assertTrue(lines.contains("no node was killed at step \"copied and compared\""), text);
        assertEquals(
                "2 moves and 1 kills in 60.0 s, 993 requests: failed reads 3, failed writes 0, lost 0 of 1000, entries that"
                        + " differ 2 of 2000",
                lines.get(lines.size() - 1));
    }

    @Test
    void theJsonSaysTheSameAndEndsWithTheVerdict() throws IOException {
        JsonNode document = new ObjectMapper().readTree(MigrateJson.of(report(3, 2, "", Set.of(), WHOLE)));
        assertEquals(3, document.get("failed_reads").asInt());
        assertEquals(2, document.get("entries_that_differ").asInt());
        assertEquals(8.1, document.at("/moves/0/served_seconds").asDouble(), 1e-3);
        assertEquals(25, document.at("/load/there/p99_9_millis").asDouble(), 1e-3);
        assertFalse(document.get("held").asBoolean());
    }

    @Test
    void aTableCantBeMovedToTheEngineThatItIsKeptBy() {
        assertThrows(InvalidOptions.class, () -> new MigratePlan("bdbje", false));
        assertThrows(InvalidOptions.class, () -> new MigratePlan("no such", false));
    }
}
