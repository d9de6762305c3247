package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.armature.client.ArmatureClient;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Removal;
import org.armature.protocol.SavedMembership;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node n3 starts with the ring it was founded with, and has been removed by n1 and n2 meanwhile. */
class RemovedNodeTest {
    @TempDir
    Path directory;

    private MemoryCluster cluster;

    @BeforeEach
    void foundAndStop() {
        cluster = new MemoryCluster(directory, 3, "n = 2, r = 1, w = 1");
        cluster.start(1, 2);
        cluster.close();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aNodeThatMissedItsRemovalIsToldSaysSoAndServesNobody() {
        cluster.rewriteMembership(1, RemovedNodeTest::removeThird);
        cluster.rewriteMembership(2, RemovedNodeTest::removeThird);
        cluster.start(1, 2, 3);

        Waiting.until("n3 hears of it", () -> cluster.status(3).ringEpoch() == 3);
        Message.StatusReply status = cluster.status(3);
        assertEquals("gone", status.state());
        assertEquals(Message.MemberState.REMOVED, status.member());
        assertTrue(
                status.warnings().stream()
                        .anyMatch(warning -> warning.contains("an empty directory under a new grant")),
                status.warnings()::toString);
        assertEquals(
                ErrorCode.NODE_REMOVED,
                assertThrows(StoreException.class, () -> get(3)).code());
        get(1);
    }

    /** As if that node had heard the change decided. */
    private static SavedMembership removeThird(SavedMembership before) {
        NodeId third = LocalCluster.id(3);
        Ring ring = LocalCluster.without(3, before.state().settled(), 3);
        RingState without =
                new RingState(0, 3, 3, RingState.Phase.SETTLED, ring, Optional.empty(), Collections.emptySortedSet());
        return new SavedMembership(
                before.node(),
                before.life(),
                before.start(),
                without,
                Progress.none(3),
                Optional.empty(),
                Optional.empty(),
                before.lastRound(),
                before.votesFrom(),
                before.members().stream()
                        .filter(info -> !info.node().equals(third))
                        .toList(),
                before.grants(),
                List.of(new Removal(third, 3)),
                before.fences(),
                before.earlierLives(),
                before.pausedChange());
    }

    private void get(int node) {
        try (ArmatureClient client = cluster.client(Duration.ofSeconds(5), node)) {
            client.table("shop/cart").get(Key.utf8("key"));
        }
    }
}
