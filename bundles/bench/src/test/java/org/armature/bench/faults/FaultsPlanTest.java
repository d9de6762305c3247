package org.armature.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.armature.bench.InvalidOptions;
import org.junit.jupiter.api.Test;

class FaultsPlanTest {
    @Test
    void everyMistakeIsToldAtOnce() {
        InvalidOptions wrong = assertThrows(InvalidOptions.class, () -> new FaultsPlan(-1, 9, Double.NaN, 0, 1));
        assertEquals("""
                --warmup -1: must be 0 to 600 seconds
                --seconds 9: must be 10 to 3600 seconds
                --rate NaN: must be above 0 and at most 100000 a second
                --threads 0: must be 1 to 1000""", wrong.getMessage());
    }

    @Test
    void partsAreSharesOfTheWhole() {
        assertEquals(Duration.ofMillis(3_600), new FaultsPlan(0, 30, 1, 1, 1).part(0.12));
    }
}
