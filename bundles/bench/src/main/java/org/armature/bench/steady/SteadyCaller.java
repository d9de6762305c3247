package org.armature.bench.growth;

import org.armature.bench.OperationFailed;
import org.armature.bench.Script;
import org.armature.bench.Session;

/** Carries out the next operation of one thread each time one is due. */
record SteadyCaller(Script script, Session session, Timeline timeline) {
    void carryOutNext(long due) {
        Script.Operation operation = script.next();
        try {
            int versions = operation.read() ? session.get(operation.key()) : session.put(operation.key());
            timeline.done(operation.read(), due, versions);
        } catch (OperationFailed failure) {
            timeline.failed(operation.read(), due, failure.code());
        }
    }
}
