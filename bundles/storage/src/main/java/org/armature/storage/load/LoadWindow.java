package org.armature.storage.load;

import java.util.Collections;
import java.util.EnumMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a table did to its engine during some time.
 *
 * @param operations how many there were of each kind; all kinds are in it
 * @param sizes of the objects got and put
 * @param slices of {@link TableLoad#SLICE_SECONDS} seconds that it covers
 * @param busiestSlice writes in the slice that had most
 */
public record LoadWindow(SortedMap<Operation, Long> operations, SizeHistogram sizes, long slices, long busiestSlice) {
    public static final LoadWindow NOTHING = new LoadWindow(new TreeMap<>(), SizeHistogram.EMPTY, 0, 0);

    public LoadWindow {
        EnumMap<Operation, Long> all = new EnumMap<>(Operation.class);
        for (Operation each : Operation.values()) {
            all.put(each, operations.getOrDefault(each, 0L));
        }
        operations = Collections.unmodifiableSortedMap(new TreeMap<>(all));
    }

    public long count(Operation operation) {
        return operations.get(operation);
    }

    /** Puts and deletes. */
    public long writes() {
        return count(Operation.PUT) + count(Operation.DELETE);
    }

    /** Of all kinds. */
    public long all() {
        return operations.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many times the mean the busiest slice was; of shards together at most. 0 if nothing was written. */
    public double burst() {
        return writes() == 0 ? 0 : (double) busiestSlice * slices / writes();
    }

    /** Of two shards in the same time. */
    public LoadWindow plus(LoadWindow other) {
        SortedMap<Operation, Long> sum = new TreeMap<>(operations);
        other.operations.forEach((operation, count) -> sum.merge(operation, count, Long::sum));
        return new LoadWindow(
                sum, sizes.plus(other.sizes), Math.max(slices, other.slices), busiestSlice + other.busiestSlice);
    }
}
