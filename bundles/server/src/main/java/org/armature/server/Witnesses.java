package org.armature.server;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.armature.membership.plan.Testimony;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.StatusReply;

/** Asks the other members whom they hear: a node that this one does not hear may only be cut off from it. */
final class Witnesses {
    private final Function<SortedSet<NodeId>, SortedMap<NodeId, Message>> askStatus;

    /** @param askStatus asks these members for their status and waits, for a bounded time, for what they answer */
    Witnesses(Function<SortedSet<NodeId>, SortedMap<NodeId, Message>> askStatus) {
        this.askStatus = askStatus;
    }

    /** Whoever can't be asked, or does not answer, hears nobody. */
    Testimony of(Collection<NodeId> suspects, Collection<NodeId> others) {
        if (suspects.isEmpty()) {
            return Testimony.NONE;
        }
        SortedMap<NodeId, SortedSet<NodeId>> heard = new TreeMap<>();
        SortedSet<NodeId> told = new TreeSet<>();
        SortedSet<NodeId> asked = new TreeSet<>(others);
        asked.removeAll(suspects);
        askStatus.apply(asked).forEach((other, answer) -> {
            if (answer instanceof StatusReply status) {
                told.add(other);
                status.peers().stream()
                        .filter(peer -> suspects.contains(peer.node()))
                        .filter(peer -> !peer.state().equals(PeerStatus.DOWN))
                        .forEach(peer -> heard.computeIfAbsent(peer.node(), node -> new TreeSet<>())
                                .add(other));
            }
        });
        SortedSet<NodeId> silent = new TreeSet<>(asked);
        silent.removeAll(told);
        return new Testimony(told, silent, heard);
    }
}
