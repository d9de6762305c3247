package org.armature.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/**
 * Threads that each do one thing after the other, at even intervals whatever becomes of earlier ones, without a pause until
 * they are stopped.
 */
public final class OpenLoop {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ExecutorService threads;
    private final List<CompletableFuture<Void>> callers = new ArrayList<>();
    private volatile long end = Long.MAX_VALUE;

    private OpenLoop(int count) {
        threads = Executors.newFixedThreadPool(count);
    }

    /**
     * @param rate how often in a second, all threads together
     * @param callers what the thread with that number does each time; is told when it was due, in monotonic nanoseconds
     */
    public static OpenLoop start(int threads, double rate, IntFunction<LongConsumer> callers) {
        OpenLoop loop = new OpenLoop(threads);
        double spacing = 1e9 / rate;
        long first = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            LongConsumer caller = callers.apply(thread);
            Schedule schedule = new Schedule(first + (long) (thread * spacing), spacing * threads, () -> loop.end);
            loop.callers.add(CompletableFuture.runAsync(() -> call(caller, schedule), loop.threads));
        }
        return loop;
    }

    private static void call(LongConsumer caller, Schedule schedule) {
        for (OptionalLong due = schedule.next(); due.isPresent(); due = schedule.next()) {
            caller.accept(due.getAsLong());
        }
    }

    /**
     * Lets everything that was due until now end. Idempotent.
     *
     * @throws TimeoutException if that takes more than a minute
     * @throws ExecutionException if a thread ended by an exception
     */
    public void stop() throws InterruptedException, TimeoutException, ExecutionException {
        end = Math.min(end, System.nanoTime());
        threads.shutdown();
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
