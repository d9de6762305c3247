package org.armature.bench.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.bench.Workload;
import org.armature.bench.repair.RepairReport.Compared;
import org.junit.jupiter.api.Test;

class RepairReportTest {
    private static final Workload OBJECTS = new Workload(1_000, 1_024, 0, 32, 1);
    private static final Likeness WHOLE = new Likeness(1_000, 0, 0);
    private static final Counts EQUAL = new Counts(0, 0, 768, 0, 0, 0, 1_536, 120_000);

    private static Counts counts(long gets, long differed, long repaired, long writes) {
        return new Counts(gets, 0, 768, differed, repaired, writes, 2_000, 1_500_000);
    }

    private static Wiped wiped(long gets, Likeness look) {
        return new Wiped(
                OBJECTS,
                Duration.ofMillis(4_000),
                Duration.ofMillis(9_000),
                Duration.ofMillis(3_100),
                Duration.ofMillis(5_000),
                Duration.ofMillis(5_500),
                counts(gets, 1_000, 1_000, 1_000),
                look);
    }

    private static Round round(Counts counts) {
        return new Round(Duration.ofMillis(1_250), counts);
    }

    private static Compared compared(Counts second, int unknown, long repaired) {
        return new Compared(
                OBJECTS,
                3,
                Optional.of(new Quiet(List.of(round(EQUAL), round(second)))),
                Optional.of(new Restarted(
                        Duration.ofMillis(700),
                        Duration.ofMillis(2_900),
                        unknown,
                        Duration.ofMillis(3_000),
                        unknown == 0)),
                Optional.of(new Differing(10, round(counts(0, 12, repaired, 10)), new Likeness(10, 0, 0))));
    }

    private static RepairReport report(Wiped wiped, Compared compared) {
        return new RepairReport(0.5, Optional.of(wiped), Optional.of(compared));
    }

    private static boolean held(Wiped wiped, Compared compared) {
        return report(wiped, compared).held();
    }

    @Test
    void lackingCopiesReadsAndUnaskedWritesCountAndTimesDoNot() {
        Compared good = compared(EQUAL, 0, 10);
        assertTrue(held(wiped(0, WHOLE), good));
        assertFalse(held(wiped(1, WHOLE), good));
        assertFalse(held(wiped(0, new Likeness(1_000, 1, 0)), good));
        assertFalse(held(wiped(0, new Likeness(1_000, 0, 1)), good));
        assertFalse(held(wiped(0, WHOLE), compared(counts(0, 1, 0, 0), 0, 10)));
        assertFalse(held(wiped(0, WHOLE), compared(counts(0, 0, 0, 1), 0, 10)));
        assertFalse(held(wiped(0, WHOLE), compared(EQUAL, 5, 10)));
        assertFalse(held(wiped(0, WHOLE), compared(EQUAL, 0, 9)));
    }

    @Test
    void countsAreTakenFromABeginning() {
        assertEquals(
                new Counts(2, 0, 0, 1_000, 1_000, 1_000, 464, 1_380_000),
                counts(2, 1_000, 1_000, 1_000).since(EQUAL));
    }

    @Test
    void theTextHasAParagraphForEachPartAndEndsWithTheVerdict() {
        List<String> lines = RepairText.of(report(wiped(0, WHOLE), compared(EQUAL, 0, 10)))
                .lines()
                .toList();
        String text = String.join("\n", lines);
        assertTrue(lines.contains("wiped: 1,000 keys of 1,024 bytes, 1.0 MB of values on each node"), text);
        assertTrue(
                lines.contains("all there:    5.0 s after that, 1.25 times the reference; all compared after 5.5 s"),
                text);
        assertTrue(
                lines.contains("  copies lacking 0, unlike 0 of 1,000 keys; gets meanwhile 0, for other nodes 0"),
                text);
        assertTrue(
                lines.contains(
                        "  quiet, round 2: 1.3 s, 768 comparisons, 1,536 messages, 0.120 MB; keys found 0, repaired 0,"
                                + " engine writes 0"),
                text);
        assertTrue(
                lines.contains(
                        "  restarted: stopped in 0.7 s, served 2.9 s after its start, hash trees known 3.0 s after it;"
                                + " trees to work out 0, same incarnation yes"),
                text);
        assertTrue(
                lines.contains(
                        "  differing: 10 keys; found 12 (once for each pair of owners), repaired 10 in 1.3 s, 1.500 MB in"
                                + " 2,000 messages; copies lacking 0, unlike 0"),
                text);
        assertEquals("all counts are as they must be", lines.get(lines.size() - 1));
    }

    @Test
    void whatIsNotAsItMustBeIsMarked() {
        List<String> lines = RepairText.of(report(wiped(2, WHOLE), compared(EQUAL, 0, 9)))
                .lines()
                .toList();
        assertEquals(2, lines.stream().filter(line -> line.startsWith("!")).count());
        assertEquals("NOT all counts are as they must be: see !", lines.get(lines.size() - 1));
    }

    @Test
    void aPartThatWasNotAskedForIsNotTold() {
        RepairReport report = new RepairReport(0.5, Optional.of(wiped(0, WHOLE)), Optional.empty());
        assertTrue(report.held());
        assertFalse(RepairText.of(report).contains("quiet"));
        assertFalse(RepairJson.of(report).contains("quiet"));
    }

    @Test
    void theJsonSaysTheSameAndEndsWithTheVerdict() throws IOException {
        JsonNode document = new ObjectMapper().readTree(RepairJson.of(report(wiped(0, WHOLE), compared(EQUAL, 5, 10))));
        assertEquals(1.25, document.at("/wiped/all_there_by_reference").asDouble(), 1e-3);
        assertEquals(1_500_000, document.at("/wiped/bytes_sent").asLong());
        assertEquals(1_536, document.at("/quiet/1/messages_sent").asLong());
        assertEquals(5, document.at("/restarted/trees_unknown").asInt());
        assertEquals(10, document.at("/differing/keys_repaired").asInt());
        assertFalse(document.get("held").asBoolean());
    }
}
