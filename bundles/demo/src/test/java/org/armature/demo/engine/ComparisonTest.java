package org.armature.demo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Comparison of(TaskState state, String cause) {
        return Comparison.of(new Task(
                "v-7@n1",
                "verify",
                "shop/session in mysql and bdbje: 4711 entries",
                state,
                1_000,
                new Amount(96, 96),
                new Amount(1_000, 0),
                0,
                Optional.empty(),
                cause));
    }

    @Test
    void whatIsEqualIsCounted() {
        Comparison equal = of(TaskState.DONE, "");
        assertEquals(new Comparison(96, 4_711, 0, ""), equal);
        assertTrue(equal.isEqual());
    }

    @Test
    void whatDiffersIsCountedToo() {
        Comparison different = of(TaskState.FAILED, "3 of 4711 entries differ");
        assertEquals(new Comparison(96, 4_711, 3, ""), different);
        assertFalse(different.isEqual());
    }

    @Test
    void aComparisonThatDidNotComeToItsEndProvesNothing() {
        Comparison ended = of(TaskState.FAILED, "engine mysql: the server is gone");
        assertEquals("FAILED engine mysql: the server is gone", ended.cause());
        assertFalse(ended.isEqual());
    }

    @Test
    void severalAddUp() {
        Comparison sum = Comparison.sum(List.of(new Comparison(1, 10, 0, ""), new Comparison(2, 20, 1, "CANCELLED ")));
        assertEquals(new Comparison(3, 30, 1, "CANCELLED "), sum);
    }
}
