package org.armature.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.membership.PeerState;
import org.armature.model.NodeId;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.PeerStatus;
import org.armature.ring.Ring;

/** What the failure detector thinks of each peer, for operators. Thread-safe. */
final class PeerStates {
    private final NodeId self;
    private final Map<NodeId, PeerState> states = new ConcurrentHashMap<>();

    PeerStates(NodeId self) {
        this.self = self;
    }

    void set(NodeId peer, PeerState state) {
        states.put(peer, state);
    }

    List<PeerStatus> statuses(Ring ring) {
        return ring.members().values().stream()
                .filter(member -> !member.node().equals(self))
                .map(member -> new PeerStatus(
                        member.node(),
                        member.peerAddress(),
                        text(states.getOrDefault(member.node(), PeerState.DOWN)),
                        MemberState.MEMBER))
                .toList();
    }

    private static String text(PeerState state) {
        return switch (state) {
            case UP -> PeerStatus.UP;
            case SLOW -> PeerStatus.SLOW;
            case DOWN -> PeerStatus.DOWN;
        };
    }
}
