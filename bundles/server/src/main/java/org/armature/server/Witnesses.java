package org.armature.server;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.armature.model.NodeId;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.StatusReply;

/**
 * Asks the other members whom they hear: a node that this one does not hear may only be cut off from it. Questions are
 * put by one thread; answers may come on any.
 */
final class Witnesses {
    private final Predicate<NodeId> ask;
    private final Duration limit;
    private final Map<NodeId, CompletableFuture<StatusReply>> asked = new ConcurrentHashMap<>();

    /**
     * @param ask a member for its status; false if it can't be reached
     * @param limit how long all of them are waited for together
     */
    Witnesses(Predicate<NodeId> ask, Duration limit) {
        this.ask = ask;
        this.limit = limit;
    }

    void told(NodeId from, StatusReply status) {
        CompletableFuture<StatusReply> waiting = asked.get(from);
        if (waiting != null) {
            waiting.complete(status);
        }
    }

    /** @return of those suspects that others hear, by whom; whoever can't be asked, or does not answer, hears nobody */
    SortedMap<NodeId, SortedSet<NodeId>> hearing(Collection<NodeId> suspects, Collection<NodeId> others) {
        if (suspects.isEmpty()) {
            return new TreeMap<>();
        }
        Map<NodeId, CompletableFuture<StatusReply>> answers = new LinkedHashMap<>();
        for (NodeId other : others) {
            if (!suspects.contains(other)) {
                CompletableFuture<StatusReply> answer = new CompletableFuture<>();
                asked.put(other, answer);
                if (ask.test(other)) {
                    answers.put(other, answer);
                }
            }
        }
        long until = System.nanoTime() + limit.toNanos();
        SortedMap<NodeId, SortedSet<NodeId>> heard = new TreeMap<>();
        answers.forEach((other, answer) -> {
            Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
            Patience.within(left, answer).ifPresent(status -> status.peers().stream()
                    .filter(peer -> suspects.contains(peer.node()))
                    .filter(peer -> !peer.state().equals(PeerStatus.DOWN))
                    .forEach(peer -> heard.computeIfAbsent(peer.node(), node -> new TreeSet<>())
                            .add(other)));
        });
        asked.clear();
        return heard;
    }
}
