package org.armature.demo.history;

import java.util.Locale;

/** What a client was told of its write. */
public enum Outcome {
    /** Acknowledged: it has to be there for ever, or replaced by a write that had seen it. */
    OK,
    /** Certainly not done: it must never be seen. */
    FAIL,
    /** It may have happened; both are right. */
    UNKNOWN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
