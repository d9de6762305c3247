package org.armature.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What has been seen of one key: an entry (actor, n) says every event of that actor up to n (Dynamo §4.4). Immutable.
 *
 * <p>Each entry also keeps when it last grew, in milliseconds of wall time, for one purpose only: to choose what to
 * drop from a vector that has grown too long. It has no part in causality, in equality or in the hash.
 */
public final class VersionVector {
    public static final VersionVector EMPTY = new VersionVector(new TreeMap<>());

    private final TreeMap<ActorId, Entry> entries;

    /**
     * @param counter events seen, at least 1
     * @param touchedMillis when the counter last grew, as far as is known; wall time
     */
    public record Entry(long counter, long touchedMillis) {
        public Entry {
            if (counter < 1) {
                throw new IllegalArgumentException("a vector entry counts from 1, not " + counter);
            }
        }

        private Entry join(Entry other) {
            if (counter != other.counter) {
                return counter > other.counter ? this : other;
            }
            return touchedMillis >= other.touchedMillis ? this : other;
        }
    }

    private VersionVector(TreeMap<ActorId, Entry> entries) {
        this.entries = entries;
    }

    public static VersionVector of(Map<ActorId, Entry> entries) {
        return entries.isEmpty() ? EMPTY : new VersionVector(new TreeMap<>(entries));
    }

    /** This vector after it has also seen everything of the dot's actor up to the dot. */
    public VersionVector with(Dot dot, long touchedMillis) {
        TreeMap<ActorId, Entry> copy = new TreeMap<>(entries);
        copy.merge(dot.actor(), new Entry(dot.counter(), touchedMillis), Entry::join);
        return new VersionVector(copy);
    }

    /** The least vector that has seen what both have. Commutative, associative, idempotent. */
    public VersionVector merge(VersionVector other) {
        if (other.entries.isEmpty()) {
            return this;
        }
        if (entries.isEmpty()) {
            return other;
        }
        TreeMap<ActorId, Entry> merged = new TreeMap<>(entries);
        other.entries.forEach((actor, entry) -> merged.merge(actor, entry, Entry::join));
        return new VersionVector(merged);
    }

    public boolean covers(Dot dot) {
        return counter(dot.actor()) >= dot.counter();
    }

    /** Whether this has seen everything {@code other} has; true of equal vectors. */
    public boolean descends(VersionVector other) {
        for (Map.Entry<ActorId, Entry> entry : other.entries.entrySet()) {
            if (counter(entry.getKey()) < entry.getValue().counter()) {
                return false;
            }
        }
        return true;
    }

    /** 0 for an actor never heard of. */
    public long counter(ActorId actor) {
        Entry entry = entries.get(actor);
        return entry == null ? 0 : entry.counter();
    }

    public int size() {
        return entries.size();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** In the order of the actors. */
    public SortedMap<ActorId, Entry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    public void forEach(BiConsumer<ActorId, Entry> action) {
        entries.forEach(action);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionVector that && descends(that) && that.descends(this);
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Map.Entry<ActorId, Entry> entry : entries.entrySet()) {
            hash += Objects.hash(entry.getKey(), entry.getValue().counter());
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        entries.forEach((actor, entry) -> text.append(text.length() > 1 ? ", " : "")
                .append(actor)
                .append(':')
                .append(entry.counter()));
        return text.append(']').toString();
    }
}
