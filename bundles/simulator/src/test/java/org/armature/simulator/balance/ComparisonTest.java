package org.armature.simulator.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.ring.Member;
import org.armature.ring.Strategy;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final List<Strategy> ALL = List.of(Strategy.values());

    private static List<String[]> cells(Report report) {
        return report.table()
                .csv()
                .lines()
                .skip(1)
                .map(line -> line.replace("\"2: random, equal parts\"", "2").split(",", -1))
                .toList();
    }

    private static Comparison of(List<Member> members, int n, int partitions, int tokens) {
        return new Comparison(members, n, partitions, tokens, Requests.uniform(50_000, 1));
    }

    @Test
    void strategy3IsTheMostEvenAndKeepsTheLeast() throws WrongInput {
        List<String[]> rows = cells(of(Nodes.equal(10), 3, 256, 26).run(ALL));
        assertEquals(
                List.of("260", "260", "256"), rows.stream().map(row -> row[1]).toList());
        assertEquals(
                List.of("4680", "4680", "512"), rows.stream().map(row -> row[2]).toList());
        for (int column = 3; column <= 5; column++) {
            double third = Double.parseDouble(rows.get(2)[column]);
            assertTrue(third > Double.parseDouble(rows.get(0)[column]), "column " + column);
            assertTrue(third > Double.parseDouble(rows.get(1)[column]), "column " + column);
        }
        assertEquals("0.000000", rows.get(2)[6]);
    }

    @Test
    void theSameQuestionHasTheSameAnswer() throws WrongInput {
        Report first = of(Nodes.equal(7), 3, 64, 9).run(ALL);
        Report second = of(Nodes.equal(7), 3, 64, 9).run(ALL);
        assertEquals(first.lines(), second.lines());
        assertEquals(first.svg(), second.svg());
    }

    @Test
    void onlyTheStrategiesAskedForAreShown() throws WrongInput {
        Report report = of(Nodes.equal(5), 3, 64, 9).run(List.of(Strategy.EQUAL_PARTITIONS));
        assertEquals(
                List.of("3: equal partitions"),
                cells(report).stream().map(row -> row[0]).toList());
    }

    @Test
    void whatCannotBeHonouredIsNoted() throws WrongInput {
        List<Member> members = Nodes.named("n", 4, node -> node == 0 ? 8 : 1);
        String notes = String.join("\n", of(members, 3, 96, 9).run(ALL).findings());
        assertTrue(notes.contains("note, strategy 3: n0 gets 32 of 96 tokens, its weight asks for 70"), notes);
        assertTrue(notes.contains("note: strategy 2 is meant for Q much larger"), notes);
    }

    @Test
    void fewerHostsThanCopiesAreNoted() throws WrongInput {
        String notes = String.join("\n", of(Nodes.equal(2), 3, 96, 48).run(ALL).findings());
        assertTrue(notes.contains("2 hosts hold 2 copies of each key, not N=3"), notes);
    }

    @Test
    void aRingThatFindsNoRoomIsRefused() {
        Comparison large = of(Nodes.equal(30), 3, 1_024, 30_000);
        String message = assertThrows(WrongInput.class, () -> large.run(ALL)).getMessage();
        assertTrue(message.startsWith("strategy 1 with 900,000 tokens, Q=1024 and 30 hosts is too large"), message);
    }

    @Test
    void usuallyThereAreAboutAsManyTokensAsPartitions() {
        assertEquals(34, Comparison.usualTokens(Nodes.equal(30), 1_024));
        assertEquals(1, Comparison.usualTokens(Nodes.equal(30), 8));
        assertEquals(256, Comparison.usualTokens(Nodes.named("n", 2, node -> 2), 1_024));
    }
}
