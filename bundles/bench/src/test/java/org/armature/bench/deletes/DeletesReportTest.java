package org.armature.bench.deletes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.armature.bench.InvalidOptions;
import org.armature.bench.Workload;
import org.junit.jupiter.api.Test;

class DeletesReportTest {
    private static final Workload OBJECTS = new Workload(10_000, 256, 0, 16, 1);
    private static final DeletesPlan PLAN =
            new DeletesPlan(OBJECTS, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(900));

    private static DeletesReport report(List<Integer> found, int values, long left, int complete, String... stopped) {
        return new DeletesReport(
                PLAN,
                0.5,
                Duration.ofMillis(4_500),
                Duration.ofSeconds(61),
                Duration.ofMillis(75_250),
                10_000,
                found,
                values,
                left,
                complete,
                List.of(stopped));
    }

    @Test
    void valuesThatAreSeenRecordsThatAreLeftAndReceiptsThatAreNotCompleteCount() {
        assertTrue(report(List.of(0, 0, 0), 0, 0, 10_000).held());
        assertFalse(report(List.of(0, 1, 0), 0, 0, 10_000).held());
        assertFalse(report(List.of(0, 0, 0), 1, 0, 10_000).held());
        assertFalse(report(List.of(0, 0, 0), 0, 1, 10_000).held());
        assertFalse(report(List.of(0, 0, 0), 0, 0, 9_999).held());
    }

    @Test
    void theTextEndsWithTheVerdict() {
        assertEquals("""
                three nodes of its own, N=3 R=2 W=2, engine bdbje, durability process; load average 0.5
                10,000 keys of 256 bytes written; one node stopped for 61.0 s; all deleted in 4.5 s meanwhile
                  resurrected:     0 values found in 3 passes of 10,000 reads at R=1 and on each node by itself
                  tombstones left: 0 records, 75.3 s after the node was back (reaping.interval 60.000 s)
                  receipts:        10,000 of 10,000 complete
                all counts are as they must be
                """, DeletesText.of(report(List.of(0, 0, 0), 0, 0, 10_000)));
        String bad = DeletesText.of(report(List.of(2, 0, 0), 1, 30, 7, "n1: waits for n3, which is down"));
        for (String line : List.of(
                "! resurrected:     3 values",
                "! tombstones left: 30 records",
                "! receipts:        7 of 10,000 complete",
                "  stopped: n1: waits for n3, which is down",
                "NOT all counts are as they must be: see !")) {
            assertTrue(bad.contains(line), bad);
        }
    }

    @Test
    void programsAreToldTheSame() throws IOException {
        JsonNode json = new ObjectMapper().readTree(DeletesJson.of(report(List.of(2, 0, 0), 1, 30, 7, "why")));
        assertEquals(3, json.get("resurrected").asInt());
        assertEquals(2, json.get("values_found").get(0).asInt());
        assertEquals(30, json.get("tombstones_left").asInt());
        assertEquals(7, json.get("receipts_complete").asInt());
        assertEquals(75.25, json.get("reaping_seconds").asDouble());
        assertEquals("why", json.get("stopped").get(0).asText());
        assertFalse(json.get("held").asBoolean());
    }

    @Test
    void aPlanThatMakesNoSenseIsRefused() {
        assertEquals("reaping { interval = 60000 ms }\n", PLAN.nodeLines());
        InvalidOptions refused = assertThrows(
                InvalidOptions.class,
                () -> new DeletesPlan(OBJECTS, Duration.ofHours(2), Duration.ofSeconds(1), Duration.ofSeconds(1)));
        assertEquals("--down 7200.0 s is not within 0.0 to 3600.0 s", refused.getMessage());
        assertThrows(
                InvalidOptions.class,
                () -> new DeletesPlan(OBJECTS, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)));
    }
}
