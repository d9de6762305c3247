package org.armature.demo.screen;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** How far something has come: a bar drawn in place on a terminal, elsewhere a line every five seconds. Thread-safe. */
public final class Progress {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final String what;
    private final long total;
    private long latest;
    private long nextDrawing;
    private boolean drawn;

    Progress(PrintStream out, boolean terminal, LongSupplier nanos, String what, long total) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.what = what;
        this.total = total;
        this.nextDrawing = nanos.getAsLong() + (terminal ? 0 : LINE_NANOS);
    }

    /** @param done of the total; less than was said before is ignored, since threads may be late */
    public synchronized void update(long done) {
        latest = Math.max(latest, done);
        long now = nanos.getAsLong();
        if (now - nextDrawing < 0) {
            return;
        }
        nextDrawing = now + (terminal ? REDRAW_NANOS : LINE_NANOS);
        if (terminal) {
            int filled = (int) (WIDTH * latest / Math.max(1, total));
            out.print("\r" + what + "  [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + count());
            drawn = true;
        } else {
            out.println(what + "  " + count());
        }
        out.flush();
    }

    private String count() {
        return Figures.count(latest) + " of " + Figures.count(total);
    }

    /** Puts the last word in the place of the bar. */
    public synchronized void done(String result) {
        String line = what + "  " + result;
        int bar = what.length() + WIDTH + 2 * Figures.count(total).length() + 10;
        out.println(drawn ? "\r" + line + " ".repeat(Math.max(0, bar - line.length())) : line);
        out.flush();
        drawn = false;
    }
}
