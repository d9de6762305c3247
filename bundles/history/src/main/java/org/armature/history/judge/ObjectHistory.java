package org.armature.history.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.armature.history.Attempt;
import org.armature.history.Fact;

/** What is known of one object, in the order in which it was noted. */
final class ObjectHistory {
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Operation, Integer> unanswered = new HashMap<>();
    private final List<Fact.Copy> copies = new ArrayList<>();
    private final List<Noted> story = new ArrayList<>();

    private record Operation(String proc, long op) {}

    /** In place of the same operation, if that was noted as sent before. */
    void add(Attempt attempt) {
        Operation operation = new Operation(attempt.proc(), attempt.op());
        Integer begun = unanswered.isEmpty() ? null : unanswered.remove(operation);
        if (begun != null) {
            attempts.set(begun, attempt);
            return;
        }
        if (attempt.end() == Fact.NEVER) {
            unanswered.put(operation, attempts.size());
        }
        attempts.add(attempt);
    }

    void add(Fact.Copy copy) {
        copies.add(copy);
    }

    /** For {@link #story}. */
    void tell(long number, Fact fact) {
        story.add(new Noted(number, fact));
    }

    List<Attempt> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    List<Fact.Copy> copies() {
        return Collections.unmodifiableList(copies);
    }

    /** What was noted of versions and hints on nodes, and attempts that say which nodes hold them. */
    List<Noted> story() {
        return Collections.unmodifiableList(story);
    }
}
