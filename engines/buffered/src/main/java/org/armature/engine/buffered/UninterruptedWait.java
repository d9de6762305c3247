package org.armature.engine.buffered;

import java.util.concurrent.locks.Condition;

/** Waits that an interrupt does not end for good: a caller that is interrupted is served, and stays interrupted. */
final class UninterruptedWait {
    private UninterruptedWait() {}

    /** Returns when signalled, when the time is over, or for no reason: call it in a loop. */
    @SuppressWarnings("WaitNotInLoop") // its callers loop
    static void on(Condition condition, long nanos) {
        boolean interrupted = Thread.interrupted();
        try {
            condition.awaitNanos(nanos);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
