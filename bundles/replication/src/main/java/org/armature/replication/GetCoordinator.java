package org.armature.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.ring.PreferenceList;

/**
 * One get, seen by its coordinator (Dynamo §4.5, §4.6): the first N healthy nodes of the preference list are asked, one
 * for the record and the others for a digest where the record is large; when as many have answered as the goal says,
 * what they know is merged and goes back, siblings and all. It then waits for the others, and whoever is behind gets what
 * it lacks (read repair, §5); nothing is written where replicas agree.
 *
 * <p>A digest counts once it stands for a record that is known; if it does not, the record is fetched. "Nothing" from a
 * node that stands in for an owner counts only when no owner thought healthy is silent: it may never have been told.
 *
 * <p>What a replica answers that was stopped uncleanly and not compared since counts only together with an answer of another
 * one, unless all owners that are up are like that.
 *
 * <p>A confirmed get repairs so many owners before it answers that every later strict read meets one of them, so reads
 * never go backwards (the register of Attiya, Bar-Noy and Dolev).
 *
 * <p>No clock, no thread, no I/O: equal events give equal steps. A late or repeated event changes nothing.
 */
public final class GetCoordinator {
    private final ReadGoal goal;
    private final PreferenceList list;
    private final Set<NodeId> reachable;
    private final Deque<NodeId> fallbacks;

    /** Who was asked, and in whose place: an owner in its own. */
    private final Map<NodeId, NodeId> asked = new LinkedHashMap<>();

    private final Set<NodeId> waiting = new LinkedHashSet<>();

    /** Those of whom the record itself was asked for. */
    private final Set<NodeId> fetching = new LinkedHashSet<>();

    private final Set<NodeId> damaged = new LinkedHashSet<>();
    private final Set<NodeId> doubtful = new LinkedHashSet<>();
    private final ReplicaAnswers answers = new ReplicaAnswers();
    private final Map<NodeId, String> failures = new TreeMap<>();
    private Optional<NodeId> fastest = Optional.empty();
    private Optional<ReadConfirmation> confirmation = Optional.empty();
    private boolean answered;
    private boolean repaired;

    /** @param reachable the nodes thought to be up; read whenever it matters */
    public GetCoordinator(PreferenceList list, Set<NodeId> reachable, ReadGoal goal) {
        this.goal = goal;
        this.list = list;
        this.reachable = reachable;
        this.fallbacks = new ArrayDeque<>(goal.isSloppy() ? list.fallbacks() : List.of());
    }

    /**
     * @param preferred the nodes to ask for the whole record, if one of them is asked at all: this one, else fast ones
     * @return whom to ask, or an answer if the goal can't be met
     */
    public List<GetStep> start(Predicate<NodeId> preferred) {
        for (NodeId owner : list.owners()) {
            if (reachable.contains(owner)) {
                asked.put(owner, owner);
            } else {
                failures.put(owner, "down");
                nextFallback().ifPresent(fallback -> asked.put(fallback, owner));
            }
        }
        int owners = (int) asked.keySet().stream().filter(this::isOwner).count();
        if (!goal.isMetBy(asked.size(), owners) || owners < goal.confirmedBy()) {
            return answer(new GetOutcome.TooFew(asked.size(), owners, false, detail()));
        }
        waiting.addAll(asked.keySet());
        NodeId whole = waiting.stream().filter(preferred).findFirst().orElseGet(() -> waiting.iterator()
                .next());
        fetching.add(whole);
        return waiting.stream()
                .<GetStep>map(replica -> ask(replica, !replica.equals(whole)))
                .toList();
    }

    private Optional<NodeId> nextFallback() {
        for (NodeId fallback = fallbacks.poll(); fallback != null; fallback = fallbacks.poll()) {
            if (reachable.contains(fallback)) {
                return Optional.of(fallback);
            }
        }
        return Optional.empty();
    }

    private GetStep ask(NodeId replica, boolean digestDoes) {
        return new GetStep.Ask(
                replica, Optional.of(asked.get(replica)).filter(place -> !place.equals(replica)), digestDoes);
    }

    private boolean isOwner(NodeId replica) {
        return list.owners().contains(replica);
    }

