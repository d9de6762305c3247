package org.armature.simulator.scenario;

import java.util.function.BooleanSupplier;
import org.armature.simulator.world.Timeline;

/** Lets the time of a scenario pass. */
record Clock(Timeline timeline) {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    /** In nanoseconds. */
    long now() {
        return timeline.now();
    }

    void pass(long seconds) {
        timeline.runUntil(timeline.now() + seconds * SECOND);
    }

    /**
     * @param limit in nanoseconds
     * @return whether it came true within that
     */
    boolean waitUntil(long limit, BooleanSupplier condition) {
        long end = timeline.now() + limit;
        while (!condition.getAsBoolean() && timeline.now() < end) {
            timeline.runUntil(timeline.now() + MILLI);
        }
        return condition.getAsBoolean();
    }
}
