package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.armature.model.NodeId;
import org.armature.protocol.EngineMessage.TurnAsked;
import org.armature.protocol.EngineMessage.TurnReply;
import org.junit.jupiter.api.Test;

class SwapTurnsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final SwapTurns turns = new SwapTurns(now::get);

    private TurnReply ask(NodeId node, long leaseMillis) {
        return turns.answer(node, new TurnAsked(leaseMillis));
    }

    @Test
    void oneHasTheTurnAndMayRenewIt() {
        assertEquals(new TurnReply(true, Optional.of(N1)), ask(N1, 100));
        assertEquals(new TurnReply(false, Optional.of(N1)), ask(N2, 100));
        assertTrue(ask(N1, 100).granted());
    }

    @Test
    void whoGivesItBackMakesRoomAndNobodyElseDoes() {
        ask(N1, 100);
        assertFalse(ask(N2, 0).granted());
        assertFalse(ask(N2, 100).granted());
        assertEquals(new TurnReply(true, Optional.empty()), ask(N1, 0));
        assertTrue(ask(N2, 100).granted());
    }

    @Test
    void aLeaseEndsByTheClock() {
        ask(N1, 100);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(60));
        ask(N1, 100);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(60));
        assertFalse(ask(N2, 100).granted());
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
        assertTrue(ask(N2, 100).granted());
    }
}
