package org.armature.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.armature.ring.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeShapeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 100, 1_000, 65_536})
    void aPositionLiesBetweenTheBoundsOfItsLeaf(int partitions) {
        TreeShape shape = TreeShape.of(partitions);
        Random random = new Random(partitions);
        for (int i = 0; i < 1_000; i++) {
            Position position = new Position(random.nextLong(), random.nextLong());
            int partition = position.partitionOf(partitions);
            int leaf = shape.leafOf(position);
            assertTrue(shape.from(partition, leaf).compareTo(position) <= 0);
            assertTrue(shape.to(partition, leaf)
                    .map(end -> end.compareTo(position) > 0)
                    .orElse(true));
        }
        assertEquals(Optional.empty(), shape.to(partitions - 1, shape.leaves() - 1));
    }

    @Test
    void aTableTakesAtMostHalfAMebibyteOfLeavesUpToTwoThousandPartitions() {
        for (int partitions : new int[] {1, 64, 512, 2_048}) {
            assertTrue(8L * partitions * TreeShape.of(partitions).leaves() <= 512 << 10, () -> "Q = " + partitions);
        }
    }

    @Test
    void leavesAreDividedAmongAllBranchesAlike() {
        assertThrows(IllegalArgumentException.class, () -> new TreeShape(8, 33));
    }
}
