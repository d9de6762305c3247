package org.armature.history.judge;

import java.util.ArrayList;
import java.util.List;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.Outcome;

/** A value written to an object, by one attempt or by several of one request. */
final class Write {
    private final String value;
    private final List<Attempt> attempts = new ArrayList<>();
    private int index;
    private long start = Fact.NEVER;
    private long acknowledged = Fact.NEVER;
    private boolean failed = true;

    Write(String value) {
        this.value = value;
    }

    void add(Attempt attempt) {
        attempts.add(attempt);
        start = Math.min(start, attempt.start());
        failed &= attempt.answer().outcome() == Outcome.FAILED;
        if (attempt.isOk()) {
            acknowledged = Math.min(acknowledged, attempt.end());
        }
    }

    void number(int place) {
        index = place;
    }

    /** Its place among the object's writes, in the order in which they were first sent. */
    int index() {
        return index;
    }

    String value() {
        return value;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    boolean isDelete() {
        return attempts.get(0).type() == Attempt.Type.DELETE;
    }

    /** When it was first sent. */
    long start() {
        return start;
    }

    /** When it was first acknowledged; never, if it was not. */
    long acknowledged() {
        return acknowledged;
    }

    boolean isAcknowledged() {
        return acknowledged != Fact.NEVER;
    }

    /** Whether every attempt was reported as certainly not done. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public String toString() {
        return value;
    }
}
