package org.armature.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything a replica knows of one key: the versions no later version has replaced (siblings if there are several),
 * what it has seen, and the recent client writes. Immutable; a dotted version vector set.
 *
 * <p>A dot that {@link #seen} covers and that is not among the versions was replaced, and stays so: that is how a merge
 * tells a version the other side has not heard of from one it has overwritten.
 *
 * <p>A write that its client repeated through another coordinator has two dots, and is one event: replacing one dot
 * replaces both. Where both meet, the version with the lower dot stands for both, and the request log keeps the other
 * for as long as that version stands. Of writes that were replaced the log keeps a bounded number, and of those whose
 * retry was minted a dot many more ({@link #putRepeated}). So a write comes back as a sibling only if one of its dots
 * arrives when the log has forgotten all others: those of retries after {@value RequestLog#REPEATED_LIMIT} more
 * repeated writes or the window; the first one, where no retry was heard of, after {@value RequestLog#LIMIT} more writes.
 * It is never the other way round: nothing is lost, and replicas that have exchanged their sets agree.
 *
 * <p>The paper's vector clock per server would turn concurrent writes through one coordinator into false successors or
 * let siblings explode; keeping each version's own dot apart from the causal past avoids both, so the number of
 * siblings never exceeds the number of truly concurrent writes.
 */
public final class VersionSet {
    public static final VersionSet EMPTY = new VersionSet(List.of(), VersionVector.EMPTY, RequestLog.EMPTY);

    private static final Comparator<Version> BY_DOT = Comparator.comparing(Version::dot);

    /** In the order of their dots, no two of one request. */
    private final List<Version> versions;

    private final VersionVector seen;

    /** Has an event for every version, and for every dot that a version stands for. */
    private final RequestLog requests;

    private VersionSet(List<Version> versions, VersionVector seen, RequestLog requests) {
        this.versions = versions;
        this.seen = seen;
        this.requests = requests;
    }

    /**
     * As decoded from storage or a message.
     *
     * @throws IllegalArgumentException if a version's dot is not covered by {@code seen} or occurs twice
     */
    public static VersionSet of(Collection<Version> versions, VersionVector seen, RequestLog requests) {
        List<Version> sorted = new ArrayList<>(versions);
        sorted.sort(BY_DOT);
        for (int i = 0; i < sorted.size(); i++) {
            Dot dot = sorted.get(i).dot();
            if (!seen.covers(dot)) {
                throw new IllegalArgumentException("version " + dot + " is not within " + seen);
            }
            if (i > 0 && dot.equals(sorted.get(i - 1).dot())) {
                throw new IllegalArgumentException("dot " + dot + " stands for two versions");
            }
        }
        return settled(sorted, seen, requests, Long.MIN_VALUE);
    }

    /**
     * This set after one more write: what {@code past} has seen is replaced by {@code version}, the rest stays beside it.
     *
     * @param version its dot is a fresh one: not covered by this set's {@link #seen()} nor by the past; its request is one
     *     this set does not know ({@link #dotsOf})
     */
    public VersionSet put(CausalPast past, Version version) {
        return put(past, version, false);
    }

    /**
     * The same for a write that was tried before, here or through another coordinator: it may have a dot that this set
     * does not know, and its event is kept until that had time to show.
     */
    public VersionSet putRepeated(CausalPast past, Version version) {
        return put(past, version, true);
    }

    private VersionSet put(CausalPast past, Version version, boolean repeated) {
        VersionVector context = past.vector();
        if (seen.covers(version.dot()) || context.covers(version.dot())) {
            throw new IllegalArgumentException("dot " + version.dot() + " is not fresh");
        }
        RequestLog known = requests.merge(past.writes());
        List<Version> kept = new ArrayList<>(versions.size() + 1);
        for (Version old : versions) {
            if (!hasSeen(context, old.request(), known)) {
                kept.add(old);
            }
        }
        kept.add(version);
        kept.sort(BY_DOT);
        VersionVector after = seen.merge(context).with(version.dot(), version.writtenMillis());
        RequestLog log = known.with(RequestLog.Event.of(version, repeated));
        return settled(kept, after, log, version.writtenMillis() - RequestLog.WINDOW_MILLIS);
    }

    /** Whether whoever had this context had seen this write, under any of the dots known here. */
    private static boolean hasSeen(VersionVector context, RequestId request, RequestLog known) {
        for (RequestLog.Event event : known.latestFirst()) {
            if (event.request().equals(request) && context.covers(event.dot())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What both sets know together. Commutative and idempotent. Associative too, unless the log of one operand has
     * already forgotten a write that was replaced there and has a second dot elsewhere.
     */
    public VersionSet merge(VersionSet other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        RequestLog known = requests.merge(other.requests);
        List<Version> survivors = new ArrayList<>(versions.size() + other.versions.size());
        int own = 0;
        int its = 0;
        while (own < versions.size() || its < other.versions.size()) {
            int order = own == versions.size()
                    ? 1
                    : its == other.versions.size() ? -1 : BY_DOT.compare(versions.get(own), other.versions.get(its));
            Version next = order <= 0 ? versions.get(own) : other.versions.get(its);
            own += order <= 0 ? 1 : 0;
            its += order >= 0 ? 1 : 0;
            if (!isReplaced(next.request(), known, other)) {
                survivors.add(next);
            }
        }
        return settled(survivors, seen.merge(other.seen), known, Long.MIN_VALUE);
    }

    /** Whether this set or the other has replaced the write, under any of the dots known to either. */
    private boolean isReplaced(RequestId request, RequestLog known, VersionSet other) {
        for (RequestLog.Event event : known.latestFirst()) {
            if (event.request().equals(request) && (hasReplaced(event) || other.hasReplaced(event))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasReplaced(RequestLog.Event event) {
        return seen.covers(event.dot()) && !standsFor(event);
    }

    /**
     * A version of the same request is not enough: a context may have covered the event's dot, and so replaced it, at a
     * time when this set knew the write under another dot only.
     */
    private boolean standsFor(RequestLog.Event event) {
        return holds(versions, event.request()) && requests.knows(event.request(), event.dot());
    }

    private static boolean holds(List<Version> versions, RequestId request) {
        for (Version version : versions) {
            if (version.request().equals(request)) {
                return true;
            }
        }
        return false;
    }

    /** @param ordered by dot */
    private static VersionSet settled(
            List<Version> ordered, VersionVector seen, RequestLog requests, long logSinceMillis) {
        List<Version> standing = new ArrayList<>(ordered.size());
        List<RequestLog.Event> unlogged = new ArrayList<>();
        for (Version version : ordered) {
            if (!requests.knows(version.request(), version.dot())) {
                unlogged.add(RequestLog.Event.of(version, false));
            }
            if (!holds(standing, version.request())) {
                standing.add(version);
            }
        }
        RequestLog log = requests.merge(RequestLog.of(unlogged));
        return new VersionSet(
                List.copyOf(standing), seen, log.bounded(logSinceMillis, request -> holds(standing, request)));
    }

    /** The write's dots, if this key has lately seen it; empty if not. */
    public SortedSet<Dot> dotsOf(RequestId request) {
        return requests.dotsOf(request);
    }

    /**
     * What a vector of at most so many entries would do without: those that grew least lately (Dynamo §4.4) and {@linkplain
     * #mayForget may be forgotten}.
     *
     * @param most entries, from 1
     * @param wallMillis now
     * @return empty if it has no more, or none that it can do without
     */
    public SortedSet<ActorId> superfluous(int most, long wallMillis) {
        Set<ActorId> needed = needed(wallMillis);
        SortedSet<ActorId> superfluous = new TreeSet<>();
        seen.entries().entrySet().stream()
                .filter(entry -> !needed.contains(entry.getKey()))
                .sorted(Comparator.comparingLong(entry -> entry.getValue().touchedMillis()))
                .limit(Math.max(0, seen.size() - most))
                .forEach(entry -> superfluous.add(entry.getKey()));
        return superfluous;
    }

    /**
     * When, if nothing else is written, the vector has the first entry that is {@linkplain #superfluous superfluous}: wall time in
     * milliseconds, 0 if it has one already.
     *
     * @param most entries, from 1
     * @return empty if it has no more, or none that it can ever do without
     */
    public OptionalLong superfluousFrom(int most) {
        if (seen.size() <= most) {
            return OptionalLong.empty();
        }
        SortedMap<ActorId, Long> from = new TreeMap<>();
        seen.entries().keySet().forEach(actor -> from.put(actor, 0L));
        for (RequestLog.Event event : requests.latestFirst()) {
            long after = event.atMillis() + RequestLog.WINDOW_MILLIS + 1;
            from.computeIfPresent(event.dot().actor(), (actor, earlier) -> Math.max(earlier, after));
        }
        standingDots().forEach(dot -> from.remove(dot.actor()));
        return from.values().stream().mapToLong(Long::longValue).min();
    }

    /**
     * Whether the vector need not tell of any of these: they have no dot that stands, nor a write in the log that its client may
     * still repeat, and that is known to have been replaced by the vector alone.
     *
     * @param wallMillis now
     */
    public boolean mayForget(Collection<ActorId> actors, long wallMillis) {
        return needed(wallMillis).stream().noneMatch(actors::contains);
    }

    private Set<ActorId> needed(long wallMillis) {
        Set<ActorId> needed = new TreeSet<>();
        standingDots().forEach(dot -> needed.add(dot.actor()));
        for (RequestLog.Event event : requests.latestFirst()) {
            if (event.atMillis() >= wallMillis - RequestLog.WINDOW_MILLIS) {
                needed.add(event.dot().actor());
            }
        }
        return needed;
    }

    /**
     * This set with a shorter vector. What the vector said of these actors must not be needed any more: no replica and no message
     * may hold a version of theirs that was replaced.
     *
     * @param forgotten such that it {@linkplain #mayForget may be}
     */
    public VersionSet forgetting(Collection<ActorId> forgotten) {
        List<RequestLog.Event> remembered = new ArrayList<>(requests.latestFirst());
        remembered.removeIf(event -> forgotten.contains(event.dot().actor()));
        return of(versions, seen.without(forgotten), RequestLog.of(remembered));
    }

    /** Whether nothing is known of the key: not even that something was deleted. */
    public boolean isEmpty() {
        return versions.isEmpty() && seen.isEmpty();
    }

    /**
     * Whether both mean the same for every later write and merge. The logs may remember different writes that were
     * replaced: replicas differ in those without one being behind the other.
     */
    public boolean agreesWith(VersionSet other) {
        return versions.equals(other.versions)
                && seen.equals(other.seen)
                && standingDots().equals(other.standingDots());
    }

    /** Whether whoever had this past had seen every version of this set, tombstones included. */
    public boolean isSeenBy(CausalPast past) {
        RequestLog known = requests.merge(past.writes());
        return versions.stream().allMatch(version -> hasSeen(past.vector(), version.request(), known));
    }

    /** What a reader of this set has seen. */
    public CausalPast past() {
        return new CausalPast(seen, requests.restrictedTo(request -> holds(versions, request)));
    }

    /** The dots that the versions stand for: their own, and those of the same writes minted elsewhere. */
    public SortedSet<Dot> standingDots() {
        TreeSet<Dot> dots = new TreeSet<>();
        for (RequestLog.Event event : requests.latestFirst()) {
            if (holds(versions, event.request())) {
                dots.add(event.dot());
            }
        }
        return dots;
    }

    /**
     * The wall time, in milliseconds, from which on every version {@linkplain Version#isDeadAt is dead}: 0 if all are
     * tombstones. Empty if one lives until it is replaced, or there is no version at all.
     */
    public OptionalLong deadFrom() {
        if (versions.isEmpty()) {
            return OptionalLong.empty();
        }
        long from = 0;
        for (Version version : versions) {
            if (!version.isTombstone() && version.expiresMillis() == 0) {
                return OptionalLong.empty();
            }
            from = Math.max(from, version.expiresMillis());
        }
        return OptionalLong.of(from);
    }

    /** The version that was written last by its stamp: the one that counts where the last write wins. */
    public Optional<Version> latest() {
        return versions.stream().max(Version.BY_STAMP);
    }

    /** In the order of their dots, tombstones included. */
    public List<Version> versions() {
        return versions;
    }

    public VersionVector seen() {
        return seen;
    }

    public RequestLog requests() {
        return requests;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionSet that
                && versions.equals(that.versions)
                && seen.equals(that.seen)
                && requests.equals(that.requests);
    }

    @Override
    public int hashCode() {
        return Objects.hash(versions, seen, requests);
    }

    @Override
    public String toString() {
        return versions + " seen " + seen;
    }
}
