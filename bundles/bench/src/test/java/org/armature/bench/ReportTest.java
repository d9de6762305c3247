package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final long MILLI = 1_000_000;

    private static SideReport store(OptionalDouble serverCpu) {
        Tally tally = new Tally();
        for (int i = 1; i <= 10_000; i++) {
            tally.done(true, i * MILLI / 1_000, 1);
            tally.done(false, i * MILLI / 500, i == 7 ? 2 : 1);
        }
        tally.failed(false, 5_000 * MILLI, "ARM-202 OUTCOME_UNKNOWN");
        tally.failed(true, 5_000 * MILLI, "ARM-203 READ_TIMEOUT");
        tally.failed(true, 5_000 * MILLI, "ARM-203 READ_TIMEOUT");
        return SideReport.of(tally, 10_000 * MILLI, List.of(1_900.0, 2_100.0), serverCpu, 400 * MILLI);
    }

    private static SideReport echo() {
        Tally tally = new Tally();
        for (int i = 1; i <= 20_000; i++) {
            tally.done(true, MILLI / 10, 1);
            tally.done(false, MILLI / 5, 1);
        }
        return SideReport.of(
                tally, 5_000 * MILLI, List.of(8_000.0, 7_000.0), OptionalDouble.of(1_000 * MILLI), 200 * MILLI);
    }

    private static Report report(OptionalDouble rate, Optional<SideReport> bound) {
        return new Report(
                "three nodes of its own",
                "bench/objects",
                new Workload(100_000, 1_024, 50, 32, 1),
                new BenchPlan(15, 10, 2, rate),
                12_500 * MILLI,
                store(bound.isPresent() ? OptionalDouble.of(2_000 * MILLI) : OptionalDouble.empty()),
                new TreeMap<>(Map.of(
                        "n1",
                        new TreeMap<>(Map.of(Servers.HEAP, 100L << 20, Servers.RESIDENT, 300L << 20)),
                        "n2",
                        Map.of(Servers.HEAP, 101L << 20))),
                bound);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = ReportTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theTextEndsWithTheRatio() throws IOException {
        String text = TextReport.of(report(OptionalDouble.empty(), Optional.of(echo())));
        assertEquals(golden("report.txt"), text);
        assertTrue(text.endsWith("\nratio to echo bound: 0.27\n"));
    }

    @Test
    void withoutABoundTheTextHasNoRatioAndSaysWhatWasNotMeasured() throws IOException {
        assertEquals(golden("report-alone.txt"), TextReport.of(report(OptionalDouble.of(2_000), Optional.empty())));
    }

    @Test
    void theJsonSaysTheSameAndEndsWithTheRatio() throws IOException {
        String text = JsonReport.of(report(OptionalDouble.empty(), Optional.of(echo())));
        assertEquals(golden("report.json"), text);

        JsonNode document = new ObjectMapper().readTree(text);
        List<String> names = new ArrayList<>();
        document.fieldNames().forEachRemaining(names::add);
        assertEquals("ratio_to_echo_bound", names.get(names.size() - 1));
        assertEquals(0.26875, document.get("ratio_to_echo_bound").asDouble(), 0.0001);
        assertEquals(2, document.at("/store/errors/ARM-203 READ_TIMEOUT").asInt());
        assertEquals(9_999, document.at("/store/reads/p99_micros").asDouble(), 100);
    }

    @Test
    void withoutABoundTheJsonHasNullForIt() throws IOException {
        JsonNode document =
                new ObjectMapper().readTree(JsonReport.of(report(OptionalDouble.of(2_000), Optional.empty())));
        assertTrue(document.get("ratio_to_echo_bound").isNull());
        assertTrue(document.get("echo").isNull());
        assertEquals(2_000, document.at("/plan/rate_per_second").asInt());
    }

    @Test
    void jsonTextsAreEscaped() throws IOException {
        String odd = "a \"quoted\" \\ line\nand \u0001 é";
        assertEquals(
                odd, new ObjectMapper().readTree(Json.of(List.of(odd))).get(0).asText());
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertEquals(new Spread(1, 2.5, 9), Spread.of(List.of(9.0, 2.0, 3.0, 1.0)));
        assertEquals(new Spread(1, 2, 9), Spread.of(List.of(9.0, 2.0, 1.0)));
    }
}
