package org.armature.bench;

/** One thread of the load: draws operations, waits for their time, carries them out, keeps count. */
final class Caller {
    private final Script script;
    private final Session session;
    private final Clock clock;

    Caller(Script script, Session session, Clock clock) {
        this.script = script;
        this.session = session;
        this.clock = clock;
    }

    /**
     * Calls until the time is over; an operation then in flight is waited for.
     *
     * @param until as the clock counts
     */
    Tally call(Pacing pacing, long until) {
        Tally tally = new Tally();
        while (!Thread.currentThread().isInterrupted()) {
            long intended = pacing.next(clock.nanos());
            if (intended >= until) {
                return tally;
            }
            Script.Operation operation = script.next();
            clock.sleepUntil(intended);
            if (clock.nanos() >= until) {
                tally.notBegun(operation.read(), until - intended);
            } else {
                carryOut(operation, intended, tally);
            }
        }
        return tally;
    }

    private void carryOut(Script.Operation operation, long intended, Tally tally) {
        try {
            int versions = operation.read() ? session.get(operation.key()) : session.put(operation.key());
            tally.done(operation.read(), clock.nanos() - intended, versions);
        } catch (OperationFailed e) {
            tally.failed(operation.read(), clock.nanos() - intended, e.code());
        }
    }
}
