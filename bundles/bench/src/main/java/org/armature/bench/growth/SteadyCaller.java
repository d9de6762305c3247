package org.armature.bench.growth;

import java.util.OptionalLong;
import org.armature.bench.OperationFailed;
import org.armature.bench.Schedule;
import org.armature.bench.Script;
import org.armature.bench.Session;

/** One thread of a {@link SteadyLoad}: its operations when each is due, or as soon after as the one before has ended. */
final class SteadyCaller implements Runnable {
    private final Script script;
    private final Session session;
    private final Schedule schedule;
    private final Timeline timeline;

    SteadyCaller(Script script, Session session, Schedule schedule, Timeline timeline) {
        this.script = script;
        this.session = session;
        this.schedule = schedule;
        this.timeline = timeline;
    }

    @Override
    public void run() {
        for (OptionalLong due = schedule.next(); due.isPresent(); due = schedule.next()) {
            carryOut(script.next(), due.getAsLong());
        }
    }

    private void carryOut(Script.Operation operation, long due) {
        try {
            int versions = operation.read() ? session.get(operation.key()) : session.put(operation.key());
            timeline.done(operation.read(), due, versions);
        } catch (OperationFailed failure) {
            timeline.failed(operation.read(), due, failure.code());
        }
    }
}
