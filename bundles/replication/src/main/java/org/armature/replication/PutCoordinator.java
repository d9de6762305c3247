package org.armature.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.ring.PreferenceList;

/**
 * One put, seen by its coordinator (Dynamo §4.5, §4.6): once the coordinator's own copy is stored, and only then, the
 * version goes to the other owners of the preference list, and for each that is away to the next node of the list, which
 * keeps it with a hint; the client is answered when as many hold it as the goal says.
 *
 * <p>Where replicas acknowledge from memory, one of them is asked to make its copy durable (§6.1): the first healthy owner
 * beside the coordinator, else the coordinator itself. Nobody waits for that one in particular. If it fails, whoever
 * takes its place is asked, else the coordinator makes its own copy durable.
 *
 * <p>No clock, no thread, no I/O: equal events give equal steps. Lives on after the answer until every owner has the
 * version or a hint is kept for it: late failures are handed to fallbacks too. A late or repeated event changes nothing.
 */
public final class PutCoordinator {
    private final NodeId self;
    private final WriteGoal goal;
    private final Set<NodeId> reachable;
    private final Deque<NodeId> fallbacks;

    /** Who is asked to hold the version, and for which owner; in the order of the preference list. */
    private final Map<NodeId, NodeId> waiting = new LinkedHashMap<>();

    private final List<NodeId> withoutHolder = new ArrayList<>();
    private final Map<NodeId, String> failures = new TreeMap<>();

    /** Who is asked for the durable copy; empty if nobody is. */
    private Optional<NodeId> durable;

    private boolean storedHere;
    private int copies;
    private int ownersHolding;
    private boolean answered;
    private boolean deadlinePassed;

    /** All replicas' copies are alike. */
    public PutCoordinator(NodeId self, PreferenceList list, Set<NodeId> reachable, WriteGoal goal) {
        this(self, list, reachable, goal, false);
    }

    /**
     * @param self the coordinating node: an owner, or a fallback while no owner can be reached
     * @param reachable the nodes thought to be up, self included; read whenever it matters
     * @param oneDurable whether one replica's copy must be more durable than the others'
     */
    public PutCoordinator(NodeId self, PreferenceList list, Set<NodeId> reachable, WriteGoal goal, boolean oneDurable) {
        this.self = self;
        this.goal = goal;
        this.reachable = reachable;
        this.fallbacks = new ArrayDeque<>(list.fallbacks());
        fallbacks.remove(self);
        Optional<NodeId> ownPlace = placeOf(self, list.owners(), reachable);
        for (NodeId owner : list.owners()) {
            if (ownPlace.isPresent() && ownPlace.get().equals(owner)) {
                waiting.put(self, owner);
            } else if (reachable.contains(owner)) {
                waiting.put(owner, owner);
            } else {
                failures.put(owner, "down");
                handOver(owner);
            }
        }
        durable = oneDurable ? Optional.of(firstOtherOwner().orElse(self)) : Optional.empty();
    }

    private Optional<NodeId> firstOtherOwner() {
        return waiting.entrySet().stream()
                .filter(asked -> asked.getKey().equals(asked.getValue()))
                .map(Map.Entry::getKey)
                .filter(owner -> !owner.equals(self))
                .findFirst();
    }

    /** Whether this node's own copy is to be the durable one from the start. */
    public boolean isDurableHere() {
        return durable.isPresent() && durable.get().equals(self);
    }

    /** Its own, or if it owns nothing here that of the first owner that is away, else of one that would not coordinate. */
    private static Optional<NodeId> placeOf(NodeId self, List<NodeId> owners, Set<NodeId> reachable) {
        if (owners.contains(self)) {
            return Optional.of(self);
        }
        return owners.stream()
                .filter(owner -> !reachable.contains(owner))
                .findFirst()
                .or(() -> owners.stream().findFirst());
    }

    /** The owner whose place this node takes; empty if it is an owner itself. */
    public Optional<NodeId> standsInFor() {
        NodeId owner = waiting.get(self);
        return owner == null || owner.equals(self) ? Optional.empty() : Optional.of(owner);
    }

