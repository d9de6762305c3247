package org.armature.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.armature.membership.PeerState;
import org.armature.model.NodeId;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.PeerStatus;
import org.armature.ring.Member;

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

    boolean isUp(NodeId node) {
        return node.equals(self) || states.getOrDefault(node, PeerState.DOWN) != PeerState.DOWN;
    }

    List<PeerStatus> statuses(Collection<Member> members, Function<NodeId, MemberState> standing) {
        return members.stream()
                .filter(member -> !member.node().equals(self))
                .map(member -> new PeerStatus(
                        member.node(),
                        member.peerAddress(),
                        text(states.getOrDefault(member.node(), PeerState.DOWN)),
                        standing.apply(member.node())))
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
