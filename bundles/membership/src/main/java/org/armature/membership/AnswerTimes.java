package org.armature.membership;

import java.util.Arrays;

/**
 * How long one peer takes to answer, learnt from its own answers. Two views of the same times, in nanoseconds:
 *
 * <ul>
 *   <li>what is still ordinary: smoothed mean and four smoothed deviations, as TCP takes them for its retransmission
 *       time-out (RFC 6298). A few late answers widen it at once, and about ten prompt ones narrow it again;
 *   <li>what is usual: the median of the last {@value #WINDOW}, which a few late answers do not move at all.
 * </ul>
 */
final class AnswerTimes {
    private static final int WINDOW = 15;
    /** As many as make up more than half of the window. */
    private static final int FEWEST = WINDOW / 2 + 1;

    private static final int MEAN_PART = 8;
    private static final int DEVIATION_PART = 4;
    private static final int DEVIATIONS = 4;

    private final long[] latest = new long[WINDOW];
    private long count;
    private long mean;
    private long deviation;

    void add(long nanos) {
        if (count == 0) {
            mean = nanos;
            deviation = nanos / 2;
        } else {
            deviation += (Math.abs(nanos - mean) - deviation) / DEVIATION_PART;
            mean += (nanos - mean) / MEAN_PART;
        }
        latest[(int) (count % WINDOW)] = nanos;
        count++;
    }

    /** The longest time that is no reason to wonder; 0 as long as nothing was learnt. */
    long ordinary() {
        return mean + DEVIATIONS * deviation;
    }

    /** Whether enough was learnt for {@link #usual()} to mean something. */
    boolean areKnown() {
        return count >= FEWEST;
    }

    long usual() {
        long[] sorted = Arrays.copyOf(latest, (int) Math.min(count, WINDOW));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
