package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static final Workload WORKLOAD = new Workload(1_000, 16, 30, 7, 42);

    private static List<Script.Operation> operations(Workload workload, int thread) {
        return Stream.generate(new Script(workload, thread)::next).limit(5_000).toList();
    }

    @Test
    void equalSeedsAndThreadsDrawEqualOperations() {
        assertEquals(operations(WORKLOAD, 3), operations(WORKLOAD, 3));
        assertNotEquals(operations(WORKLOAD, 3), operations(WORKLOAD, 4));
        assertNotEquals(operations(WORKLOAD, 3), operations(new Workload(1_000, 16, 30, 7, 43), 3));
    }

    @Test
    void theSharesOfTheThreadsCoverEveryKeyOnce() {
        assertEquals(
                WORKLOAD.keys(),
                IntStream.range(0, WORKLOAD.threads()).map(WORKLOAD::keysOf).sum());
    }

    @Test
    void aThreadWritesItsOwnKeysOnlyAndReadsAll() {
        for (int thread = 0; thread < WORKLOAD.threads(); thread++) {
            int own = thread;
            List<Script.Operation> operations = operations(WORKLOAD, thread);
            assertTrue(operations.stream()
                    .filter(operation -> !operation.read())
                    .allMatch(operation -> operation.key() % WORKLOAD.threads() == own));
            assertTrue(operations.stream().allMatch(operation -> operation.key() < WORKLOAD.keys()));
            assertTrue(operations.stream()
                    .filter(Script.Operation::read)
                    .anyMatch(operation -> operation.key() % WORKLOAD.threads() != own));
        }
    }

    @Test
    void readsHaveTheShareAskedFor() {
        long reads =
                operations(WORKLOAD, 0).stream().filter(Script.Operation::read).count();
        assertTrue(reads > 1_300 && reads < 1_700, "30 % of 5,000, not " + reads);
    }
}
