package org.armature.storage.load;

import java.util.Arrays;

/**
 * How many objects had which size: eight classes for each power of two, so that a size is known within 12.5 %. Immutable.
 */
public final class SizeHistogram {
    private static final int BITS = 3;
    private static final int PER_POWER = 1 << BITS;
    private static final int HIGHEST_POWER = 29;

    /** Classes there are; sizes beyond 1 GiB count as that. */
    static final int CLASSES = (HIGHEST_POWER - BITS + 2) * PER_POWER;

    public static final SizeHistogram EMPTY = new SizeHistogram(new long[CLASSES]);

    private final long[] counts;
    private final long total;

    private SizeHistogram(long[] counts) {
        this.counts = counts;
        this.total = Arrays.stream(counts).sum();
    }

    /** @param counts one for each class, as {@link #classOf} numbers them; copied */
    static SizeHistogram of(long[] counts) {
        return new SizeHistogram(Arrays.copyOf(counts, CLASSES));
    }

    static int classOf(long bytes) {
        if (bytes < PER_POWER) {
            return (int) bytes;
        }
        int power = Math.min(HIGHEST_POWER, Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes));
        long within = power == HIGHEST_POWER && bytes >= 2L << HIGHEST_POWER ? PER_POWER - 1 : bytes >> (power - BITS);
        return (power - BITS + 1) * PER_POWER + (int) (within & (PER_POWER - 1));
    }

    /** The least size of a class. */
    static long least(int number) {
        if (number < PER_POWER) {
            return number;
        }
        int power = number / PER_POWER + BITS - 1;
        return (long) (PER_POWER + number % PER_POWER) << (power - BITS);
    }

    /** The greatest size of a class. */
    static long greatest(int number) {
        return least(number + 1) - 1;
    }

    /** Objects counted. */
    public long total() {
        return total;
    }

    /** Objects above that size for certain: those of whole classes above it. */
    public long above(long bytes) {
        long above = 0;
        for (int i = 0; i < CLASSES; i++) {
            above += least(i) > bytes ? counts[i] : 0;
        }
        return above;
    }

    /** Objects below that size for certain. */
    public long below(long bytes) {
        long below = 0;
        for (int i = 0; i < CLASSES; i++) {
            below += greatest(i) < bytes ? counts[i] : 0;
        }
        return below;
    }

    /** Objects in the range for certain, both ends included. */
    public long within(long from, long to) {
        long within = 0;
        for (int i = 0; i < CLASSES; i++) {
            within += least(i) >= from && greatest(i) <= to ? counts[i] : 0;
        }
        return within;
    }

    /**
     * The size that this part of the objects does not exceed, in bytes; too great by 12.5 % at most.
     *
     * @param part from 0 to 1
     * @throws IllegalStateException if nothing was counted
     */
    public long quantile(double part) {
        if (total == 0) {
            throw new IllegalStateException("no object was counted");
        }
        long wanted = Math.max(1, (long) Math.ceil(part * total));
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return greatest(i);
            }
        }
        throw new AssertionError(seen);
    }

    public SizeHistogram plus(SizeHistogram other) {
        long[] sum = counts.clone();
        for (int i = 0; i < CLASSES; i++) {
            sum[i] += other.counts[i];
        }
        return new SizeHistogram(sum);
    }

    /** Told of every class that is not empty, from the smallest. */
    @FunctionalInterface
    public interface ClassVisitor {
        /** @param number of the class, for {@link Builder} */
        void visit(int number, long leastBytes, long greatestBytes, long count);
    }

    public void forEach(ClassVisitor visitor) {
        for (int i = 0; i < CLASSES; i++) {
            if (counts[i] > 0) {
                visitor.visit(i, least(i), greatest(i), counts[i]);
            }
        }
    }

    /** Puts one together again that was told class by class. Not thread-safe. */
    public static final class Builder {
        private final long[] counts = new long[CLASSES];

        /** @throws IllegalArgumentException if there is no such class, or the count is negative */
        public Builder add(int number, long count) {
            if (number < 0 || number >= CLASSES || count < 0) {
                throw new IllegalArgumentException("class " + number + " of " + CLASSES + ", count " + count);
            }
            counts[number] += count;
            return this;
        }

        public SizeHistogram build() {
            return of(counts);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SizeHistogram that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return total == 0
                ? "no objects"
                : total + " objects, half up to " + quantile(0.5) + " bytes, 99 % up to " + quantile(0.99) + " bytes";
    }
}