    /**
     * @return an answer if the goal can't be met, in which case nothing must be stored; else nothing: store locally, then
     *     tell {@link ReplicaEvent.Stored} of self
     */
    public List<PutStep> start() {
        if (goal.isMetBy(waiting.size(), ownersAsked())) {
            return List.of();
        }
        List<PutStep> answer = answer(new PutOutcome.Unavailable(waiting.size(), ownersAsked(), detail()));
        waiting.clear();
        return answer;
    }

    public List<PutStep> on(ReplicaEvent event) {
        List<PutStep> steps = new ArrayList<>();
        if (event instanceof ReplicaEvent.Stored stored) {
            onStored(stored.from(), steps);
        } else if (event instanceof ReplicaEvent.Failed failed) {
            onFailed(failed.from(), failed.reason(), steps);
        } else if (event instanceof ReplicaEvent.DeadlinePassed) {
            onDeadline(steps);
        } else {
            throw new AssertionError(event);
        }
        return steps;
    }

    private void onStored(NodeId from, List<PutStep> steps) {
        NodeId owner = waiting.remove(from);
        if (owner == null) {
            return;
        }
        copies++;
        ownersHolding += owner.equals(from) ? 1 : 0;
        if (from.equals(self)) {
            storedHere = true;
            waiting.forEach((holder, absent) -> steps.add(sendTo(holder, absent)));
            withoutHolder.forEach(absent -> steps.add(new PutStep.KeepReference(absent)));
        }
        if (goal.isMetBy(copies, ownersHolding)) {
            steps.addAll(answer(new PutOutcome.Stored(copies, copies - ownersHolding)));
        }
    }

    private void onFailed(NodeId from, String reason, List<PutStep> steps) {
        NodeId owner = waiting.remove(from);
        if (owner == null) {
            return;
        }
        failures.put(from, reason);
        replace(from, owner, steps);
        if (!goal.isMetBy(copies + waiting.size(), ownersHolding + ownersAsked())) {
            steps.addAll(answer(new PutOutcome.Unknown(copies, copies - ownersHolding, detail())));
        }
    }

    /** The first time for the client, who is told; the second time for whoever was to stand in and did not answer. */
    private void onDeadline(List<PutStep> steps) {
        if (deadlinePassed) {
            fallbacks.clear();
        }
        if (deadlinePassed || storedHere) {
            Map<NodeId, NodeId> silent = new LinkedHashMap<>(waiting);
            waiting.clear();
            silent.keySet().forEach(node -> failures.put(node, "no answer in time"));
            if (storedHere) {
                silent.forEach((node, owner) -> replace(node, owner, steps));
            }
        }
        deadlinePassed = true;
        steps.addAll(answer(new PutOutcome.Unknown(copies, copies - ownersHolding, detail())));
    }

    /** Finds another node to hold the version for an owner, or refers to this node's own copy. */
    private void replace(NodeId failed, NodeId owner, List<PutStep> steps) {
        Optional<NodeId> holder = handOver(owner);
        boolean wasDurable = durable.isPresent() && durable.get().equals(failed);
        if (wasDurable) {
            durable = Optional.of(holder.orElse(self));
        }
        if (storedHere) {
            steps.add(holder.isPresent() ? sendTo(holder.get(), owner) : new PutStep.KeepReference(owner));
            if (wasDurable && holder.isEmpty()) {
                steps.add(new PutStep.MakeDurable());
            }
        }
    }

    private Optional<NodeId> handOver(NodeId owner) {
        for (NodeId fallback = fallbacks.poll(); fallback != null; fallback = fallbacks.poll()) {
            if (reachable.contains(fallback)) {
                waiting.put(fallback, owner);
                return Optional.of(fallback);
            }
            failures.put(fallback, "down");
        }
        withoutHolder.add(owner);
        return Optional.empty();
    }

    private PutStep sendTo(NodeId holder, NodeId owner) {
        return new PutStep.SendTo(
                holder,
                holder.equals(owner) ? Optional.empty() : Optional.of(owner),
                durable.isPresent() && durable.get().equals(holder));
    }

    private int ownersAsked() {
        int owners = 0;
        for (Map.Entry<NodeId, NodeId> asked : waiting.entrySet()) {
            owners += asked.getKey().equals(asked.getValue()) ? 1 : 0;
        }
        return owners;
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
