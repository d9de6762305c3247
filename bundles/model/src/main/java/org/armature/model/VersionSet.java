package org.armature.model;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything a replica knows of one key: the versions no later version has replaced (siblings if there are several),
 * what it has seen, and the recent client writes. Immutable; a dotted version vector set.
 *
 * <p>A dot that {@link #seen} covers and that is not among the versions was replaced, and stays so: that is how a merge
 * tells a version the other side has not heard of from one it has overwritten. Two dots of one request are one event:
 * of two such versions the one with the lower dot stands for both, and replacing one replaces both (as long as the
 * request log remembers them).
 *
 * <p>The paper's vector clock per server would turn concurrent writes through one coordinator into false successors or
 * let siblings explode; keeping each version's own dot apart from the causal past avoids both, so the number of
 * siblings never exceeds the number of truly concurrent writes.
 */
public final class VersionSet {
    public static final VersionSet EMPTY = new VersionSet(List.of(), VersionVector.EMPTY, RequestLog.EMPTY);

    private final List<Version> versions;
    private final VersionVector seen;
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
        TreeMap<Dot, Version> byDot = new TreeMap<>();
        for (Version version : versions) {
            if (!seen.covers(version.dot())) {
                throw new IllegalArgumentException("version " + version.dot() + " is not within " + seen);
            }
            if (byDot.put(version.dot(), version) != null) {
                throw new IllegalArgumentException("dot " + version.dot() + " stands for two versions");
            }
        }
        return new VersionSet(List.copyOf(byDot.values()), seen, requests);
    }

    /**
     * This set after one more write: what {@code context} covers is replaced by {@code version}, the rest stays beside
     * it.
     *
     * @param version its dot is a fresh one: not covered by this set's {@link #seen()} nor by the context
     */
    public VersionSet put(VersionVector context, Version version) {
        if (seen.covers(version.dot()) || context.covers(version.dot())) {
            throw new IllegalArgumentException("dot " + version.dot() + " is not fresh");
        }
        RequestLog log = requests.with(new RequestLog.Event(version.request(), version.dot(), version.writtenMillis()));
        TreeMap<Dot, Version> kept = new TreeMap<>();
        for (Version old : versions) {
            if (!coversEvent(context, requests, old)) {
                kept.put(old.dot(), old);
            }
        }
        kept.put(version.dot(), version);
        VersionVector after = seen.merge(context).with(version.dot(), version.writtenMillis());
        return new VersionSet(List.copyOf(kept.values()), after, log);
    }

    /** What both sets know together. Commutative, associative, idempotent. */
    public VersionSet merge(VersionSet other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        RequestLog log = requests.merge(other.requests);
        TreeMap<Dot, Version> survivors = new TreeMap<>();
        addUnreplaced(versions, other, log, survivors);
        addUnreplaced(other.versions, this, log, survivors);
        return new VersionSet(oneOfEachRequest(survivors, log), seen.merge(other.seen), log);
    }

    private static void addUnreplaced(
            List<Version> from, VersionSet other, RequestLog log, SortedMap<Dot, Version> survivors) {
        for (Version version : from) {
            if (!coversEvent(other.seen, log, version) || other.holdsEvent(version, log)) {
                survivors.put(version.dot(), version);
            }
        }
    }

    private boolean holdsEvent(Version version, RequestLog log) {
        for (Version own : versions) {
            if (own.dot().equals(version.dot())
                    || (own.request().equals(version.request()) && log.knows(version.request()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean coversEvent(VersionVector vector, RequestLog log, Version version) {
        if (vector.covers(version.dot())) {
            return true;
        }
        for (Dot alias : log.dotsOf(version.request())) {
            if (vector.covers(alias)) {
                return true;
            }
        }
        return false;
    }

    private static List<Version> oneOfEachRequest(SortedMap<Dot, Version> survivors, RequestLog log) {
        TreeSet<RequestId> taken = new TreeSet<>();
        return survivors.values().stream()
                .filter(version -> taken.add(version.request()) || !log.knows(version.request()))
                .toList();
    }

    /** The write's dots, if this key has lately seen it; empty if not. */
    public SortedSet<Dot> dotsOf(RequestId request) {
        return requests.dotsOf(request);
    }

    /** Whether nothing is known of the key: not even that something was deleted. */
    public boolean isEmpty() {
        return versions.isEmpty() && seen.isEmpty();
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
