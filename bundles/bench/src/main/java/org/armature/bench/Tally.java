package org.armature.bench;

import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What became of the operations of one thread, or of several once merged. Latencies are in nanoseconds, exact to three
 * digits, and count whether or not the operation succeeded: leaving out those that failed slowly would flatter. Not
 * thread-safe.
 */
final class Tally {
    private static final int DIGITS = 3;

    private final Histogram reads = new Histogram(DIGITS);
    private final Histogram writes = new Histogram(DIGITS);
    private final SortedMap<String, Long> errors = new TreeMap<>();
    private long readsDone;
    private long writesDone;
    private long conflicts;
    private long notBegun;

    Tally() {
        reads.setAutoResize(true);
        writes.setAutoResize(true);
    }

    /** @param versions the answer showed */
    void done(boolean read, long nanos, int versions) {
        latencies(read).recordValue(nanos);
        if (read) {
            readsDone++;
        } else {
            writesDone++;
        }
        if (versions > 1) {
            conflicts++;
        }
    }

    void failed(boolean read, long nanos, String code) {
        latencies(read).recordValue(nanos);
        errors.merge(code, 1L, Long::sum);
    }

    /**
     * An operation that was due and never sent, for the target was still busy with earlier ones when the time was over.
     *
     * @param nanos for which it had waited: its latency would have been more
     */
    void notBegun(boolean read, long nanos) {
        latencies(read).recordValue(nanos);
        notBegun++;
    }

    void add(Tally other) {
        reads.add(other.reads);
        writes.add(other.writes);
        other.errors.forEach((code, count) -> errors.merge(code, count, Long::sum));
        readsDone += other.readsDone;
        writesDone += other.writesDone;
        conflicts += other.conflicts;
        notBegun += other.notBegun;
    }

    private Histogram latencies(boolean read) {
        return read ? reads : writes;
    }

    Histogram reads() {
        return reads;
    }

    Histogram writes() {
        return writes;
    }

    Histogram all() {
        Histogram both = reads.copy();
        both.add(writes);
        return both;
    }

    long readsDone() {
        return readsDone;
    }

    long writesDone() {
        return writesDone;
    }

    /** Operations that succeeded. */
    long done() {
        return readsDone + writesDone;
    }

    SortedMap<String, Long> errors() {
        return errors;
    }

    /** Answers that showed siblings. */
    long conflicts() {
        return conflicts;
    }

    long notBegun() {
        return notBegun;
    }
}
