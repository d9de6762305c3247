package org.armature.bench.background;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The background work of an interval.
 *
 * @param work done in it
 * @param looks how often it was looked at, at even distances, the beginning apart
 * @param busy of these, how many found that more had been done of the kind since the look before
 */
record Watched(Work work, int looks, Map<Kind, Integer> busy) {
    Watched {
        busy = Collections.unmodifiableMap(new EnumMap<>(busy));
    }

    /** Part of the interval in which the kind went on, about; 0 to 1. */
    double share(Kind kind) {
        return (double) busy.getOrDefault(kind, 0) / Math.max(1, looks);
    }
}
