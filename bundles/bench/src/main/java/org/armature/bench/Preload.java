package org.armature.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Writes every key once before anything is measured, each thread its own, so that a read always finds something and
 * every context is known. What an earlier run left under these keys is replaced.
 */
public final class Preload {
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int REPORTS = 10;
    private static final Duration LIMIT = Duration.ofHours(1);

    private final Workload workload;
    private final Clock clock;
    private final Consumer<String> progress;
    private final AtomicInteger written = new AtomicInteger();

    public Preload(Workload workload, Clock clock, Consumer<String> progress) {
        this.workload = workload;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @return how long it took, in nanoseconds
     * @throws BenchFailed if a key can't be written after several attempts, or the whole takes more than an hour
     */
    public long run(Load load) {
        long from = clock.nanos();
        Crew.run("preload", workload.threads(), thread -> loadOwnKeys(load.session(thread), thread), LIMIT);
        return clock.nanos() - from;
    }

    private int loadOwnKeys(Session session, int thread) {
        int own = workload.keysOf(thread);
        for (int i = 0; i < own && !Thread.currentThread().isInterrupted(); i++) {
            write(session, thread + i * workload.threads());
            reportTenths(written.incrementAndGet());
        }
        return own;
    }

    private void write(Session session, int key) {
        for (int attempt = 1; ; attempt++) {
            try {
                session.put(key);
                return;
            } catch (OperationFailed e) {
                if (attempt == ATTEMPTS) {
                    throw new BenchFailed(
                            "key " + key + " could not be loaded in " + ATTEMPTS + " attempts: " + e.getMessage(), e);
                }
                clock.sleepUntil(clock.nanos() + attempt * PAUSE.toNanos());
            }
        }
    }

    private void reportTenths(int count) {
        long tenths = (long) count * REPORTS / workload.keys();
        if (tenths != (long) (count - 1) * REPORTS / workload.keys()) {
            progress.accept("loaded " + count + " of " + workload.keys());
        }
    }
}
