package org.armature.storage;

import java.util.Objects;

/**
 * Whether the contents found at open are all that was acknowledged before.
 *
 * @param state see {@link State}
 * @param detail for the operator: what was compared with what, in numbers
 */
public record OpenReport(State state, String detail) {
    public enum State {
        /** Nothing was there: a new environment. */
        EMPTY,
        /** The last close was clean and the log ends where it ended then. */
        CLEAN,
        /** The process died before; the engine recovered what its durability levels promise. */
        RECOVERED,
        /** Something is missing or damaged: what is read here must be compared with other replicas. */
        DOUBTFUL
    }

    public OpenReport {
        Objects.requireNonNull(state);
        Objects.requireNonNull(detail);
    }
}
