package org.armature.simulator.node;

/** A node's wall clock: wrong by an offset that may jump, and by a drift that grows. */
public final class WallClock {
    /** Some day in 2026; any will do. */
    private static final long BEGIN_MILLIS = 1_790_000_000_000L;

    private static final double NANOS_PER_MILLI = 1e6;

    private long offsetMillis;
    private int driftPerMillion;
    private long worstMillis;

    /** Later by so many milliseconds than it was; negative to set it back. */
    public void step(long millis) {
        offsetMillis += millis;
    }

    /** @param perMillion so many microseconds are gained every second */
    public void drift(int perMillion) {
        driftPerMillion = perMillion;
    }

    /** Right again. */
    public void adjust() {
        offsetMillis = 0;
        driftPerMillion = 0;
    }

    long millis(long nanos) {
        long drifted = nanos / 1_000_000L * driftPerMillion / 1_000_000L;
        long wrongBy = drifted + offsetMillis;
        worstMillis = Math.max(worstMillis, Math.abs(wrongBy));
        return right(nanos) + wrongBy;
    }

    /** By how much it was wrong at most, in either direction, of all times it was looked at. */
    public long worstMillis() {
        return worstMillis;
    }

    /** What a clock shows that is not wrong. */
    public static long right(long nanos) {
        return BEGIN_MILLIS + (long) (nanos / NANOS_PER_MILLI);
    }
}
