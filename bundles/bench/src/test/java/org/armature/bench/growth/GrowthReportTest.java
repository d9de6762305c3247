package org.armature.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.armature.bench.Latency;
import org.armature.bench.Spread;
import org.armature.bench.Workload;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.Pace;
import org.junit.jupiter.api.Test;

class GrowthReportTest {
    private static final LastLook.Found WHOLE = new LastLook.Found(1_000, 0, 0, 0, 0);

    private static PartReport part(int pair, Stage stage, double p999Millis, int writesFailed, int thin) {
        return new PartReport(
                pair,
                stage,
                20_000_000_000L,
                500,
                0,
                490,
                writesFailed,
                new Latency(990, 2_000, 1_500, 9_000, p999Millis * 1_000, 31_250),
                new TreeMap<>(writesFailed == 0 ? Map.of() : Map.of("ARM-202 OUTCOME_UNKNOWN", (long) writesFailed)),
                40,
                thin,
                0,
                stage == Stage.JOINING || stage == Stage.LEAVING
                        ? Optional.of(new Change(
                                stage == Stage.JOINING ? "join n4" : "leave n4",
                                200,
                                stage == Stage.JOINING ? 200 : 160,
                                200,
                                50_000_000,
                                Duration.ofSeconds(10),
                                Optional.of(Duration.ofSeconds(12))))
                        : Optional.empty());
    }

    private static GrowthReport report(int writesFailed, int thin, long stale, LastLook.Found look) {
        return new GrowthReport(
                new Workload(1_000, 256, 50, 8, 1),
                new GrowthPlan(2, 20),
                new Pace(OptionalDouble.empty(), 40, 20, 15, 20, 5),
                3_000,
                1_200,
                0.5,
                List.of(
                        part(0, Stage.RESTING, 900, 0, 0),
                        part(1, Stage.QUIET_OF_THREE, 10, 0, 0),
                        part(1, Stage.JOINING, 15, writesFailed, thin),
                        part(1, Stage.QUIET_OF_FOUR, 10, 0, 0),
                        part(1, Stage.LEAVING, 20, 0, 0),
                        part(2, Stage.QUIET_OF_THREE, 20, 0, 0),
                        part(2, Stage.JOINING, 10, 0, 0),
                        part(2, Stage.QUIET_OF_FOUR, 10, 0, 0),
                        part(2, Stage.LEAVING, 40, 0, 0)),
                stale,
                look);
    }

    @Test
    void ratiosAreTakenPairByPair() {
        GrowthReport report = report(0, 0, 0, WHOLE);
        assertEquals(new Spread(10, 12.5, 15), report.p999Millis(Stage.JOINING));
        assertEquals(new Spread(0.5, 1, 1.5), report.p999Ratio(Stage.JOINING, Stage.QUIET_OF_THREE));
        assertEquals(new Spread(2, 3, 4), report.p999Ratio(Stage.LEAVING, Stage.QUIET_OF_FOUR));
        assertEquals(new Spread(1.25, 1.25, 1.25), report.changes(Stage.LEAVING, Change::movedByLeast));
    }

    @Test
    void failuresLossesAndMissingCopiesCountAndLatenciesDoNot() {
        assertTrue(report(0, 0, 0, WHOLE).held());
        assertFalse(report(1, 0, 0, WHOLE).held());
        assertFalse(report(0, 1, 0, WHOLE).held());
        assertTrue(report(0, 0, 1, WHOLE).held(), "a sloppy quorum may miss a write while a node is thought down");
        assertFalse(report(0, 0, 0, new LastLook.Found(1_000, 1, 0, 0, 0)).held());
        assertFalse(report(0, 0, 0, new LastLook.Found(1_000, 0, 1, 0, 0)).held());
        assertFalse(report(0, 0, 0, new LastLook.Found(1_000, 0, 0, 1, 0)).held());
    }

    @Test
    void theTextShowsPartsAndChangesAndEndsWithTheCounts() {
        List<String> lines = GrowthText.of(report(2, 1, 0, new LastLook.Found(1_000, 3, 0, 4, 10)))
                .lines()
                .toList();
        assertTrue(lines.contains(
                "   1 4th joins        20.0       500       490       2     1.50     9.00     15.00    31.25          40"
                        + "      1"));
        assertTrue(lines.contains(
                "   1 leave n4           200       160      10.0      12.0        200     50.0       5.0"));
        assertTrue(lines.contains("p99.9 leaving / quiet:   median 3.00 (least 2.00, most 4.00)"));
        assertTrue(lines.contains("failures: 2 ARM-202 OUTCOME_UNKNOWN"), lines::toString);
        assertEquals(
                "failed reads 0, failed writes 2, lost 3 of 1000, keys below N=3 copies 5 of 1350 asked",
                lines.get(lines.size() - 1));
    }

    @Test
    void theJsonSaysTheSameAndEndsWithTheVerdict() throws IOException {
        JsonNode document = new ObjectMapper().readTree(GrowthJson.of(report(2, 1, 7, WHOLE)));
        assertEquals(2, document.get("failed_writes").asInt());
        assertEquals(7, document.get("stale_reads").asInt());
        assertEquals(1, document.get("keys_below_n").asInt());
        assertEquals(15, document.at("/parts/2/p99_9_millis").asDouble(), 1e-3);
        assertEquals("joining", document.at("/parts/2/part").asText());
        assertEquals(10, document.at("/parts/2/change/settled_seconds").asDouble(), 1e-3);
        assertTrue(document.at("/parts/1/change").isNull());
        assertEquals(3, document.at("/p99_9_leaving_by_quiet/median").asDouble(), 1e-3);
        assertFalse(document.get("held").asBoolean());
    }
}
