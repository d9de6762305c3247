package org.armature.server;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.armature.model.NodeId;
import org.armature.protocol.EngineMessage.TurnAsked;
import org.armature.protocol.EngineMessage.TurnReply;
import org.armature.protocol.Message;

/**
 * This node's wish to be the only one of its cluster that exchanges an engine: granted by every member that is up, this
 * one included. All ask in the order of the nodes' names and wait where they are refused, so that of several who ask at
 * once one goes on and none waits for another in a circle. Thread-safe; calls may block while others are asked.
 */
final class ClusterTurn {
    /** A node that dies with the turn holds up others for so long. */
    static final long LEASE_MILLIS = 15_000;

    private final NodeId self;
    private final SwapTurns own;
    private final Supplier<? extends Collection<NodeId>> othersUp;
    private final BiFunction<NodeId, Message, Optional<Message>> ask;
    private final SortedSet<NodeId> granted = new TreeSet<>();
    private boolean wanted;

    /**
     * @param own what this node grants itself and others
     * @param othersUp members but for this one
     * @param ask blocks for a bounded time; empty if no answer came
     */
    ClusterTurn(
            NodeId self,
            SwapTurns own,
            Supplier<? extends Collection<NodeId>> othersUp,
            BiFunction<NodeId, Message, Optional<Message>> ask) {
        this.self = self;
        this.own = own;
        this.othersUp = othersUp;
        this.ask = ask;
    }

    /** @return why not yet; empty if this node has it, for the time of the lease */
    synchronized Optional<String> take() {
        wanted = true;
        return ask();
    }

    /** Without effect once it was given back. */
    synchronized Optional<String> renew() {
        return wanted ? ask() : Optional.empty();
    }

    private Optional<String> ask() {
        SortedSet<NodeId> members = new TreeSet<>(othersUp.get());
        members.add(self);
        for (NodeId member : members) {
            Optional<Message> answer = ask(member, new TurnAsked(LEASE_MILLIS));
            if (answer.isPresent() && answer.get() instanceof TurnReply reply && reply.granted()) {
                granted.add(member);
            } else {
                granted.remove(member);
                return Optional.of(why(member, answer));
            }
        }
        return Optional.empty();
    }

    private static String why(NodeId member, Optional<Message> answer) {
        if (answer.isPresent()
                && answer.get() instanceof TurnReply reply
                && reply.holder().isPresent()) {
            return "one node at a time, and " + reply.holder().get() + " has the turn";
        }
        return member + " is up and does not say whose turn it is";
    }

    synchronized void giveBack() {
        wanted = false;
        granted.forEach(member -> ask(member, new TurnAsked(0)));
        granted.clear();
    }

    private Optional<Message> ask(NodeId member, TurnAsked asked) {
        return member.equals(self) ? Optional.of(own.answer(self, asked)) : ask.apply(member, asked);
    }
}