    public List<GetStep> on(ReplicaEvent event) {
        List<GetStep> steps = new ArrayList<>();
        if (event instanceof ReplicaEvent.Found found) {
            onFound(found.from(), found.record(), steps);
        } else if (event instanceof ReplicaEvent.Digested digested) {
            onDigested(digested.from(), digested.digest());
        } else if (event instanceof ReplicaEvent.Doubted doubted) {
            doubtful.add(doubted.from());
            return steps;
        } else if (event instanceof ReplicaEvent.Damaged hurt) {
            onDamaged(hurt.from(), hurt.reason());
        } else if (event instanceof ReplicaEvent.Failed failed) {
            onFailed(failed.from(), failed.reason(), steps);
        } else if (event instanceof ReplicaEvent.Stored stored) {
            confirmation.ifPresent(confirming -> confirming.stored(stored.from()));
        } else if (event instanceof ReplicaEvent.DeadlinePassed) {
            onDeadline(steps);
            return steps;
        } else {
            throw new AssertionError(event);
        }
        advance(steps);
        return steps;
    }

    private void onFound(NodeId from, Optional<Bytes> record, List<GetStep> steps) {
        if (!waiting.contains(from)) {
            return;
        }
        try {
            answers.found(from, record);
        } catch (ProtocolException unreadable) {
            steps.add(new GetStep.Damaged(from, unreadable.getMessage()));
            onDamaged(from, unreadable.getMessage());
            return;
        }
        waiting.remove(from);
        noteFastest(from);
    }

    private void onDigested(NodeId from, Bytes digest) {
        if (waiting.remove(from)) {
            answers.digested(from, digest);
            noteFastest(from);
        }
    }

    private void noteFastest(NodeId replica) {
        if (fastest.isEmpty() && isOwner(replica)) {
            fastest = Optional.of(replica);
        }
    }

    private void onDamaged(NodeId from, String reason) {
        if (waiting.remove(from)) {
            answers.forgetDigest(from);
            damaged.add(from);
            failures.put(from, reason);
        }
    }

    private void onFailed(NodeId from, String reason, List<GetStep> steps) {
        confirmation.ifPresent(confirming -> confirming.failed(from));
        if (!waiting.remove(from)) {
            return;
        }
        answers.forgetDigest(from);
        failures.put(from, reason);
        if (!answered) {
            nextFallback().ifPresent(fallback -> {
                asked.put(fallback, asked.get(from));
                waiting.add(fallback);
                fetching.add(fallback);
                steps.add(ask(fallback, false));
            });
        }
    }

    private void onDeadline(List<GetStep> steps) {
        waiting.forEach(silent -> failures.put(silent, "no answer in time"));
        waiting.clear();
        answers.unsettled().forEach(answers::forgetDigest);
        steps.addAll(answer(new GetOutcome.TooFew(heard(), heardOwners(), true, detail())));
        repairRest(steps);
    }

    private void advance(List<GetStep> steps) {
        answers.settleDigests();
        fetchWhatDigestsStandFor(steps);
        if (!answered) {
            tryToAnswer(steps);
        }
        if (answered && waiting.isEmpty()) {
            repairRest(steps);
        }
    }

    /** Once a record is known, a digest left over stands for another one; without any, the first of them will do. */
    private void fetchWhatDigestsStandFor(List<GetStep> steps) {
        List<NodeId> unsettled = answers.unsettled();
        if (unsettled.isEmpty() || (!answers.hasRecord() && waiting.stream().anyMatch(fetching::contains))) {
            return;
        }
        for (NodeId replica : answers.hasRecord() ? unsettled : unsettled.subList(0, 1)) {
            if (fetching.add(replica)) {
                waiting.add(replica);
                steps.add(ask(replica, false));
            }
        }
    }

    private void tryToAnswer(List<GetStep> steps) {
        if (confirmation.isPresent()) {
            tryToConfirm(confirmation.get(), steps);
        } else if (!goal.isMetBy(heard(), heardOwners())) {
            if (!goal.isMetBy(possible(), possibleOwners())) {
                steps.addAll(answer(new GetOutcome.TooFew(heard(), heardOwners(), false, detail())));
            }
        } else if (goal.confirmedBy() == 0) {
            steps.addAll(answer(new GetOutcome.Found(answers.merged(), fastest)));
        } else {
            confirm(steps);
        }
    }

