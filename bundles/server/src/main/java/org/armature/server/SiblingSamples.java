package org.armature.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.armature.reconciler.Sibling;

/**
 * Siblings of tables of a reconciler that readers met lately, for trying the next version of it on them. In memory only.
 * Thread-safe.
 */
final class SiblingSamples {
    private static final int MOST_SETS = 32;
    private static final long MOST_BYTES = 16 << 10;

    private final Map<String, Deque<List<Sibling>>> sets = new TreeMap<>();

    /** The oldest gives way; sets that take long to merge are not kept. */
    synchronized void met(String reconciler, List<Sibling> siblings) {
        if (siblings.stream().mapToLong(Sibling::length).sum() > MOST_BYTES) {
            return;
        }
        Deque<List<Sibling>> kept = sets.computeIfAbsent(reconciler, name -> new ArrayDeque<>());
        if (kept.size() == MOST_SETS) {
            kept.removeFirst();
        }
        kept.addLast(List.copyOf(siblings));
    }

    synchronized List<List<Sibling>> of(String reconciler) {
        return List.copyOf(sets.getOrDefault(reconciler, new ArrayDeque<>()));
    }
}
