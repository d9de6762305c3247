package org.armature.bench.swap;

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
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Pace;
import org.armature.protocol.EngineMessage.Exchange;
import org.junit.jupiter.api.Test;

class SwapReportTest {
    private static final LastLook.Found WHOLE = new LastLook.Found(1_000, 0, 0, 0, 0);
    private static final LoaderCount NONE_LEFT = new LoaderCount("n1", 1, 1);

    private static LoadFigures load(double p999Millis, long writesFailed) {
        return new LoadFigures(
                10_000_000_000L,
                500,
                0,
                490,
                writesFailed,
                new Latency(990, 2_000, 1_500, 9_000, p999Millis * 1_000, 31_250),
                new TreeMap<>(writesFailed == 0 ? Map.of() : Map.of("ARM-202 OUTCOME_UNKNOWN", writesFailed)));
    }

    private static Swap swap(int number, String node, long pauseMillis, double quiet, double swapping) {
        return new Swap(
                number,
                node,
                new Exchange("0.1.0", "0.1.1", true, 0, pauseMillis * 1_000_000, "pause"),
                Duration.ofMillis(2_340),
                load(quiet, 0),
                load(swapping, 0),
                load(7, 0));
    }

    private static SwapReport report(long writesFailed, LoaderCount loaders, LastLook.Found look) {
        return new SwapReport(
                new Workload(1_000, 256, 50, 8, 1),
                new SwapPlan(3, Optional.empty()),
                new Pace(OptionalDouble.empty(), 40, 20, 15, 10, 2),
                3_000,
                1_200,
                0.5,
                List.of(swap(1, "n1", 100, 10, 15), swap(2, "n2", 300, 10, 40), swap(3, "n3", 200, 20, 40)),
                load(50, writesFailed),
                load(12, 0),
                load(36, 0),
                List.of(loaders),
                0,
                look);
    }

    @Test
    void ratiosAreTakenSwapBySwap() {
        SwapReport report = report(0, NONE_LEFT, WHOLE);
        assertEquals(new Spread(100, 200, 300), report.spread(Swap::pauseMillis));
        assertEquals(new Spread(1.5, 2, 4), report.spread(Swap::p999Ratio));
    }

    @Test
    void failuresLossesAndClassLoadersCountAndLatenciesDoNot() {
        assertTrue(report(0, NONE_LEFT, WHOLE).held());
        assertFalse(report(1, NONE_LEFT, WHOLE).held());
        assertFalse(report(0, new LoaderCount("n1", 20, 2), WHOLE).held());
        assertFalse(report(0, NONE_LEFT, new LastLook.Found(1_000, 1, 0, 0, 0)).held());
        assertFalse(report(0, NONE_LEFT, new LastLook.Found(1_000, 0, 1, 0, 0)).held());
        assertFalse(report(0, NONE_LEFT, new LastLook.Found(1_000, 0, 0, 1, 0)).held());
    }

    @Test
    void theTextHasARowForEachSwapAndEndsWithTheCounts() {
        List<String> lines = SwapText.of(report(2, new LoaderCount("n1", 1, 2), WHOLE))
                .lines()
                .toList();
        assertTrue(
                lines.contains(
                        "   2 n2   0.1.1            2.3     300.0       990          10.00             40.00   4.00"
                                + "           7.00       0"),
                () -> String.join("\n", lines));
        assertTrue(lines.contains("pause ms of 3:            median 200.00 (least 100.00, most 300.00)"));
        assertTrue(lines.contains("p99.9 swapping / quiet:   median 2.00 (least 1.50, most 4.00)"));
        assertTrue(lines.contains("p99.9 ms of all together: swapping 36.00, quiet 12.00, ratio 3.00"));
        assertTrue(lines.contains("failures: 2 ARM-202 OUTCOME_UNKNOWN"));
        assertTrue(lines.contains("class loaders of engine bdbje: n1 2 after 1 swaps"));
        assertEquals(
                "3 swaps, 992 requests: failed reads 0, failed writes 2, lost 0 of 1000, class loaders left 1",
                lines.get(lines.size() - 1));
    }

    @Test
    void theJsonSaysTheSameAndEndsWithTheVerdict() throws IOException {
        JsonNode document = new ObjectMapper().readTree(SwapJson.of(report(2, NONE_LEFT, WHOLE)));
        assertEquals(2, document.get("failed_writes").asInt());
        assertEquals(300, document.at("/swaps/1/pause_millis").asDouble(), 1e-3);
        assertEquals(200, document.at("/pause_millis/median").asDouble(), 1e-3);
        assertEquals(2, document.at("/p99_9_swapping_by_quiet/median").asDouble(), 1e-3);
        assertFalse(document.get("held").asBoolean());
    }
}
