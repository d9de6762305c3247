package org.armature.client.internal;

import org.armature.client.observe.AttemptEnded;
import org.armature.client.observe.OperationEnded;
import org.armature.client.observe.Scope;

/**
 * One observer of one operation.
 *
 * @param operation what it keeps for it; may be null
 */
record Watch<S>(Shielded<S> observer, S operation) {
    void attempted(AttemptEnded attempt) {
        observer.tell("attempted", each -> each.attempted(operation, attempt));
    }

    void found(int siblings) {
        observer.tell("found", each -> each.found(operation, siblings));
    }

    Scope entered() {
        Scope scope = observer.asked("entered", each -> each.entered(operation)).orElse(Scope.NONE);
        return () -> observer.tell("close of entered", each -> scope.close());
    }

    void ended(OperationEnded end) {
        observer.tell("ended", each -> each.ended(operation, end));
    }
}
