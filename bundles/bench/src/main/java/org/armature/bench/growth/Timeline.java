package org.armature.bench.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The parts of a run, one after the other without a gap; each operation counts to the one in which it was due. Thread-safe. */
final class Timeline {
    private final LongSupplier nanoTime;
    private final List<Part> parts = new ArrayList<>();

    Timeline(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Ends the part before. */
    synchronized void begin(int pair, Stage stage) {
        long now = nanoTime.getAsLong();
        endLast(now);
        parts.add(new Part(pair, stage, now));
    }

    synchronized void end() {
        endLast(nanoTime.getAsLong());
    }

    private void endLast(long now) {
        if (!parts.isEmpty()) {
            last().end(now);
        }
    }

    private Part last() {
        return parts.get(parts.size() - 1);
    }

    /** @param due monotonic nanoseconds; what was due before the first part counts to that */
    synchronized void done(boolean read, long due, int versions) {
        partOf(due).tally().done(read, nanoTime.getAsLong() - due, versions);
    }

    /** Likewise. */
    synchronized void failed(boolean read, long due, String code) {
        partOf(due).tally().failed(read, nanoTime.getAsLong() - due, code);
    }

    private Part partOf(long due) {
        for (int i = parts.size() - 1; i > 0; i--) {
            if (due - parts.get(i).from() >= 0) {
                return parts.get(i);
            }
        }
        return parts.get(0);
    }

    /** To the part that goes on. */
    synchronized void asked(Copies answer) {
        last().asked(answer);
    }

    /** Likewise. */
    synchronized void changed(Change change) {
        last().changed(change);
    }

    /** Once everything that was due has ended. */
    synchronized List<PartReport> reports() {
        return parts.stream().map(Part::report).toList();
    }
}
