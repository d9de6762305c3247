package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.StoreException;
import org.armature.engine.memory.MemoryEngine;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Removal;
import org.armature.protocol.SavedMembership;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node n3 starts with the ring it was founded with, and has been removed by n1 and n2 meanwhile. */
class RemovedNodeTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<RunningNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(RunningNode::close);
    }

    @Test
    void aNodeThatMissedItsRemovalIsToldSaysSoAndServesNobody() throws IOException {
        LocalCluster cluster = LocalCluster.of(
                directory, 3, "tables.cart { n = 2, r = 1, w = 1, engine = memory, durability = memory }");
        start(cluster, 1);
        start(cluster, 2);
        stop();
        nodes.clear();
        removeThird(cluster.data(1).resolve("membership"));
        removeThird(cluster.data(2).resolve("membership"));
        start(cluster, 1);
        start(cluster, 2);
        start(cluster, 3);

        Waiting.until("n3 hears of it", () -> status(cluster, 3).ringEpoch() == 3);
        Message.StatusReply status = status(cluster, 3);
        assertEquals("gone", status.state());
        assertEquals(Message.MemberState.REMOVED, status.member());
        assertTrue(
                status.warnings().stream()
                        .anyMatch(warning -> warning.contains("an empty directory under a new grant")),
                status.warnings()::toString);
        assertEquals(
                ErrorCode.NODE_REMOVED,
                assertThrows(StoreException.class, () -> get(cluster, 3)).code());
        get(cluster, 1);
    }

    private void start(LocalCluster cluster, int node) {
        EnginePresence engines = new EnginePresence();
        engines.came(new MemoryEngine());
        nodes.add(RunningNode.start(cluster.plan(node), engines, (where, cause) -> {
            throw new AssertionError(where, cause);
        }));
    }

    /** As if that node had heard the change decided. */
    private static void removeThird(Path file) throws IOException {
        SavedMembership before = new MembershipFile(file).read().orElseThrow();
        NodeId third = LocalCluster.id(3);
        SortedMap<NodeId, Member> members =
                new TreeMap<>(before.state().settled().members());
        members.remove(third);
        Ring ring = new Ring(
                3,
                Placement.of(members.values(), before.state().settled().partitions())
                        .tokens(),
                members);
        RingState without =
                new RingState(0, 3, 3, RingState.Phase.SETTLED, ring, Optional.empty(), Collections.emptySortedSet());
        SavedMembership after = new SavedMembership(
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
        Files.write(file, after.encode());
    }

    private static Message.StatusReply status(LocalCluster cluster, int node) {
        try (AdminClient admin = ArmatureClient.builder()
                .node(cluster.admin(node))
                .deadline(DEADLINE)
                .buildAdmin()) {
            return admin.status();
        }
    }

    private static void get(LocalCluster cluster, int node) {
        try (ArmatureClient client = ArmatureClient.builder()
                .node(cluster.clients(node))
                .deadline(Duration.ofSeconds(5))
                .build()) {
            client.table("shop/cart").get(Key.utf8("key"));
        }
    }
}
