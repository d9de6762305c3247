package org.armature.server;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.armature.membership.CallNumbers;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.PeerLinks;

/** What this node asks others because an operator asks it. Thread-safe. */
final class PeerQuestions {
    private record Question(NodeId to, CompletableFuture<Message> answer) {}

    private final PeerLinks links;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Question> open = new ConcurrentHashMap<>();

    PeerQuestions(PeerLinks links) {
        this.links = links;
    }

    /** Never blocks. */
    void answered(NodeId peer, long correlation, Message answer) {
        Question question = open.get(correlation);
        if (question != null && question.to().equals(peer)) {
            question.answer().complete(answer);
        }
    }

    /**
     * Blocks until all have answered, or the time is up.
     *
     * @return the answers that came
     */
    SortedMap<NodeId, Message> ask(Iterable<NodeId> peers, Message message, long seconds) {
        SortedMap<Long, Question> asked = new TreeMap<>();
        try {
            for (NodeId peer : peers) {
                long correlation = CallNumbers.operatorsCorrelation(numbers.incrementAndGet());
                Question question = new Question(peer, new CompletableFuture<>());
                open.put(correlation, question);
                asked.put(correlation, question);
                if (!links.send(peer, correlation, message)) {
                    asked.remove(correlation);
                    open.remove(correlation);
                }
            }
            links.flush();
            return answers(asked, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        } finally {
            open.keySet().removeAll(asked.keySet());
        }
    }

    private static SortedMap<NodeId, Message> answers(SortedMap<Long, Question> asked, long deadline) {
        SortedMap<NodeId, Message> answers = new TreeMap<>();
        for (Question question : asked.values()) {
            answer(question, deadline).ifPresent(answer -> answers.put(question.to(), answer));
        }
        return answers;
    }

    /** Empty if it did not come in time. */
    private static Optional<Message> answer(Question question, long deadline) {
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            return Optional.of(question.answer().get(left, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new AssertionError("an answer is never completed with a failure", e);
        }
    }
}
