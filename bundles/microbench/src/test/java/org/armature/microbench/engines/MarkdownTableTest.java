package org.armature.microbench.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.armature.microbench.engines.Findings.Cell;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    private final Findings findings = new Findings();

    @Test
    void aCellHasTheMedianOfEachFigureAndItsSpread() {
        Cell cell = new Cell("swift", 1_024, Measure.GET_FOUND);
        findings.found(cell, List.of(3.0, 900.0));
        findings.found(cell, List.of(1.0, 12_345.6));
        findings.found(cell, List.of(2.0, 10.4));
        assertEquals("2.0 (1.0 to 3.0) / 900 (10 to 12,346)", findings.text(cell));
    }

    @Test
    void aCellOfWhichNothingWasFoundSaysSo() {
        assertEquals("not measured", findings.text(new Cell("swift", 100, Measure.SCAN)));
    }

    @Test
    void aCellThatFailedInOneRoundHasNoFiguresOfTheOthers() {
        Cell cell = new Cell("swift", 100, Measure.SCAN);
        findings.found(cell, List.of(3.0));
        findings.instead(cell, "not measured");
        findings.found(cell, List.of(4.0));
        assertEquals("not measured", findings.text(cell));
    }

    @Test
    void sizesAreRowsAndEnginesColumns() {
        findings.found(new Cell("swift", 100, Measure.SCAN), List.of(3.0));
        findings.found(new Cell("big", 2 << 20, Measure.SCAN), List.of(50.0));
        findings.instead(new Cell("big", 100, Measure.SCAN), "not offered");
        assertEquals("""
                **Scan of all objects** (µs an object)

                | object | `swift` | `big` |
                |---|---|---|
                | 100 B | 3.0 (3.0 to 3.0) | not offered |
                | 2 MiB | not measured | 50 (50 to 50) |

                """, MarkdownTable.of(Measure.SCAN, List.of(100, 2 << 20), List.of("swift", "big"), findings));
    }

    @Test
    void figuresHaveTwoDigitsAtLeastAndNoFractionFromTenOn() {
        assertEquals(
                List.of("0.04", "0.99", "1.0", "9.9", "10", "1,234"),
                Stream.of(0.04, 0.99, 0.996, 9.94, 9.96, 1_234.4)
                        .map(MarkdownTable::number)
                        .toList());
    }

    @Test
    void sizesHaveTheLargestUnitThatLeavesAWholeNumber() {
        assertEquals(
                List.of("1023 B", "1 KiB", "1025 B", "100 KiB", "1 MiB", "1025 KiB"),
                List.of(
                        MarkdownTable.bytes(1_023),
                        MarkdownTable.bytes(1_024),
                        MarkdownTable.bytes(1_025),
                        MarkdownTable.bytes(102_400),
                        MarkdownTable.bytes(1 << 20),
                        MarkdownTable.bytes(1_025 << 10)));
    }
}
