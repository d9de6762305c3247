package org.armature.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.armature.history.Fact;
import org.armature.history.ObjectName;
import org.armature.model.ActorId;
import org.armature.model.Dot;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;
import org.armature.simulator.node.SimulatedNode;

/**
 * What was removed for good was dead, and stays gone: no node stores anything any more that what was removed had seen, nor shows
 * it, unless that is deleted or has expired itself. And an owner forgets of a vector only what no version of it stands for.
 */
final class ReapWatch {
    /** From this time on, nothing that is covered may come back. */
    private record Gone(long time, VersionVector seen) {}

    private record At(int node, ObjectName object) {}

    private final Names names;
    private final LongSupplier nowMillis;
    private final LongSupplier worstClock;
    private final Consumer<Fact> facts;
    private final Consumer<Violation> wrong;
    private final Map<ObjectName, List<Gone>> gone = new HashMap<>();
    private final Map<At, List<RequestId>> noted = new HashMap<>();
    private final Set<SimulatedNode> nodes = new HashSet<>();
    private final Set<At> removed = new HashSet<>();
    /** Nodes that were given other data than their own: it may be of long ago, and enters anew. */
    private final Set<Integer> harmed = new HashSet<>();

    private long changes;

    /**
     * @param nowMillis by a clock that is right
     * @param worstClock by how many milliseconds any clock has been wrong so far, at most
     */
    ReapWatch(
            Names names,
            LongSupplier nowMillis,
            LongSupplier worstClock,
            Consumer<Fact> facts,
            Consumer<Violation> wrong) {
        this.names = names;
        this.nowMillis = nowMillis;
        this.worstClock = worstClock;
        this.facts = facts;
        this.wrong = wrong;
    }

    void harmed(SimulatedNode node) {
        harmed.add(node.number());
    }

    /** How often something was removed or shortened, on whatever node. */
    long changes() {
        return changes;
    }

    /** An owner has removed its copy. */
    void removed(SimulatedNode node, int partition, ObjectName object, VersionSet set, long time) {
        if (set.versions().isEmpty()) {
            return;
        }
        if (!reaps(node) || !set.versions().stream().allMatch(this::mayBeDead)) {
            wrong.accept(new Violation(
                    "I-6 REMOVED_ALIVE",
                    node + " has removed " + set + " of " + object + ", not all of which was deleted or has expired"));
        }
        At at = new At(node.number(), object);
        List<RequestId> deletes = set.versions().stream()
                .filter(Version::isTombstone)
                .map(Version::request)
                .toList();
        if (!deletes.isEmpty() && !deletes.equals(noted.get(at)) && !isOvertaken(node, partition)) {
            wrong.accept(new Violation(
                    "I-6 NOT_NOTED",
                    node + " has removed " + deletes + " of " + object + ", and had noted " + noted.get(at)));
        }
        changes++;
        gone.computeIfAbsent(object, any -> new ArrayList<>()).add(new Gone(time, set.seen()));
        removed.add(at);
        facts.accept(new Fact.Reaped(
                time,
                node.id().name(),
                object,
                set.versions().stream().map(names::of).toList()));
    }

    /** Whether others go by a later epoch: then what is dead of this node's old data goes without any round. */
    private boolean isOvertaken(SimulatedNode node, int partition) {
        long settled = settled(node, partition);
        return nodes.stream().anyMatch(other -> settled(other, partition) > settled);
    }

    private static long settled(SimulatedNode node, int partition) {
        return node.reapings().stream()
                .filter(report -> report.partition() == partition)
                .mapToLong(report -> report.epoch().settled())
                .max()
                .orElse(0);
    }

    /** A node writes down that it removes these deletions, and does so next. */
    void noted(SimulatedNode node, ObjectName object, List<RequestId> writes) {
        noted.put(new At(node.number(), object), writes);
    }

    /** Whether an owner may know less than before: what it forgets is of no version that stands, and its vector was too long. */
    boolean mayForget(SimulatedNode node, ObjectName object, VersionSet old, VersionSet now, long time) {
        if (isAnew(old, now)) {
            return true;
        }
        Set<ActorId> left = now.seen().entries().keySet();
        VersionVector forgotten = old.seen().without(left);
        boolean shortened = reaps(node)
                && old.versions().equals(now.versions())
                && old.seen().without(forgotten.entries().keySet()).equals(now.seen())
                && old.versions().stream().noneMatch(version -> forgotten.covers(version.dot()))
                && now.seen().size() >= node.settings().reaping().maxVectorEntries();
        if (shortened) {
            changes++;
            gone.computeIfAbsent(object, any -> new ArrayList<>()).add(new Gone(time, forgotten));
            facts.accept(new Fact.Reaped(time, node.id().name(), object, List.of()));
        }
        return shortened;
    }

    /** The same writes, those of them that live, under dots that nobody else has seen. */
    private static boolean isAnew(VersionSet old, VersionSet now) {
        Set<RequestId> before = new HashSet<>();
        old.versions().forEach(version -> before.add(version.request()));
        return now.versions().stream()
                .allMatch(version ->
                        before.contains(version.request()) && !old.seen().covers(version.dot()));
    }

    private static boolean reaps(SimulatedNode node) {
        return node.settings().reaping().intervalMillis() > 0;
    }

    /** A node stores these, and did not before. */
    void stored(SimulatedNode node, ObjectName object, List<Version> versions, String hintFor, long time) {
        nodes.add(node);
        for (Version version : versions) {
            if (!mayBeDead(version) && isGone(object, version.dot(), time)) {
                wrong.accept(new Violation(
                        "I-6 CAME_BACK",
                        node + " has stored " + names.of(version) + " " + version.dot() + " of " + object
                                + (hintFor.isEmpty() ? "" : " for " + hintFor) + ", after "
                                + nodesThatRemoved(object) + " had removed for good what had seen it"));
            }
        }
    }

    /** Somebody was shown a value that does not expire, by a read that began then. */
    void shown(ObjectName object, String name, long begun) {
        List<Names.Minted> dots = names.dotsOf(object, name);
        if (harmed.isEmpty()
                && !dots.isEmpty()
                && dots.stream().allMatch(minted -> isGone(object, minted.dot(), begun))) {
            wrong.accept(new Violation(
                    "I-6 SHOWN_AGAIN",
                    object + " shows " + name + " to a read that began at " + begun + ", after "
                            + nodesThatRemoved(object) + " had removed for good what had seen it"));
        }
    }

    /** Whether a node with data of long ago may hold this write still, or have entered it anew: it can't know what came of it. */
    boolean mayBeOfLongAgo(ObjectName object, String name) {
        return !harmed.isEmpty()
                && names.dotsOf(object, name).stream().anyMatch(minted -> isGone(object, minted.dot(), Long.MAX_VALUE));
    }

    /** Whether nobody needs any of these any more. */
    boolean isGone(ObjectName object, VersionSet set) {
        return set.versions().stream().allMatch(version -> isGone(object, version.dot(), Long.MAX_VALUE));
    }

    private boolean isGone(ObjectName object, Dot dot, long before) {
        return gone.getOrDefault(object, List.of()).stream()
                .anyMatch(each -> each.time() < before && each.seen().covers(dot));
    }

    private Set<Integer> nodesThatRemoved(ObjectName object) {
        Set<Integer> nodes = new TreeSet<>();
        removed.stream().filter(at -> at.object().equals(object)).forEach(at -> nodes.add(at.node()));
        return nodes;
    }

    private boolean mayBeDead(Version version) {
        return version.isDeadAt(nowMillis.getAsLong() + worstClock.getAsLong() + 1);
    }
}
