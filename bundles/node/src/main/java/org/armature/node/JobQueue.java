package org.armature.node;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** What one job waits for, in its order, and what it has got. */
final class JobQueue {
    private record Asked(Consumer<Slice> work, long nanos) {}

    private final Job job;
    private final Queue<Asked> waiting = new ArrayDeque<>();
    private long turn;
    private long slices;
    private long tookNanos;
    private long lastNanos;
    private long bytes;
    private long waits;
    private long waitedNanos;
    private long longestNanos;

    JobQueue(Job job) {
        this.job = job;
    }

    Job job() {
        return job;
    }

    void add(Consumer<Slice> work, long nowNanos) {
        waiting.add(new Asked(work, nowNanos));
    }

    boolean waits() {
        return !waiting.isEmpty();
    }

    int waiting() {
        return waiting.size();
    }

    /** In which turn of all jobs it was given its last slice; 0 for never. */
    long turn() {
        return turn;
    }

    /** What waits longest is given a slice. */
    Consumer<Slice> next(long newTurn, long nowNanos) {
        Asked asked = waiting.remove();
        turn = newTurn;
        slices++;
        long waited = nowNanos - asked.nanos();
        waits += waited > 0 ? 1 : 0;
        waitedNanos += waited;
        longestNanos = Math.max(longestNanos, waited);
        return asked.work();
    }

    void ended(long nanos) {
        tookNanos += nanos;
        lastNanos = nanos;
    }

    /** Of the slice that ended last; 0 if none has. */
    long lastNanos() {
        return lastNanos;
    }

    void took(long moreBytes) {
        bytes += moreBytes;
    }

    JobReport report(long nowNanos) {
        long waitingNanos = waiting.isEmpty() ? 0 : nowNanos - waiting.element().nanos();
        return new JobReport(
                job, slices, tookNanos, bytes, waits, waitedNanos, Math.max(longestNanos, waitingNanos), waitingNanos);
    }
}
