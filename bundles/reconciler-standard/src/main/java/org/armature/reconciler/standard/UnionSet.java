package org.armature.reconciler.standard;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set of texts to which is only added; merged, it has what either has. Written as {@code ["milk","tea"]}. Immutable.
 */
public final class UnionSet {
    public static final UnionSet EMPTY = new UnionSet(Collections.emptySortedSet());

    private final SortedSet<String> elements;

    private UnionSet(SortedSet<String> elements) {
        this.elements = Collections.unmodifiableSortedSet(new TreeSet<>(elements));
    }

    /** @throws IllegalArgumentException if it is none; the message says where and why */
    public static UnionSet parse(String text) {
        return new UnionSet(Json.strings(JsonReader.read(text), "a set"));
    }

    /** This set, and the element. */
    public UnionSet plus(String element) {
        SortedSet<String> more = new TreeSet<>(elements);
        more.add(element);
        return new UnionSet(more);
    }

    /** What either has. Commutative, associative, idempotent. */
    public UnionSet merge(UnionSet other) {
        SortedSet<String> both = new TreeSet<>(elements);
        both.addAll(other.elements);
        return new UnionSet(both);
    }

    public SortedSet<String> elements() {
        return elements;
    }

    public String text() {
        return Json.text(elements);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnionSet set && set.elements.equals(elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
