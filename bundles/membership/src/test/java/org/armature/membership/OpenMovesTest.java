package org.armature.membership;

import static org.armature.membership.OneMachine.FOUNDING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.ring.Ownership;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

final class OpenMovesTest {
    private final RingState forward = FOUNDING.towards(OneMachine.ring(2), List.of());
    private final OpenMoves open = new OpenMoves();

    @Test
    void itCountsDownAsMovesAreDoneAndUpAgainAfterACancel() {
        Progress none = Progress.none(2);
        int all = open.movesLeft(forward, none, 2);
        assertTrue(all > 2, all + " moves");
        Progress two = none.withMoved(2, 0).withMoved(2, 1);
        assertEquals(all - 2, open.movesLeft(forward, two, 2));
        assertEquals(new Ownership(forward, two).movesLeft(1), open.movesLeft(forward, two, 1));
        RingState back = forward.back(List.of());
        assertEquals(2, open.movesLeft(back, two, 2));
        assertEquals(1, open.movesLeft(back, two.withReturned(2, 1), 2));
        assertEquals(0, open.movesLeft(FOUNDING, Progress.none(1), 2));
    }
}
