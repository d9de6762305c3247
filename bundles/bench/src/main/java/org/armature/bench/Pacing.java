package org.armature.bench;

/** When one thread's operations are to begin. Not thread-safe. */
interface Pacing {
    /** @return the time the next operation is meant to begin: in the past if the thread is late */
    long next(long now);

    /** Each operation begins when the last one has ended, so a slow answer also slows the asking. */
    static Pacing closedLoop() {
        return now -> now;
    }

    /**
     * Operations begin at fixed times whatever became of the earlier ones. A thread has one operation in flight, so one
     * that is late begins at once when the thread is free; its latency counts from the time it was meant to begin.
     *
     * @param first time of the first operation
     * @param interval between two of them, in nanoseconds; a fraction is kept, so that the rate is exact
     */
    static Pacing openLoop(long first, double interval) {
        return new Pacing() {
            private long begun;

            @Override
            public long next(long now) {
                return first + (long) (begun++ * interval);
            }
        };
    }
}
