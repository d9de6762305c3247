package org.armature.client.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.armature.client.observe.AttemptEnded;
import org.armature.client.observe.OperationEnded;
import org.armature.client.observe.Scope;

/** An operation that somebody watches. Thread-safe. */
final class ToldObservation implements Observation {
    private final List<Watch<?>> watches;
    private final long begunNanos = System.nanoTime();
    private final AtomicInteger attempts = new AtomicInteger();

    ToldObservation(List<Watch<?>> watches) {
        this.watches = watches;
    }

    @Override
    public void attempts(Attempt latest) {
        long now = System.nanoTime();
        for (Attempt attempt : Attempt.firstToLast(latest)) {
            AttemptEnded ended = attempt.ended(attempts.incrementAndGet(), now);
            watches.forEach(watch -> watch.attempted(ended));
        }
    }

    @Override
    public void found(int siblings) {
        watches.forEach(watch -> watch.found(siblings));
    }

    @Override
    public <T> T within(Supplier<T> code) {
        return within(0, code);
    }

    /** The scopes of the observers from that one on, one within the other. */
    private <T> T within(int watch, Supplier<T> code) {
        if (watch == watches.size()) {
            return code.get();
        }
        Scope scope = watches.get(watch).entered();
        try {
            return within(watch + 1, code);
        } finally {
            scope.close();
        }
    }

    @Override
    public void ended(Ending ending) {
        OperationEnded end = new OperationEnded(
                ending.outcome(), ending.code(), attempts.get(), ending.failedKeys(), System.nanoTime() - begunNanos);
        watches.forEach(watch -> watch.ended(end));
    }
}
