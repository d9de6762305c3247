package org.armature.client.internal;

import java.time.Duration;

/**
 * From when to when something is tried; several calls can have one together.
 *
 * @param startedNanos by {@link System#nanoTime}
 * @param deadlineNanos likewise
 */
record Span(long startedNanos, long deadlineNanos) {
    static Span fromNow(Duration limit) {
        long now = System.nanoTime();
        return new Span(now, now + limit.toNanos());
    }

    boolean isOverAt(long nanos) {
        return nanos - deadlineNanos >= 0;
    }

    /** Such as {@code the deadline of 300 ms}. */
    String deadline() {
        return "the deadline of " + Texts.millis(deadlineNanos - startedNanos);
    }
}
