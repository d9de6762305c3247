package org.armature.bench.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.armature.bench.Schedule;
import org.armature.bench.Script;
import org.armature.bench.Session;
import org.armature.bench.Workload;

/**
 * Operations that are due at even intervals whatever becomes of earlier ones, without a pause until it is stopped: open
 * loop, over all parts of a run.
 */
final class SteadyLoad {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ExecutorService threads;
    private final List<CompletableFuture<Void>> callers = new ArrayList<>();
    private volatile long end = Long.MAX_VALUE;

    private SteadyLoad(int count) {
        threads = Executors.newFixedThreadPool(count);
    }

    /**
     * @param rate operations a second of all threads together
     * @param sessions of the thread with that number
     */
    static SteadyLoad start(Workload workload, double rate, IntFunction<Session> sessions, Timeline timeline) {
        SteadyLoad load = new SteadyLoad(workload.threads());
        double spacing = 1e9 / rate;
        long first = System.nanoTime();
        for (int thread = 0; thread < workload.threads(); thread++) {
            SteadyCaller caller = new SteadyCaller(
                    new Script(workload, thread),
                    sessions.apply(thread),
                    new Schedule(first + (long) (thread * spacing), spacing * workload.threads(), () -> load.end),
                    timeline);
            load.callers.add(CompletableFuture.runAsync(caller, load.threads));
        }
        return load;
    }

    /**
     * Lets everything that was due until now end. Idempotent.
     *
     * @throws TimeoutException if that takes more than a minute
     * @throws ExecutionException if a thread ended by something that is no failure of an operation
     */
    void stop() throws InterruptedException, TimeoutException, ExecutionException {
        end = Math.min(end, System.nanoTime());
        threads.shutdown();
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
