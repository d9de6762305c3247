package org.armature.bench.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.armature.bench.InvalidOptions;
import org.junit.jupiter.api.Test;

class SwapPlanTest {
    @Test
    void nodesTakeTurnsAndEachTakesAVersionHigherThanItsLast() {
        SwapPlan all = new SwapPlan(7, Optional.empty());
        assertEquals(
                List.of("n1", "n2", "n3", "n1", "n2", "n3", "n1"),
                IntStream.rangeClosed(1, 7).mapToObj(all::nodeOf).toList());
        assertEquals(
                List.of(1, 1, 1, 2, 2, 2, 3),
                IntStream.rangeClosed(1, 7).mapToObj(all::times).toList());
    }

    @Test
    void oneNodeMayDoItAll() {
        SwapPlan one = new SwapPlan(3, Optional.of("n2"));
        assertEquals(
                List.of("n2", "n2", "n2"),
                IntStream.rangeClosed(1, 3).mapToObj(one::nodeOf).toList());
        assertEquals(
                List.of(1, 2, 3),
                IntStream.rangeClosed(1, 3).mapToObj(one::times).toList());
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        InvalidOptions wrong = assertThrows(InvalidOptions.class, () -> new SwapPlan(0, Optional.of("n4")));
        assertTrue(wrong.getMessage().contains("--swaps 0 is not within 1 to 1000"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("--node n4 is none of n1, n2, n3"), wrong.getMessage());
    }
}
