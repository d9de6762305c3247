package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.armature.model.NodeId;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.RingProgress;
import org.junit.jupiter.api.Test;

/** A node is not lost because one member does not hear it. */
class WitnessesTest {
    private static final NodeId SUSPECT = LocalCluster.id(4);
    private static final List<NodeId> OTHERS = List.of(LocalCluster.id(2), LocalCluster.id(3), SUSPECT);

    /** What each member would answer; those who are not here can't be reached. */
    private static Map<NodeId, Set<NodeId>> heard(Map<NodeId, String> sayOfSuspect) {
        AtomicReference<Witnesses> witnesses = new AtomicReference<>();
        witnesses.set(new Witnesses(
                other -> {
                    boolean reached = sayOfSuspect.containsKey(other);
                    if (reached && !sayOfSuspect.get(other).isEmpty()) {
                        witnesses.get().told(other, status(other, sayOfSuspect.get(other)));
                    }
                    return reached;
                },
                Duration.ofMillis(20)));
        return new TreeMap<>(witnesses.get().hearing(Set.of(SUSPECT), OTHERS));
    }

    private static StatusReply status(NodeId node, String ofSuspect) {
        return new StatusReply(
                "id",
                "test",
                node,
                1,
                "armature/test",
                "serving",
                MemberState.MEMBER,
                2,
                RingProgress.settled(2),
                List.of(
                        new PeerStatus(LocalCluster.id(1), "h:1", PeerStatus.UP, MemberState.MEMBER),
                        new PeerStatus(SUSPECT, "h:4", ofSuspect, MemberState.JOINING)),
                List.of(),
                List.of(),
                new TreeMap<>());
    }

    @Test
    void whomOneMemberHearsAnswersBeItSlowly() {
        assertEquals(
                Map.of(SUSPECT, Set.of(LocalCluster.id(3))),
                heard(Map.of(LocalCluster.id(2), PeerStatus.DOWN, LocalCluster.id(3), PeerStatus.SLOW)));
        assertEquals(
                Map.of(SUSPECT, Set.of(LocalCluster.id(2), LocalCluster.id(3))),
                heard(Map.of(LocalCluster.id(2), PeerStatus.UP, LocalCluster.id(3), PeerStatus.UP)));
    }

    @Test
    void whomNobodyHearsIsHeardByNobody() {
        assertEquals(Map.of(), heard(Map.of(LocalCluster.id(2), PeerStatus.DOWN, LocalCluster.id(3), PeerStatus.DOWN)));
    }

    @Test
    void whoIsCutOffOrSilentIsNotWaitedForForEver() {
        assertEquals(Map.of(), heard(Map.of(LocalCluster.id(2), "")));
    }

    @Test
    void theSuspectItselfIsNotAsked() {
        assertEquals(Map.of(), heard(Map.of(SUSPECT, PeerStatus.UP)));
    }
}
