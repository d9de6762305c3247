package org.armature.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What has been seen of one key: an entry (actor, n) says every event of that actor up to n (Dynamo §4.4). Immutable.
 *
 * <p>Each entry also keeps when it last grew, in milliseconds of wall time, for one purpose only: to choose what to
 * drop from a vector that has grown too long. It has no part in causality, in equality or in the hash.
 *
 * <p>Vectors have one to three entries nearly always and are merged at every request, hence sorted arrays; an operation
 * that changes nothing returns one of its operands.
 */
public final class VersionVector {
    public static final VersionVector EMPTY = new VersionVector(new ActorId[0], new long[0], new long[0]);

    /** In ascending order; the other two have the same length. */
    private final ActorId[] actors;

    private final long[] counters;
    private final long[] touched;

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
    }

    private VersionVector(ActorId[] actors, long[] counters, long[] touched) {
        this.actors = actors;
        this.counters = counters;
        this.touched = touched;
    }

    public static VersionVector of(Map<ActorId, Entry> entries) {
        if (entries.isEmpty()) {
            return EMPTY;
        }
        ActorId[] actors = entries.keySet().toArray(new ActorId[0]);
        Arrays.sort(actors);
        VersionVector vector = new VersionVector(actors, new long[actors.length], new long[actors.length]);
        for (int i = 0; i < actors.length; i++) {
            Entry entry = entries.get(actors[i]);
            vector.counters[i] = entry.counter();
            vector.touched[i] = entry.touchedMillis();
        }
        return vector;
    }

    /** This vector after it has also seen everything of the dot's actor up to the dot. */
    public VersionVector with(Dot dot, long touchedMillis) {
        return merge(
                new VersionVector(new ActorId[] {dot.actor()}, new long[] {dot.counter()}, new long[] {touchedMillis}));
    }

    /** This vector without what it says of these actors. */
    public VersionVector without(Collection<ActorId> forgotten) {
        TreeMap<ActorId, Entry> kept = new TreeMap<>(entries());
        kept.keySet().removeAll(forgotten);
        return kept.size() == actors.length ? this : of(kept);
    }

    /** The least vector that has seen what both have. Commutative, associative, idempotent. */
    public VersionVector merge(VersionVector other) {
        int size = 0;
        boolean holdsAll = true;
        boolean itHoldsAll = true;
        for (int own = 0, its = 0; own < actors.length || its < other.actors.length; size++) {
            int order = orderOfActors(own, other, its);
            int entry = order != 0 ? -order : compareEntries(own, other, its);
            holdsAll &= entry >= 0;
            itHoldsAll &= entry <= 0;
            own += order <= 0 ? 1 : 0;
            its += order >= 0 ? 1 : 0;
        }
        return holdsAll ? this : itHoldsAll ? other : union(other, size);
    }

    private VersionVector union(VersionVector other, int size) {
        VersionVector union = new VersionVector(new ActorId[size], new long[size], new long[size]);
        int own = 0;
        int its = 0;
        for (int place = 0; place < size; place++) {
            int order = orderOfActors(own, other, its);
            boolean takeOwn = order < 0 || (order == 0 && compareEntries(own, other, its) >= 0);
            union.set(place, takeOwn ? this : other, takeOwn ? own : its);
            own += order <= 0 ? 1 : 0;
            its += order >= 0 ? 1 : 0;
        }
        return union;
    }

    /** Of the next actor here and the next one there; beyond the end comes last. */
    private int orderOfActors(int own, VersionVector other, int its) {
        if (own == actors.length) {
            return 1;
        }
        return its == other.actors.length ? -1 : actors[own].compareTo(other.actors[its]);
    }

    private int compareEntries(int own, VersionVector other, int its) {
        int byCounter = Long.compare(counters[own], other.counters[its]);
        return byCounter != 0 ? byCounter : Long.compare(touched[own], other.touched[its]);
    }

    private void set(int place, VersionVector from, int index) {
        actors[place] = from.actors[index];
        counters[place] = from.counters[index];
        touched[place] = from.touched[index];
    }

    private int find(ActorId actor) {
        return Arrays.binarySearch(actors, actor);
    }

    public boolean covers(Dot dot) {
        return counter(dot.actor()) >= dot.counter();
    }

    /** Whether this has seen everything {@code other} has; true of equal vectors. */
    public boolean descends(VersionVector other) {
        for (int its = 0; its < other.actors.length; its++) {
            if (counter(other.actors[its]) < other.counters[its]) {
                return false;
            }
        }
        return true;
    }

    /** 0 for an actor never heard of. */
    public long counter(ActorId actor) {
        int index = find(actor);
        return index < 0 ? 0 : counters[index];
    }

    public int size() {
        return actors.length;
    }

    public boolean isEmpty() {
        return actors.length == 0;
    }

    /** A copy, in the order of the actors. */
    public SortedMap<ActorId, Entry> entries() {
        TreeMap<ActorId, Entry> entries = new TreeMap<>();
        forEach(entries::put);
        return Collections.unmodifiableSortedMap(entries);
    }

    /** In the order of the actors. */
    public void forEach(BiConsumer<ActorId, Entry> action) {
        for (int i = 0; i < actors.length; i++) {
            action.accept(actors[i], new Entry(counters[i], touched[i]));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionVector that
                && Arrays.equals(actors, that.actors)
                && Arrays.equals(counters, that.counters);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(actors) + Arrays.hashCode(counters);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < actors.length; i++) {
            text.append(i > 0 ? ", " : "").append(actors[i]).append(':').append(counters[i]);
        }
        return text.append(']').toString();
    }
}
