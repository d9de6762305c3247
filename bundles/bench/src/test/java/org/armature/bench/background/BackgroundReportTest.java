package org.armature.bench.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.armature.bench.Latency;
import org.armature.bench.Spread;
import org.armature.bench.Workload;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Pace;
import org.junit.jupiter.api.Test;

class BackgroundReportTest {
    private static final Work NOTHING = new Work(0, 0, 0, 0, 0);
    private static final Work ALL = new Work(4_000, 5_300_000, 7_000, 9_000, 11_500_000);
    private static final LastLook.Found WHOLE = new LastLook.Found(1_000, 0, 0, 0, 0);

    private static Interval interval(double p999Millis, Work work, long writesFailed) {
        return new Interval(
                new LoadFigures(
                        10_000_000_000L,
                        500,
                        0,
                        490,
                        writesFailed,
                        new Latency(990, 2_000, 1_500, 9_000, p999Millis * 1_000, 31_250),
                        new TreeMap<>(writesFailed == 0 ? Map.of() : Map.of("ARM-202 OUTCOME_UNKNOWN", writesFailed))),
                new Watched(work, 40, Map.of(Kind.EXCHANGE, 10, Kind.HINTS, 40, Kind.TRANSFER, 20)));
    }

    private static Pair pair(int number, double quiet, double busy) {
        return new Pair(number, interval(quiet, NOTHING, 0), interval(busy, ALL, 0));
    }

    private static Half half(Controller controller, LastLook.Found behind, Pair... pairs) {
        return new Half(controller, 3_000, 0.5, List.of(pairs), 0, WHOLE, behind);
    }

    private static BackgroundReport report(LastLook.Found behind, Pair first) {
        return new BackgroundReport(
                new Workload(1_000, 256, 50, 8, 1),
                new BackgroundPlan(3, 2_000),
                new Pace(OptionalDouble.empty(), 40, 20, 15, 10, 2),
                1_200,
                half(Controller.ON, WHOLE, first, pair(2, 10, 15), pair(3, 20, 22)),
                half(Controller.OFF, behind, pair(1, 10, 50), pair(2, 10, 30), pair(3, 20, 80)));
    }

    private static boolean held(Pair first) {
        return report(WHOLE, first).held();
    }

    @Test
    void ratiosAreTakenPairByPair() {
        BackgroundReport report = report(WHOLE, pair(1, 10, 12));
        assertEquals(new Spread(1.1, 1.2, 1.5), report.on().ratio());
        assertEquals(new Spread(3, 4, 5), report.off().ratio());
        assertEquals(new Spread(10, 10, 20), report.off().quietMillis());
        assertEquals(new Spread(30, 50, 80), report.off().busyMillis());
    }

    @Test
    void whatWasNotUnderWayAndWhatFailedOrWasLostCountsAndLatenciesDoNot() {
        Interval quiet = interval(10, NOTHING, 0);
        assertTrue(held(pair(1, 1, 1_000)));
        assertFalse(held(new Pair(1, quiet, interval(10, new Work(0, 0, 1, 1, 1), 0))));
        assertFalse(held(new Pair(1, quiet, interval(10, new Work(1, 1, 0, 1, 1), 0))));
        assertFalse(held(new Pair(1, quiet, interval(10, new Work(1, 1, 1, 0, 1), 0))));
        assertFalse(held(new Pair(1, interval(10, new Work(1, 1, 0, 0, 0), 0), interval(10, ALL, 0))));
        assertFalse(held(new Pair(1, interval(10, new Work(0, 0, 0, 1, 1), 0), interval(10, ALL, 0))));
        assertFalse(held(new Pair(1, quiet, interval(10, ALL, 1))));
        assertFalse(report(new LastLook.Found(2_000, 1, 0, 0, 0), pair(1, 1, 1)).held());
        assertFalse(report(new LastLook.Found(2_000, 0, 1, 0, 0), pair(1, 1, 1)).held());
        assertFalse(report(new LastLook.Found(2_000, 0, 0, 1, 0), pair(1, 1, 1)).held());
    }

    @Test
    void aHintThatIsDeliveredInAQuietIntervalIsNobodysFault() {
        assertTrue(held(new Pair(1, interval(10, new Work(0, 0, 3, 0, 0), 0), interval(10, ALL, 0))));
    }

    @Test
    void workIsTakenFromABeginning() {
        assertEquals(new Work(3_999, 5_299_998, 6_997, 8_996, 11_499_995), ALL.since(new Work(1, 2, 3, 4, 5)));
    }

    @Test
    void theTextHasTwoRowsForEachPairAndEndsWithTheVerdict() {
        List<String> lines =
                BackgroundText.of(report(WHOLE, pair(1, 10, 12))).lines().toList();
        String text = String.join("\n", lines);
        assertTrue(
                lines.contains(
                        "  on            2      4,000      5.3     25 %      7,000    100 %      9,000     11.5     50 %"),
                text);
        assertTrue(lines.stream().anyMatch(line -> line.matches("off +3 +1,980 +0 .* 20.00 +80.00 +4.00")), text);
        assertTrue(lines.contains("p99.9 busy / quiet, controller on: median 1.20 (least 1.10, most 1.50)"), text);
        assertTrue(lines.contains("p99.9 busy / quiet, controller off: median 4.00 (least 3.00, most 5.00)"), text);
        assertEquals(
                "p99.9 with background work over that without: 1.20 with the controller, 4.00 without it; failed 0, lost 0;"
                        + " all counts are as they must be",
                lines.get(lines.size() - 1));
    }

    @Test
    void whatWasNotUnderWayIsNamed() {
        String text = BackgroundText.of(
                report(WHOLE, new Pair(1, interval(10, NOTHING, 0), interval(10, new Work(0, 0, 1, 1, 1), 2))));
        assertTrue(text.contains("! controller on, pair 1: nothing of exchange was done in the busy interval"), text);
        assertTrue(text.contains("failures: 2 ARM-202 OUTCOME_UNKNOWN"), text);
        assertTrue(text.contains("failed 2, lost 0; NOT all counts are as they must be"), text);
    }

    @Test
    void theJsonSaysTheSameAndEndsWithTheVerdict() throws IOException {
        JsonNode document = new ObjectMapper().readTree(BackgroundJson.of(report(WHOLE, pair(1, 10, 12))));
        assertEquals(
                1.2, document.at("/controller_on/p99_9_busy_by_quiet/median").asDouble(), 1e-3);
        assertEquals(
                4, document.at("/controller_off/p99_9_busy_by_quiet/median").asDouble(), 1e-3);
        assertEquals(
                7_000,
                document.at("/controller_off/pairs/1/busy/hints_delivered").asLong());
        assertEquals(
                0.25,
                document.at("/controller_on/pairs/0/busy/exchange_of_time").asDouble(),
                1e-3);
        assertEquals(0, document.get("keys_lost").asInt());
        assertTrue(document.get("held").asBoolean());
    }
}
