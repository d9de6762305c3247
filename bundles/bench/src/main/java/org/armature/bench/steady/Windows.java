package org.armature.bench.steady;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.armature.bench.Tally;

/**
 * The stretches of time of a run, one after the other without a gap; each operation counts to the one in which it was due.
 * Thread-safe.
 *
 * @param <L> what tells one from another
 */
public final class Windows<L> {
    private final LongSupplier nanoTime;
    private final List<Open<L>> windows = new ArrayList<>();

    /** @param nanoTime monotonic, in nanoseconds */
    public Windows(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static final class Open<L> {
        private final L label;
        private final long from;
        private final Tally tally = new Tally();
        private long to;

        Open(L label, long from) {
            this.label = label;
            this.from = from;
        }
    }

    /**
     * A stretch of time that is over.
     *
     * @param tally of all that was due in it
     */
    public record Window<L>(L label, long nanos, Tally tally) {}

    /** Ends the one before. */
    public synchronized void begin(L label) {
        long now = nanoTime.getAsLong();
        endLast(now);
        windows.add(new Open<>(label, now));
    }

    public synchronized void end() {
        endLast(nanoTime.getAsLong());
    }

    private void endLast(long now) {
        if (!windows.isEmpty()) {
            windows.get(windows.size() - 1).to = now;
        }
    }

    /** The label of the one that goes on. */
    public synchronized L current() {
        return windows.get(windows.size() - 1).label;
    }

    /** @param due monotonic nanoseconds; what was due before the first one counts to that */
    public synchronized void done(boolean read, long due, int versions) {
        of(due).tally.done(read, nanoTime.getAsLong() - due, versions);
    }

    /** Likewise. */
    public synchronized void failed(boolean read, long due, String code) {
        of(due).tally.failed(read, nanoTime.getAsLong() - due, code);
    }

    private Open<L> of(long due) {
        for (int i = windows.size() - 1; i > 0; i--) {
            if (due - windows.get(i).from >= 0) {
                return windows.get(i);
            }
        }
        return windows.get(0);
    }

    /** Once everything that was due has ended. */
    public synchronized List<Window<L>> all() {
        return windows.stream()
                .map(open -> new Window<>(open.label, open.to - open.from, open.tally))
                .toList();
    }
}
