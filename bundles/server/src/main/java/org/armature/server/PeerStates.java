package org.armature.server;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.PeerStatus;
import org.armature.ring.Ring;
import org.armature.transport.PeerEvents;

/** Which peers are connected, for operators; passes everything on. Thread-safe. */
final class PeerStates implements PeerEvents {
    private final NodeId self;
    private final PeerEvents next;
    private final Set<NodeId> up = ConcurrentHashMap.newKeySet();

    PeerStates(NodeId self, PeerEvents next) {
        this.self = self;
        this.next = next;
    }

    @Override
    public void peerUp(NodeId peer, long incarnation) {
        up.add(peer);
        next.peerUp(peer, incarnation);
    }

    @Override
    public void peerDown(NodeId peer, String reason) {
        up.remove(peer);
        next.peerDown(peer, reason);
    }

    @Override
    public void answered(NodeId peer, long correlation, Message answer) {
        next.answered(peer, correlation, answer);
    }

    List<PeerStatus> statuses(Ring ring) {
        return ring.members().values().stream()
                .filter(member -> !member.node().equals(self))
                .map(member -> new PeerStatus(
                        member.node(),
                        member.peerAddress(),
                        up.contains(member.node()) ? PeerStatus.UP : PeerStatus.DOWN))
                .toList();
    }
}
