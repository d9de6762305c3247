package org.armature.simulator.workload;

import java.util.List;
import org.armature.model.Key;

/**
 * What clients do.
 *
 * @param thinkNanos between the end of a call and the next one, on average
 * @param deadlineNanos for each call
 * @param valueBytes how long values are
 * @param confirmed whether registers are read and written with confirmation, as they have to be
 * @param repeatsBlindWrites whether a write that reads for itself, a deletion without context or a put of what is new, is
 *     repeated like others
 * @param shortLivedPerMille of a thousand puts, so many ask for a time to live
 * @param conditionalPerMille of a thousand puts to tables without confirmation, so many ask for a condition
 * @param wishfulPerMille of a thousand operations, so many ask for other quorums than their table's
 */
public record Habits(
        List<KnownTable> tables,
        List<Key> keys,
        long thinkNanos,
        long deadlineNanos,
        int valueBytes,
        boolean confirmed,
        boolean repeatsBlindWrites,
        int shortLivedPerMille,
        int conditionalPerMille,
        int wishfulPerMille,
        int nodes) {
    public Habits {
        tables = List.copyOf(tables);
        keys = List.copyOf(keys);
    }
}
