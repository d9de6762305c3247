package org.armature.replication;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;

/**
 * One get, seen by its coordinator (Dynamo §4.5): all owners thought healthy are asked; when R have answered, what they
 * know is merged and goes back, siblings and all.
 *
 * <p>No clock, no thread, no I/O: equal events give equal steps. Records of the same bytes are decoded once.
 */
public final class GetCoordinator {
    private final int r;
    private final Set<NodeId> waiting;
    private final Map<NodeId, String> failures = new TreeMap<>();
    private Optional<Bytes> first = Optional.empty();
    private VersionSet merged = VersionSet.EMPTY;
    private int answers;
    private boolean answered;

    /**
     * @param owners the first N nodes of the preference list, in its order
     * @param reachable the nodes thought to be up
     * @param r replicas that must answer, at least 1
     */
    public GetCoordinator(List<NodeId> owners, Set<NodeId> reachable, int r) {
        this.r = r;
        this.waiting = new LinkedHashSet<>();
        for (NodeId owner : owners) {
            if (reachable.contains(owner)) {
                waiting.add(owner);
            } else {
                failures.put(owner, "down");
            }
        }
    }

    /** An answer if R can't be met; else nothing: ask {@link #waiting()}. */
    public List<GetStep> start() {
        if (waiting.size() < r) {
            List<GetStep> answer = answer(new GetOutcome.TooFew(waiting.size(), r, false, detail()));
            waiting.clear();
            return answer;
        }
        return List.of();
    }

    /** The replicas still to be asked or heard of, in the order of the preference list. */
    public List<NodeId> waiting() {
        return List.copyOf(waiting);
    }

    public List<GetStep> on(ReplicaEvent event) {
        if (event instanceof ReplicaEvent.Found found) {
            return onFound(found.from(), found.record());
        }
        if (event instanceof ReplicaEvent.Failed failed) {
            return onFailed(failed.from(), failed.reason());
        }
        if (event instanceof ReplicaEvent.DeadlinePassed) {
            waiting.forEach(silent -> failures.put(silent, "no answer before the deadline"));
            waiting.clear();
            return answer(new GetOutcome.TooFew(answers, r, true, detail()));
        }
        throw new AssertionError(event);
    }

    private List<GetStep> onFound(NodeId from, Optional<Bytes> record) {
        if (!waiting.contains(from)) {
            return List.of();
        }
        if (!answered && record.isPresent() && !record.equals(first)) {
            try {
                merged = merged.merge(RecordCodec.decode(record.get()));
            } catch (ProtocolException damaged) {
                List<GetStep> steps = new ArrayList<>();
                steps.add(new GetStep.Damaged(from, damaged.getMessage()));
                steps.addAll(onFailed(from, damaged.getMessage()));
                return steps;
            }
            first = first.isPresent() ? first : record;
        }
        waiting.remove(from);
        answers++;
        return answers >= r ? answer(new GetOutcome.Found(merged)) : List.of();
    }

    private List<GetStep> onFailed(NodeId from, String reason) {
        if (!waiting.remove(from)) {
            return List.of();
        }
        failures.put(from, reason);
        return answers + waiting.size() < r ? answer(new GetOutcome.TooFew(answers, r, false, detail())) : List.of();
    }

    private List<GetStep> answer(GetOutcome outcome) {
        if (answered) {
            return List.of();
        }
        answered = true;
        return List.of(new GetStep.Answer(outcome));
    }

    private String detail() {
        StringBuilder text = new StringBuilder();
        failures.forEach((node, reason) ->
                text.append(text.isEmpty() ? "" : ", ").append(node).append(' ').append(reason));
        return text.toString();
    }

    public boolean isDone() {
        return answered && waiting.isEmpty();
    }
}
