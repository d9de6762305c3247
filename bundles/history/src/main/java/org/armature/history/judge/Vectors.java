package org.armature.history.judge;

import java.util.SortedMap;

/** Compares vectors, which map actors to counters. */
final class Vectors {
    private Vectors() {}

    /** Whether one covers all that another does. */
    static boolean covers(SortedMap<String, Long> one, SortedMap<String, Long> other) {
        return other.entrySet().stream().allMatch(entry -> one.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }
}
