package org.armature.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.protocol.MemberInfo;
import org.armature.ring.Member;

/** The other nodes, where they are reached, and which of them this node thinks up. */
final class Peers {
    private final NodeId self;
    private final SortedMap<NodeId, String> seeds;
    private final Knowledge knowledge;
    private final Turn turn;
    private final SortedSet<NodeId> up = new TreeSet<>();
    private SortedMap<NodeId, String> connected = new TreeMap<>();
    private long computedAt = -1;

    Peers(NodeId self, SortedMap<NodeId, String> seeds, Knowledge knowledge, Turn turn) {
        this.self = self;
        this.seeds = seeds;
        this.knowledge = knowledge;
        this.turn = turn;
    }

    void up(NodeId peer) {
        up.add(peer);
    }

    void down(NodeId peer) {
        up.remove(peer);
    }

    boolean isUp(NodeId peer) {
        return up.contains(peer);
    }

    void tick() {
        if (computedAt == knowledge.contactChanges()) {
            return;
        }
        computedAt = knowledge.contactChanges();
        SortedMap<NodeId, String> wanted = addresses();
        if (!wanted.equals(connected)) {
            connected = wanted;
            up.retainAll(wanted.keySet());
            turn.tell(new MembershipEffect.Connect(wanted));
        }
    }

    private SortedMap<NodeId, String> addresses() {
        SortedMap<NodeId, String> addresses = new TreeMap<>(seeds);
        knowledge.state().members().forEach((node, member) -> addresses.put(node, member.peerAddress()));
        if (knowledge.state().generation() == 0) {
            addresses.keySet().removeAll(knowledge.removals().keySet());
            addresses.keySet().removeAll(knowledge.state().dead());
        } // else there may be another side, which forced a change as well and holds us for dead
        knowledge.candidates().forEach((node, member) -> addresses.put(node, member.peerAddress()));
        addresses.replaceAll((node, address) -> knowledge
                .info(node)
                .filter(info -> !isOfAnEarlierLife(info))
                .map(MemberInfo::member)
                .map(Member::peerAddress)
                .orElse(address));
        addresses.remove(self);
        return addresses;
    }

    /** It said so before it joined anew, perhaps elsewhere; starts are counted from a time. */
    private boolean isOfAnEarlierLife(MemberInfo info) {
        return knowledge
                .candidate(info.node())
                .flatMap(Grant::redeemed)
                .filter(redemption -> info.start() < redemption.atMillis())
                .isPresent();
    }

    /** One that is up, or any if none is. */
    Optional<NodeId> any() {
        return oneOf(up.isEmpty() ? connected.keySet() : up);
    }

    /** One of those with whom everyone reconciles in the end, up or not. */
    Optional<NodeId> seed() {
        SortedSet<NodeId> known = new TreeSet<>(seeds.keySet());
        known.retainAll(connected.keySet());
        return known.isEmpty() ? oneOf(connected.keySet()) : oneOf(known);
    }

    private Optional<NodeId> oneOf(Collection<NodeId> nodes) {
        List<NodeId> list = new ArrayList<>(nodes);
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(turn.draw(list.size())));
    }
}
