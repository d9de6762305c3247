package org.armature.server;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.ConnectFailed;

/**
 * Whether the cluster takes this process for the node it says it is. A peer that refuses it as a duplicate has heard
 * another process under its name a moment ago. If such refusals last, and at least as many of the peers reached refuse
 * as welcome it, this process has to go. Thread-safe.
 */
final class Recognition {
    private enum Standing {
        UNTRIED,
        NOT_REACHED,
        WELCOME,
        REFUSED
    }

    /** @param since when the refusals began */
    private record Opinion(Standing standing, long since, String words) {}

    private final Map<NodeId, Opinion> opinions = new TreeMap<>();
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Consumer<String> dismissed;
    private Optional<String> verdict = Optional.empty();
    private boolean begun;

    /**
     * @param patienceNanos how long refusals are borne
     * @param nanoTime monotonic
     * @param dismissed told once, with the peers' words, after {@link #awaitFirst} has let this process begin
     */
    Recognition(Iterable<NodeId> peers, long patienceNanos, LongSupplier nanoTime, Consumer<String> dismissed) {
        this.patienceNanos = patienceNanos;
        this.nanoTime = nanoTime;
        this.dismissed = dismissed;
        peers.forEach(peer -> opinions.put(peer, new Opinion(Standing.UNTRIED, 0, "")));
    }

    void welcomed(NodeId peer) {
        learn(peer, new Opinion(Standing.WELCOME, 0, ""));
    }

    void lost(NodeId peer) {
        learn(peer, new Opinion(Standing.NOT_REACHED, 0, ""));
    }

    void notReached(NodeId peer, ConnectFailed why) {
        if (!why.saysDuplicate()) {
            lost(peer);
            return;
        }
        Optional<String> news = Optional.empty();
        synchronized (this) {
            long now = nanoTime.getAsLong();
            Opinion before = opinions.get(peer);
            long since = before != null && before.standing() == Standing.REFUSED ? before.since() : now;
            String words = why.refusal().map(Message.Failure::message).orElse("");
            learn(peer, new Opinion(Standing.REFUSED, since, words));
            if (now - since >= patienceNanos && verdict.isEmpty() && isRefused()) {
                verdict = Optional.of(words());
                news = begun ? verdict : Optional.empty();
            }
        }
        news.ifPresent(dismissed);
    }

    private synchronized void learn(NodeId peer, Opinion opinion) {
        opinions.put(peer, opinion);
        notifyAll();
    }

    private boolean isRefused() {
        long refusing = count(Standing.REFUSED);
        return refusing > 0 && refusing >= count(Standing.WELCOME);
    }

    private String words() {
        return opinions.values().stream()
                .filter(opinion -> opinion.standing() == Standing.REFUSED)
                .map(Opinion::words)
                .collect(Collectors.joining("; "));
    }

    private long count(Standing standing) {
        return opinions.values().stream()
                .filter(opinion -> opinion.standing() == standing)
                .count();
    }

    /**
     * Waits until every peer was tried and this process is not refused, or until it is dismissed; for a peer that neither
     * answers nor is gone no longer than the limit.
     *
     * @return if it is dismissed, the words of the peers
     */
    synchronized Optional<String> awaitFirst(long limitNanos) {
        long begin = nanoTime.getAsLong();
        try {
            while (verdict.isEmpty()) {
                long left = limitNanos - (nanoTime.getAsLong() - begin);
                boolean refused = isRefused();
                if (!refused && (left <= 0 || count(Standing.UNTRIED) == 0)) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(this, refused ? patienceNanos : left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        begun = verdict.isEmpty();
        return verdict;
    }
}
