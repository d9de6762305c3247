package org.armature.node;

import java.util.concurrent.TimeUnit;

/** The time of the event under way, for whoever takes part in it. */
final class EventTime {
    private Now now = new Now(0, 0);

    void set(Now of) {
        now = of;
    }

    long wallMillis() {
        return now.wallMillis();
    }

    long monoNanos() {
        return now.monoNanos();
    }

    /** @return monotonic, in nanoseconds */
    long in(long millis) {
        return now.monoNanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
