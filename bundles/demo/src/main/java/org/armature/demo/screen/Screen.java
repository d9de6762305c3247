package org.armature.demo.screen;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Where a program tells what it does. Thread-safe.
 */
public final class Screen {
    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;

    /** @param terminal whether a person watches: then bars are drawn in place */
    public Screen(PrintStream out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    /** @param nanos a monotonic clock, in nanoseconds */
    Screen(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Begins something that takes time; say what it came to with {@link Progress#done}. */
    public Progress progress(String what, long total) {
        return new Progress(out, terminal, nanos, what, total);
    }

    /** A clock to measure what is shown, started now. */
    public Stopwatch stopwatch() {
        long began = nanos.getAsLong();
        return () -> nanos.getAsLong() - began;
    }

    /** Time passed since it was started. */
    public interface Stopwatch {
        long nanos();

        /** Such as {@code 1.9 s}. */
        default String shown() {
            return Figures.seconds(nanos());
        }
    }
}
