package org.armature.storage.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what a table does to its engine in one shard. Counting takes no lock and makes no object; memory is bounded, a few
 * kilobytes. Not thread-safe: owned by the shard, which makes a {@link LoadReport} when it is asked.
 */
public final class TableLoad {
    public static final int SLICE_SECONDS = 10;
    public static final int HALF_LIFE_MINUTES = 30;

    private static final long SLICE_NANOS = SLICE_SECONDS * 1_000_000_000L;
    private static final long HALF_LIFE_NANOS = HALF_LIFE_MINUTES * 60_000_000_000L;
    /** After so many halvings nothing is left of anything. */
    private static final long MOST_HALVINGS = Long.SIZE - 1;

    private final Counts life = new Counts();
    private final Counts recent = new Counts();
    private boolean begun;
    private long halvedNanos;
    private long sliceNanos;
    private long writesOfSlice;

    /** Arrays that only grow, apart from being halved. */
    @SuppressWarnings("EnumOrdinal") // indices that never leave this class
    private static final class Counts {
        private final long[] operations = new long[Operation.values().length];
        private final long[] sizes = new long[SizeHistogram.CLASSES];
        private long slices;
        private long busiestSlice;

        void halve(int times) {
            halve(operations, times);
            halve(sizes, times);
            slices >>= times;
            busiestSlice >>= times;
        }

        private static void halve(long[] counts, int times) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] >>= times;
            }
        }

        void add(LoadWindow window) {
            window.operations().forEach((operation, count) -> operations[operation.ordinal()] += count);
            window.sizes().forEach((number, least, greatest, count) -> sizes[number] += count);
            slices += window.slices();
            busiestSlice = Math.max(busiestSlice, window.busiestSlice());
        }

        LoadWindow window() {
            Map<Operation, Long> counted = new EnumMap<>(Operation.class);
            for (Operation each : Operation.values()) {
                counted.put(each, operations[each.ordinal()]);
            }
            return new LoadWindow(new TreeMap<>(counted), SizeHistogram.of(sizes), slices, busiestSlice);
        }
    }

    /** Goes on from what an earlier life of the node had counted. */
    public void resume(LoadReport report) {
        life.add(report.life());
        recent.add(report.recent());
    }

    /** @param nowNanos monotonic; never less than at an earlier call */
    @SuppressWarnings("EnumOrdinal") // likewise
    public void count(Operation operation, long nowNanos) {
        pass(nowNanos);
        life.operations[operation.ordinal()]++;
        recent.operations[operation.ordinal()]++;
        if (operation == Operation.PUT || operation == Operation.DELETE) {
            writesOfSlice++;
        }
    }

    /** The same, of an object. */
    public void count(Operation operation, long bytes, long nowNanos) {
        count(operation, nowNanos);
        int number = SizeHistogram.classOf(bytes);
        life.sizes[number]++;
        recent.sizes[number]++;
    }

    private void pass(long nowNanos) {
        if (!begun) {
            begun = true;
            halvedNanos = nowNanos;
            sliceNanos = nowNanos;
            return;
        }
        if (nowNanos - sliceNanos >= SLICE_NANOS) {
            endSlices(nowNanos);
        }
        if (nowNanos - halvedNanos >= HALF_LIFE_NANOS) {
            long times = (nowNanos - halvedNanos) / HALF_LIFE_NANOS;
            halvedNanos += times * HALF_LIFE_NANOS;
            recent.halve((int) Math.min(times, MOST_HALVINGS));
        }
    }

    private void endSlices(long nowNanos) {
        long ended = (nowNanos - sliceNanos) / SLICE_NANOS;
        sliceNanos += ended * SLICE_NANOS;
        for (Counts counts : new Counts[] {life, recent}) {
            counts.slices += ended;
            counts.busiestSlice = Math.max(counts.busiestSlice, writesOfSlice);
        }
        writesOfSlice = 0;
    }

    /** @param nowNanos as in {@link #count} */
    public LoadReport report(long nowNanos) {
        pass(nowNanos);
        return new LoadReport(life.window(), recent.window());
    }
}
