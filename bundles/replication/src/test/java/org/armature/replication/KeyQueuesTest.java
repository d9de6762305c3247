package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyQueuesTest {
    private final KeyQueues<String, Integer> queues = new KeyQueues<>();

    @Test
    void changesOfOneKeyTakeTheirTurnsInOrder() {
        assertTrue(queues.enter("cart", 1));
        assertFalse(queues.enter("cart", 2));
        assertFalse(queues.enter("cart", 3));
        assertEquals(Optional.of(2), queues.finished("cart"));
        assertEquals(Optional.of(3), queues.finished("cart"));
        assertEquals(Optional.empty(), queues.finished("cart"));
        assertTrue(queues.enter("cart", 4));
    }

    @Test
    void changesOfDifferentKeysDoNotWaitForEachOther() {
        assertTrue(queues.enter("cart", 1));
        assertTrue(queues.enter("session", 2));
        assertEquals(2, queues.size());
    }

    @Test
    void aKeyWithoutChangesTakesNoRoom() {
        queues.enter("cart", 1);
        queues.finished("cart");
        assertEquals(0, queues.size());
    }
}
