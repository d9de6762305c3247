package org.armature.bench.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.armature.bench.InvalidOptions;
import org.junit.jupiter.api.Test;

class RepairPlanTest {
    private static final OptionalInt USUAL = OptionalInt.empty();

    private static RepairPlan plan(OptionalInt keys, int differing) {
        return RepairPlan.of(EnumSet.of(Part.WIPE), keys, USUAL, 32, 1, differing);
    }

    @Test
    void aNodeLosesFewLargeObjectsAndManySmallOnesAreCompared() {
        RepairPlan plan = plan(USUAL, 10);
        assertEquals(100_000, plan.wiped().keys());
        assertEquals(1_024, plan.wiped().valueBytes());
        assertEquals(1_000_000, plan.many().keys());
        assertEquals(64, plan.many().valueBytes());
    }

    @Test
    void aNumberOfKeysThatIsGivenIsThatOfEveryPart() {
        RepairPlan plan = plan(OptionalInt.of(2_000), 10);
        assertEquals(2_000, plan.wiped().keys());
        assertEquals(2_000, plan.many().keys());
    }

    @Test
    void noMoreKeysCanDifferThanThereAre() {
        assertEquals(2_000, plan(OptionalInt.of(2_000), 2_000).differing());
        InvalidOptions tooMany = assertThrows(InvalidOptions.class, () -> plan(OptionalInt.of(2_000), 2_001));
        assertEquals("--differing 2001 is not within 1 to the number of keys, 2000", tooMany.getMessage());
        assertThrows(InvalidOptions.class, () -> plan(USUAL, 0));
    }

    @Test
    void onlyPartsBesideTheWipeNeedNodesThatCompareByOrder() {
        assertFalse(plan(USUAL, 10).comparesByOrder());
        assertTrue(RepairPlan.of(EnumSet.of(Part.WIPE, Part.QUIET), USUAL, USUAL, 32, 1, 10)
                .comparesByOrder());
    }

    @Test
    void keysThatDifferAreSpreadOverAllAndAreDistinct() {
        int keys = 1_000_003;
        int[] chosen = IntStream.range(0, 1_000)
                .map(number -> Filling.spread(number, 1_000, keys))
                .toArray();
        assertEquals(0, chosen[0]);
        assertEquals(999_002, chosen[999]);
        assertEquals(1_000, IntStream.of(chosen).distinct().count());
        assertEquals(6, Filling.spread(6, 7, 7));
    }
}
