package org.armature.bench.repair;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.armature.bench.InvalidOptions;
import org.armature.bench.Workload;

/**
 * Which parts, and with how much data each.
 *
 * @param parts one at least
 * @param wiped what a node loses
 * @param many what is compared in the other parts
 * @param differing keys that are made to differ; 1 to the number of keys
 */
record RepairPlan(Set<Part> parts, Workload wiped, Workload many, int differing) {
    private static final int WIPED_KEYS = 100_000;
    private static final int WIPED_BYTES = 1_024;
    private static final int MANY_KEYS = 1_000_000;
    private static final int MANY_BYTES = 64;

    RepairPlan {
        parts = Collections.unmodifiableSet(EnumSet.copyOf(parts));
        if (differing < 1 || differing > many.keys()) {
            throw new InvalidOptions(
                    List.of("--differing " + differing + " is not within 1 to the number of keys, " + many.keys()));
        }
    }

    /**
     * @param keys and
     * @param valueBytes of every part; without them, those that fit each part
     * @param callers that write
     * @throws InvalidOptions naming every option that is out of its range
     */
    static RepairPlan of(
            Set<Part> parts, OptionalInt keys, OptionalInt valueBytes, int callers, long seed, int differing) {
        return new RepairPlan(
                parts,
                new Workload(keys.orElse(WIPED_KEYS), valueBytes.orElse(WIPED_BYTES), 0, callers, seed),
                new Workload(keys.orElse(MANY_KEYS), valueBytes.orElse(MANY_BYTES), 0, callers, seed),
                differing);
    }

    /** Whether there is a part beside the first. */
    boolean comparesByOrder() {
        return parts.stream().anyMatch(part -> part != Part.WIPE);
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
