package org.armature.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.armature.bench.Schedule;
import org.armature.demo.traffic.RecordingClient;
import org.armature.model.TableName;

/** Callers that read and write at fixed times, whatever becomes of earlier requests, until they are told to stop. */
final class OpenLoad {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ExecutorService threads;
    private final Samples samples = new Samples();
    private final List<CompletableFuture<Void>> callers = new ArrayList<>();
    private volatile long end = Long.MAX_VALUE;

    private OpenLoad(int count) {
        threads = Executors.newFixedThreadPool(count);
    }

    /**
     * @param prefix of the keys
     * @param clients makes each caller's client from its name
     */
    static OpenLoad start(FaultsPlan plan, TableName table, String prefix, Function<String, RecordingClient> clients) {
        OpenLoad load = new OpenLoad(plan.threads());
        double interval = plan.threads() * 1e9 / plan.rate();
        long first = System.nanoTime();
        for (int i = 0; i < plan.threads(); i++) {
            OpenCaller caller = new OpenCaller(
                    clients.apply("caller-" + i),
                    new CallerKeys(table, prefix, i, plan.seed()),
                    new Schedule(first + (long) (i * 1e9 / plan.rate()), interval, () -> load.end),
                    load.samples);
            load.callers.add(CompletableFuture.runAsync(caller, load.threads));
        }
        return load;
    }

    Samples samples() {
        return samples;
    }

    /**
     * Lets everything that was due until now end. Idempotent.
     *
     * @throws TimeoutException if that takes more than a minute
     * @throws ExecutionException if a caller ended by an exception that is no failure of the store
     */
    void stop() throws InterruptedException, TimeoutException, ExecutionException {
        end = Math.min(end, System.nanoTime());
        threads.shutdown();
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
