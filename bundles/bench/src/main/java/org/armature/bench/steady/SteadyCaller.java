package org.armature.bench.steady;

import org.armature.bench.OperationFailed;
import org.armature.bench.Script;
import org.armature.bench.Session;

/** Carries out the next operation of one thread each time one is due. */
public record SteadyCaller(Script script, Session session, Windows<?> windows) {
    public void carryOutNext(long due) {
        Script.Operation operation = script.next();
        try {
            int versions = operation.read() ? session.get(operation.key()) : session.put(operation.key());
            windows.done(operation.read(), due, versions);
        } catch (OperationFailed failure) {
            windows.failed(operation.read(), due, failure.code());
        }
    }
}
