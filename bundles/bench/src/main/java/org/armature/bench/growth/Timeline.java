package org.armature.bench.growth;

import java.util.List;
import java.util.function.LongSupplier;
import org.armature.bench.steady.Copies;
import org.armature.bench.steady.Windows;

/** The parts of a run, with the load in each and what was found meanwhile. Thread-safe. */
final class Timeline {
    private final Windows<Part> windows;

    Timeline(LongSupplier nanoTime) {
        this.windows = new Windows<>(nanoTime);
    }

    /** Where operations are counted. */
    Windows<?> windows() {
        return windows;
    }

    /** Ends the part before. */
    synchronized void begin(int pair, Stage stage) {
        windows.begin(new Part(pair, stage));
    }

    void end() {
        windows.end();
    }

    /** To the part that goes on. */
    synchronized void asked(Copies answer) {
        windows.current().asked(answer);
    }

    /** Likewise. */
    synchronized void changed(Change change) {
        windows.current().changed(change);
    }

    /** Once everything that was due has ended. */
    synchronized List<PartReport> reports() {
        return windows.all().stream().map(PartReport::of).toList();
    }
}
