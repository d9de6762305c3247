package org.armature.history.judge;

import java.util.List;

/**
 * Something that must not happen, and did.
 *
 * @param where the object, as {@code instance/table/key}; or the node or side, if it is about no object
 * @param subject what it is about there: a value, a dot, a node
 * @param time when it showed; nanoseconds, as in the history
 * @param detail a sentence for people
 * @param around attempts that wrote or read what it is about, as lines of the history, at most a dozen
 */
public record Finding(Kind kind, String where, String subject, long time, String detail, List<String> around) {
    public Finding {
        around = List.copyOf(around);
    }

    public Invariant invariant() {
        return kind.invariant();
    }

    /** In one line, without what is around. */
    @Override
    public String toString() {
        return kind.invariant() + " " + kind + " " + where + " at " + time + ": " + detail;
    }
}
