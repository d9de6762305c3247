package org.armature.simulator.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static List<String[]> cells(Report report) {
        return report.table()
                .csv()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    @Test
    void strategy3Reaches97PercentOfPlacementAnd95OfLoadAtAllSizesUpToThirty() throws WrongInput {
        Report report = new BalanceFigure(new Study(30, 3, 1_024, 1_000_000, 0, 1, 1)).run();
        assertTrue(report.reached(), () -> String.join("\n", report.lines()));
        assertEquals(28, cells(report).size());
        assertEquals(5, report.findings().size());
    }

    @Test
    void anAimThatIsMissedIsToldWithTheWorstSize() throws WrongInput {
        Report report = new BalanceFigure(new Study(9, 3, 16, 100_000, 0, 1, 1)).run();
        assertFalse(report.reached());
        assertEquals(
                "efficiency of placement, at least 0.97: missed, at worst 0.761 at S=7",
                report.findings().get(0));
    }

    @Test
    void weightsThatNCopiesLeaveNoRoomForAreLeftOut() throws WrongInput {
        List<String[]> rows = cells(new BalanceFigure(new Study(6, 3, 96, 1_000, 0, 1, 1)).run());
        assertEquals("3", rows.get(0)[0]);
        assertEquals(List.of("", ""), List.of(rows.get(0)[7], rows.get(0)[8]), "three nodes hold everything");
        assertEquals(List.of("0.000000", ""), List.of(rows.get(1)[7], rows.get(1)[8]));
        assertFalse(rows.get(3)[8].isEmpty(), "six nodes have room for a node of four parts in fourteen");
    }

    @Test
    void theBalanceFigureNeedsThreeNodes() {
        assertThrows(WrongInput.class, () -> new BalanceFigure(new Study(2, 3, 64, 10, 0, 1, 1)));
    }

    @Test
    void nodesAreOutOfBalanceMoreOftenWhenFewKeysAreAskedForAndWhenTokensAreFew() throws WrongInput {
        List<String[]> rows = cells(new Figure6(new Study(20, 3, 1_024, 100_000, 0.8, 1, 4)).run());
        assertEquals(
                List.of("1000", "3162", "10000", "31623", "100000"),
                rows.stream().map(row -> row[0]).toList());
        double[] low = numbers(rows.get(0));
        double[] high = numbers(rows.get(4));
        for (int line = 0; line < 4; line++) {
            assertTrue(low[line] > high[line], "line " + line);
        }
        assertTrue(high[0] > high[1] && high[1] > high[3], () -> String.join(" ", rows.get(4)));
    }

    private static double[] numbers(String[] row) {
        return Stream.of(row).skip(1).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void strategy3NeedsAHundredthOfTheMetadataOfStrategy1ForTheSameEfficiency() throws WrongInput {
        Report report = new Figure8(new Study(10, 3, 512, 50_000, 0, 1, 1)).run();
        assertTrue(report.reached(), () -> String.join("\n", report.lines()));
        assertEquals(
                "aim: at least 100 times at Q=512: reached",
                report.findings().get(report.findings().size() - 1));
    }
}
