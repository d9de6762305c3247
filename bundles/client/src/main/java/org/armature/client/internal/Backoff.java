package org.armature.client.internal;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubled after each failure up to a cap, and drawn from the upper half of that
 * span, so that many clients that lost the same node do not come back at the same moment.
 *
 * @param firstMillis longest wait after the first failure
 * @param capMillis longest wait at all
 */
record Backoff(long firstMillis, long capMillis) {
    /** @param failures in a row, 0 or more */
    long nanos(int failures, RandomGenerator random) {
        long longest = Math.min(capMillis, firstMillis << Math.min(failures, 16));
        long nanos = TimeUnit.MILLISECONDS.toNanos(longest);
        return nanos / 2 + random.nextLong(nanos / 2 + 1);
    }
}
