package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;

/** When which call runs out of time. Calls that ended earlier are forgotten when their time comes, or sooner if they are many. */
final class Deadlines {
    private record Entry(long atNanos, long call) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atNanos - other.atNanos, 0);
            return byTime != 0 ? byTime : Long.compare(call, other.call);
        }
    }

    private static final int SLACK = 1_024;

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long wokenAt;
    private boolean armed;

    /** @param open whether a call has not ended; ended ones are dropped when they are the most of what is kept */
    void add(long atNanos, long call, int openCalls, LongPredicate open) {
        if (queue.size() > 2 * openCalls + SLACK) {
            queue.removeIf(entry -> !open.test(entry.call()));
        }
        queue.add(new Entry(atNanos, call));
    }

    List<Long> passed(long nowNanos) {
        List<Long> calls = new ArrayList<>();
        while (!queue.isEmpty() && queue.peek().atNanos() - nowNanos <= 0) {
            calls.add(queue.poll().call());
        }
        armed = false;
        return calls;
    }

    /** Whether the earliest deadline is one nobody was asked yet to wake for; then that was asked by this call. */
    boolean wantsWake() {
        if (queue.isEmpty() || (armed && queue.peek().atNanos() - wokenAt >= 0)) {
            return false;
        }
        wokenAt = queue.peek().atNanos();
        armed = true;
        return true;
    }

    long wakeAt() {
        return wokenAt;
    }
}
