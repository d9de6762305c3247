package org.armature.history;

import java.io.IOException;

/** A line of a history can't be understood, or contradicts an earlier one, so that nothing can be said of the run. */
public final class DamagedHistory extends IOException {
    private static final long serialVersionUID = 1L;

    private final long line;

    DamagedHistory(long line, String reason, Throwable cause) {
        super("line " + line + ": " + reason, cause);
        this.line = line;
    }

    DamagedHistory(long line, String reason) {
        this(line, reason, null);
    }

    /** Counted from 1. */
    public long line() {
        return line;
    }
}
