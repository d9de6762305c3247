package org.armature.replication;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * One put, seen by its coordinator (Dynamo §4.5): once the coordinator's own copy is stored, and only then, the version
 * goes to the other owners of the preference list; the client is answered when W hold it.
 *
 * <p>No clock, no thread, no I/O: equal events give equal steps. Lives on after the answer until every owner has
 * answered or failed. A late or repeated event changes nothing.
 */
public final class PutCoordinator {
    private final NodeId self;
    private final int w;
    private final Set<NodeId> waiting = new LinkedHashSet<>();
    private final Map<NodeId, String> failures = new TreeMap<>();
    private int copies;
    private boolean answered;

    /**
     * @param self the coordinating node, one of the owners
     * @param owners the first N nodes of the preference list, in its order
     * @param w replicas that must hold the version, at least 1
     */
    public PutCoordinator(NodeId self, List<NodeId> owners, int w) {
        if (!owners.contains(self)) {
            throw new IllegalArgumentException(self + " is none of the owners " + owners);
        }
        this.self = self;
        this.w = w;
        waiting.addAll(owners);
    }

    /**
     * @param reachable the nodes thought to be up, self included
     * @return an answer if W can't be met, in which case nothing must be stored; else nothing: store locally, then tell
     *     {@link ReplicaEvent.Stored} of self
     */
    public List<PutStep> start(Set<NodeId> reachable) {
        for (NodeId owner : List.copyOf(waiting)) {
            if (!reachable.contains(owner)) {
                fail(owner, "down");
            }
        }
        int up = waiting.size();
        if (up < w) {
            waiting.clear();
            return answer(new PutOutcome.Unavailable(up, w, detail()));
        }
        return List.of();
    }

    public List<PutStep> on(ReplicaEvent event) {
        if (event instanceof ReplicaEvent.Stored stored) {
            return onStored(stored.from());
        }
        if (event instanceof ReplicaEvent.Failed failed) {
            return onFailed(failed.from(), failed.reason());
        }
        if (event instanceof ReplicaEvent.DeadlinePassed) {
            return onDeadline();
        }
        throw new AssertionError(event);
    }

    private List<PutStep> onStored(NodeId from) {
        if (!waiting.remove(from)) {
            return List.of();
        }
        copies++;
        List<PutStep> steps = new ArrayList<>();
        if (from.equals(self)) {
            waiting.forEach(owner -> steps.add(new PutStep.SendTo(owner)));
        }
        if (copies >= w) {
            steps.addAll(answer(new PutOutcome.Stored(copies)));
        }
        return steps;
    }

    private List<PutStep> onFailed(NodeId from, String reason) {
        if (!waiting.contains(from)) {
            return List.of();
        }
        fail(from, reason);
        return copies + waiting.size() < w ? answer(new PutOutcome.Unknown(copies, w, detail())) : List.of();
    }

    private List<PutStep> onDeadline() {
        for (NodeId silent : List.copyOf(waiting)) {
            fail(silent, "no answer before the deadline");
        }
        return answer(new PutOutcome.Unknown(copies, w, detail()));
    }

    private void fail(NodeId owner, String reason) {
        waiting.remove(owner);
        failures.put(owner, reason);
    }

    private List<PutStep> answer(PutOutcome outcome) {
        if (answered) {
            return List.of();
        }
        answered = true;
        return List.of(new PutStep.Answer(outcome));
    }

    private String detail() {
        StringBuilder text = new StringBuilder();
        failures.forEach((node, reason) ->
                text.append(text.isEmpty() ? "" : ", ").append(node).append(' ').append(reason));
        return text.toString();
    }

    public boolean isAnswered() {
        return answered;
    }

    /** Whether nothing more can happen: the machine may be forgotten. */
    public boolean isDone() {
        return answered && waiting.isEmpty();
    }
}
