package org.armature.history.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.ObjectName;

/** One object before its judges: what is known of it, and the graph of its writes. */
final class ObjectTrial {
    private final ObjectName name;
    private final ObjectHistory history;
    private final Run run;
    private final Graph graph;
    private final List<Attempt> reads;
    private final List<Write> found;
    /** When a write was removed for good from the first owner, or what had replaced it was. */
    private final Map<Write, Long> reapedSince = new LinkedHashMap<>();

    private final Map<String, List<Fact.Stored>> storedByValue = new HashMap<>();

    ObjectTrial(ObjectName name, ObjectHistory history, Run run) {
        this.name = name;
        this.history = history;
        this.run = run;
        this.graph = new Graph(history.attempts());
        this.reads = history.attempts().stream()
                .filter(attempt -> !attempt.isWrite() && attempt.isOk())
                .toList();
        for (Fact.Reaped reaped : reaped()) {
            List<Write> removed = graph.known(reaped.values());
            removed.forEach(write -> reapedSince.putIfAbsent(write, reaped.time()));
            graph.possiblePast(removed).forEach(write -> reapedSince.putIfAbsent(write, reaped.time()));
        }
        this.found = graph.known(run.hasCopies() ? valuesHeld() : valuesReadLast());
    }

    private List<String> valuesHeld() {
        List<String> values = new ArrayList<>();
        for (Fact.Copy copy : history.copies()) {
            copy.versions().forEach(version -> values.add(version.value()));
        }
        return values;
    }

    private List<String> valuesReadLast() {
        List<String> values = new ArrayList<>();
        for (Attempt read : lastReads()) {
            graph.readable(read.answer().returned(), read.end()).forEach(write -> values.add(write.value()));
        }
        return values;
    }

    /** Those that began when every write had ended. */
    private List<Attempt> lastReads() {
        long writing = history.attempts().stream()
                .filter(Attempt::isWrite)
                .mapToLong(Attempt::time)
                .max()
                .orElse(Long.MIN_VALUE);
        return reads().stream().filter(read -> read.start() > writing).toList();
    }

    ObjectName name() {
        return name;
    }

    Run run() {
        return run;
    }

    Graph graph() {
        return graph;
    }

    Fact.Table table() {
        return run.table(name.table());
    }

    boolean keepsSiblings() {
        return table().reconcile() == Fact.Reconcile.SIBLINGS;
    }

    List<Attempt> attempts() {
        return history.attempts();
    }

    /** The gets that succeeded. */
    List<Attempt> reads() {
        return reads;
    }

    List<Fact.Copy> copies() {
        return history.copies();
    }

    /** What was noted of nodes that stored this value, in order. */
    List<Fact.Stored> storedOf(Write write) {
        if (storedByValue.isEmpty()) {
            for (Fact.Stored version : stored()) {
                storedByValue
                        .computeIfAbsent(version.value(), any -> new ArrayList<>())
                        .add(version);
            }
        }
        return storedByValue.getOrDefault(write.value(), List.of());
    }

    /** In order. */
    List<Fact.Reaped> reaped() {
        return history.story().stream()
                .map(Noted::fact)
                .filter(Fact.Reaped.class::isInstance)
                .map(Fact.Reaped.class::cast)
                .toList();
    }

    /** Whether by then some owner had removed the write for good, or what had replaced it: nobody has to show it. */
    boolean isReaped(Write write, long time) {
        return reapedSince.containsKey(write) && reapedSince.get(write) <= time;
    }

    /** In order. */
    List<Fact.Stored> stored() {
        List<Fact.Stored> stored = new ArrayList<>();
        for (Noted noted : history.story()) {
            if (noted.fact() instanceof Fact.Stored version) {
                stored.add(version);
            }
        }
        return stored;
    }

    /** Whether hints were made for any of its owners. */
    boolean hasHints() {
        return history.story().stream()
                .map(Noted::fact)
                .anyMatch(fact -> fact instanceof Fact.HintCreated || fact instanceof Fact.HintDeleted);
    }

    /** What happened on nodes, and to them, in order; with attempts that say which nodes hold what. */
    List<Fact> story() {
        List<Noted> story = new ArrayList<>(history.story());
        story.addAll(run.nodeEvents());
        story.sort(Comparator.comparingLong(Noted::number));
        return story.stream().map(Noted::fact).toList();
    }

    /** Whether anybody looked at the object after the last write. */
    boolean isLookedAt() {
        return run.hasCopies() || !lastReads().isEmpty();
    }

    /** What is there in the end, on whatever replica; or what the last reads returned, if nobody looked at replicas. */
    List<Write> found() {
        return found;
    }

    /** What is there in the end, or may have been replaced by what is there, or was removed for good. */
    Set<Write> accountedFor() {
        Set<Write> accounted = graph.possiblePast(found);
        accounted.addAll(found);
        accounted.addAll(reapedSince.keySet());
        return accounted;
    }

    /** Acknowledged writes that nothing accounts for, though somebody looked. */
    List<Write> missing() {
        if (!keepsSiblings() || !isLookedAt()) {
            return List.of();
        }
        Set<Write> accounted = accountedFor();
        return graph.writes().stream()
                .filter(write -> write.isAcknowledged() && !accounted.contains(write))
                .toList();
    }

    /** What a delete had deleted and is there in the end; nothing for a put. */
    List<Write> broughtBack(Write missing) {
        Set<Write> past = missing.isDelete() ? graph.past(List.of(missing)) : new LinkedHashSet<>();
        return found.stream().filter(past::contains).toList();
    }
}
