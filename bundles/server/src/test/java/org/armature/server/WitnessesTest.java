package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.membership.plan.Testimony;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.RingProgress;
import org.junit.jupiter.api.Test;

/** A node is not lost because one member does not hear it. */
class WitnessesTest {
    private static final NodeId SUSPECT = LocalCluster.id(4);
    private static final List<NodeId> OTHERS = List.of(LocalCluster.id(2), LocalCluster.id(3), SUSPECT);

    private static Map<NodeId, Set<NodeId>> heard(Map<NodeId, String> sayOfSuspect) {
        return new TreeMap<>(testimony(sayOfSuspect).hearing());
    }

    /** @param sayOfSuspect what each member would answer; those who are not here can't be reached */
    private static Testimony testimony(Map<NodeId, String> sayOfSuspect) {
        Witnesses witnesses = new Witnesses(asked -> {
            SortedMap<NodeId, Message> answers = new TreeMap<>();
            asked.forEach(other -> Optional.ofNullable(sayOfSuspect.get(other))
                    .ifPresent(said -> answers.put(other, status(other, said))));
            return answers;
        });
        return witnesses.of(Set.of(SUSPECT), OTHERS);
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
    void whoIsCutOffOrSilentHearsNobody() {
        assertEquals(Map.of(), heard(Map.of()));
    }

    @Test
    void whoHasToldAndWhoHasNotIsKnown() {
        Testimony testimony = testimony(Map.of(LocalCluster.id(2), PeerStatus.DOWN));
        assertEquals(Set.of(LocalCluster.id(2)), testimony.told());
        assertEquals(Set.of(LocalCluster.id(3)), testimony.silent());
    }

    @Test
    void theSuspectItselfIsNotAsked() {
        assertEquals(Map.of(), heard(Map.of(SUSPECT, PeerStatus.UP)));
    }
}
