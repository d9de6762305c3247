package org.armature.bench;

import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What became of the operations of one thread, or of several once merged. Latencies are in nanoseconds, exact to three
 * digits, and count whether or not the operation succeeded: leaving out those that failed slowly would flatter. Not
 * thread-safe.
 */
public final class Tally {
    private static final int DIGITS = 3;

    private final Histogram reads = new Histogram(DIGITS);
    private final Histogram writes = new Histogram(DIGITS);
    private final SortedMap<String, Long> errors = new TreeMap<>();
    private long readsDone;
    private long writesDone;
    private long conflicts;
    private long notBegun;

    public Tally() {
        reads.setAutoResize(true);
        writes.setAutoResize(true);
    }

    /** @param versions the answer showed */
    public void done(boolean read, long nanos, int versions) {
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

    public void failed(boolean read, long nanos, String code) {
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

    public void add(Tally other) {
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

    public Histogram reads() {
        return reads;
    }

    public Histogram writes() {
        return writes;
    }

    public Histogram all() {
        Histogram both = reads.copy();
        both.add(writes);
        return both;
    }

    public long readsDone() {
        return readsDone;
    }

    public long writesDone() {
        return writesDone;
    }

    /** Operations that succeeded. */
    public long done() {
        return readsDone + writesDone;
    }

    public SortedMap<String, Long> errors() {
        return errors;
    }

    /** Answers that showed siblings. */
    public long conflicts() {
        return conflicts;
    }

    long notBegun() {
        return notBegun;
    }
}