    /** Owners that hold the result already count; the others are told, whether or not they were heard. */
    private void confirm(List<GetStep> steps) {
        ReadConfirmation confirming = new ReadConfirmation(answers.merged());
        confirmation = Optional.of(confirming);
        answers.sets().forEach((owner, set) -> {
            if (set.agreesWith(confirming.result())) {
                confirming.holds(owner);
            }
        });
        if (confirming.holding() < goal.confirmedBy() && RecordCodec.fits(confirming.result())) {
            Bytes record = RecordCodec.encode(confirming.result());
            for (NodeId owner : list.owners()) {
                if (reachable.contains(owner) && !confirming.concerns(owner)) {
                    confirming.asked(owner);
                    steps.add(new GetStep.Repair(owner, Optional.empty(), record, true));
                }
            }
        }
        tryToConfirm(confirming, steps);
    }

    private void tryToConfirm(ReadConfirmation confirming, List<GetStep> steps) {
        if (confirming.holding() >= goal.confirmedBy()) {
            steps.addAll(answer(new GetOutcome.Found(confirming.result(), fastest)));
        } else if (confirming.possible() < goal.confirmedBy()) {
            steps.addAll(answer(new GetOutcome.TooFew(confirming.holding(), confirming.holding(), false, detail())));
        }
    }

    /** "Nothing" of a node that stands in does not count while an owner may still say otherwise. */
    private int heard() {
        if (!anySure()) {
            return 0;
        }
        boolean ownerSilent = waiting.stream().anyMatch(replica -> isOwner(replica) && reachable.contains(replica));
        int heard = 0;
        for (Map.Entry<NodeId, VersionSet> answer : answers.sets().entrySet()) {
            heard += isOwner(answer.getKey()) || !answer.getValue().isEmpty() || !ownerSilent ? 1 : 0;
        }
        return heard;
    }

    /**
     * Whether one of those who answered surely has all it acknowledged; or nobody can say that of any owner, and waiting for
     * one would help nobody. "Nothing" of a node that stands in says nothing of what owners may have lost.
     */
    private boolean anySure() {
        for (Map.Entry<NodeId, VersionSet> answer : answers.sets().entrySet()) {
            NodeId from = answer.getKey();
            if (!doubtful.contains(from) && (isOwner(from) || !answer.getValue().isEmpty())) {
                return true;
            }
        }
        for (NodeId owner : list.owners()) {
            if (reachable.contains(owner) && !doubtful.contains(owner)) {
                return false;
            }
        }
        return true;
    }

    private int heardOwners() {
        if (!anySure()) {
            return 0;
        }
        return (int) answers.sets().keySet().stream().filter(this::isOwner).count();
    }

    private int possible() {
        return stillToSettle().isEmpty() && !anySure()
                ? 0
                : answers.sets().size() + stillToSettle().size();
    }

    private int possibleOwners() {
        return stillToSettle().isEmpty() && !anySure()
                ? 0
                : (int) Stream.concat(answers.sets().keySet().stream(), stillToSettle().stream())
                        .filter(this::isOwner)
                        .count();
    }

    private Set<NodeId> stillToSettle() {
        Set<NodeId> open = new LinkedHashSet<>(waiting);
        open.addAll(answers.unsettled());
        return open;
    }

    private void repairRest(List<GetStep> steps) {
        VersionSet result = answers.merged();
        if (repaired || result.isEmpty() || !RecordCodec.fits(result)) {
            return;
        }
        repaired = true;
        Set<NodeId> behind = new LinkedHashSet<>();
        answers.sets().forEach((replica, set) -> {
            if (!set.agreesWith(result) && (isOwner(replica) || !set.isEmpty())) {
                behind.add(replica);
            }
        });
        damaged.stream().filter(this::isOwner).forEach(behind::add);
        confirmation
                .filter(confirming -> confirming.result().agreesWith(result))
                .ifPresent(confirming -> behind.removeIf(confirming::concerns));
        if (behind.isEmpty()) {
            return;
        }
        Bytes record = RecordCodec.encode(result);
        for (NodeId replica : behind) {
            Optional<NodeId> hintFor = Optional.of(asked.get(replica)).filter(owner -> !owner.equals(replica));
            steps.add(new GetStep.Repair(replica, hintFor, record, false));
        }
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
