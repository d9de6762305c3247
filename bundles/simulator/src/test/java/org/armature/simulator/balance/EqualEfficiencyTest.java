package org.armature.simulator.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;
import org.junit.jupiter.api.Test;

class EqualEfficiencyTest {
    private final Curve random = new Curve(
            Strategy.RANDOM_TOKENS, List.of(place(1, 1_000, 0.5), place(2, 10_000, 0.7), place(4, 1_000_000, 0.9)));

    private static Curve.Place place(int partitions, long bytes, double efficiency) {
        Curve.Place place = new Curve.Place(new Shape(Strategy.EQUAL_PARTITIONS, partitions, 1), bytes, bytes);
        place.load().add(efficiency);
        return place;
    }

    private EqualEfficiency against(Curve.Place... places) {
        return new EqualEfficiency(random, new Curve(Strategy.EQUAL_PARTITIONS, List.of(places)), 8);
    }

    @Test
    void betweenTwoMeasuredSizesBothAreToldAndAboutWhere() {
        assertEquals("  Q=8      efficiency 0.800,    100 B: about 1,000 (100 to 10,000)", line(place(8, 100, 0.8)));
    }

    @Test
    void beyondTheMeasuredSizesABoundIsTold() {
        assertEquals("  Q=8      efficiency 0.400,    100 B: at most 10", line(place(8, 100, 0.4)));
        assertEquals(
                "  Q=8      efficiency 0.950,    100 B: more than 10,000, the largest measured",
                line(place(8, 100, 0.95)));
    }

    private String line(Curve.Place place) {
        return against(place).findings().get(1);
    }

    @Test
    void theAimIsJudgedByTheSizeOfStrategy1ThatFallsShort() {
        assertTrue(against(place(8, 100, 0.8)).reached());
        assertFalse(against(place(8, 101, 0.8)).reached(), "of 10,000 bytes, 99 times as much");
        assertFalse(against(place(16, 100, 0.8)).reached(), "another Q");
    }
}
