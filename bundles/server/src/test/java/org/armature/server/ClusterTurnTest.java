package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.EngineMessage.TurnAsked;
import org.armature.protocol.Message;
import org.junit.jupiter.api.Test;

class ClusterTurnTest {
    private final Map<NodeId, SwapTurns> members = new LinkedHashMap<>();
    private final Set<NodeId> down = new TreeSet<>();
    private final Set<NodeId> silent = new TreeSet<>();
    private long nowNanos;

    private NodeId member(int number) {
        NodeId node = new NodeId("n" + number);
        members.computeIfAbsent(node, made -> new SwapTurns(() -> nowNanos));
        return node;
    }

    private ClusterTurn turnOf(int number) {
        NodeId self = member(number);
        return new ClusterTurn(
                self, members.get(self), () -> othersUp(self), (node, message) -> ask(self, node, message));
    }

    private List<NodeId> othersUp(NodeId self) {
        return members.keySet().stream()
                .filter(node -> !node.equals(self) && !down.contains(node))
                .toList();
    }

    private Optional<Message> ask(NodeId self, NodeId node, Message message) {
        return silent.contains(node)
                ? Optional.empty()
                : Optional.of(members.get(node).answer(self, (TurnAsked) message));
    }

    @Test
    void whoeverSeveralAreAtItOneAfterTheOtherHasTheTurn() {
        for (long seed = 1; seed <= 200; seed++) {
            members.clear();
            Random random = new Random(seed);
            List<ClusterTurn> waiting = new ArrayList<>(List.of(turnOf(1), turnOf(2), turnOf(3), turnOf(4)));
            for (int round = 0; !waiting.isEmpty(); round++) {
                assertTrue(round < 1_000, "nobody gets on, seed " + seed);
                ClusterTurn one = waiting.get(random.nextInt(waiting.size()));
                if (one.take().isEmpty()) {
                    for (ClusterTurn other : waiting) {
                        assertEquals(one.equals(other), other.take().isEmpty(), "seed " + seed);
                    }
                    one.giveBack();
                    waiting.remove(one);
                }
            }
        }
    }

    @Test
    void whoWaitsIsToldForWhom() {
        ClusterTurn first = turnOf(1);
        ClusterTurn second = turnOf(2);
        assertEquals(Optional.empty(), second.take());
        assertEquals(Optional.of("one node at a time, and n2 has the turn"), first.take());
        second.giveBack();
        assertEquals(Optional.empty(), first.take());
    }

    @Test
    void whoIsDownIsNotAskedAndWhoIsSilentIsWaitedFor() {
        ClusterTurn turn = turnOf(1);
        silent.add(member(2));
        assertEquals(Optional.of("n2 is up and does not say whose turn it is"), turn.take());
        down.add(member(2));
        assertEquals(Optional.empty(), turn.take());
    }

    @Test
    void aTurnThatWasGivenBackIsNotRenewed() {
        ClusterTurn first = turnOf(1);
        ClusterTurn second = turnOf(2);
        assertEquals(Optional.empty(), first.take());
        assertEquals(Optional.empty(), first.renew());
        first.giveBack();
        assertEquals(Optional.empty(), first.renew());
        assertEquals(Optional.empty(), second.take());
    }
}
