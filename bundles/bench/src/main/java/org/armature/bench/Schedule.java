package org.armature.bench;

import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** When one caller's operations are due: at even intervals, until an end that is moved here when it is known. One thread. */
public final class Schedule {
    private static final long LONGEST_WAIT = 50_000_000;

    private final long first;
    private final double interval;
    private final LongSupplier end;
    private long begun;

    /**
     * @param first monotonic nanoseconds
     * @param interval in nanoseconds; a fraction is kept, so that the rate is exact
     * @param end monotonic nanoseconds; what is due until then is done
     */
    public Schedule(long first, double interval, LongSupplier end) {
        this.first = first;
        this.interval = interval;
        this.end = end;
    }

    /** Waits until the next operation is due, and returns when that was; empty if there is none any more. */
    public OptionalLong next() {
        long due = first + (long) (begun++ * interval);
        for (long now = System.nanoTime(); due - now > 0; now = System.nanoTime()) {
            if (due > end.getAsLong() || Thread.currentThread().isInterrupted()) {
                return OptionalLong.empty();
            }
            LockSupport.parkNanos(Math.min(due - now, LONGEST_WAIT));
        }
        return due > end.getAsLong() ? OptionalLong.empty() : OptionalLong.of(due);
    }
}
