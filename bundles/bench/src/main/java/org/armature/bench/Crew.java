package org.armature.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** The threads that call. All of them have ended when a call returns, or they are named in the error. */
final class Crew {
    private Crew() {}

    /**
     * Does one task in each of so many threads.
     *
     * @param task of the thread with that number, from 0
     * @param limit after which the tasks are interrupted and the call fails
     */
    static <T> List<T> run(String name, int threads, IntFunction<T> task, Duration limit) {
        List<FutureTask<T>> tasks = new ArrayList<>();
        List<Thread> members = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            int own = number;
            FutureTask<T> todo = new FutureTask<>(() -> task.apply(own));
            tasks.add(todo);
            members.add(new Thread(todo, name + "-" + own));
        }
        members.forEach(Thread::start);
        try {
            return collect(name, tasks, System.nanoTime() + limit.toNanos(), limit);
        } finally {
            members.forEach(Thread::interrupt);
        }
    }

    private static <T> List<T> collect(String name, List<FutureTask<T>> tasks, long end, Duration limit) {
        List<T> results = new ArrayList<>();
        try {
            for (FutureTask<T> task : tasks) {
                results.add(task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            }
            return results;
        } catch (TimeoutException e) {
            throw new BenchFailed(
                    "thread " + name + "-" + results.size() + " had not ended after " + limit.toSeconds()
                            + " s: a call to the target does not return",
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BenchFailed known
                    ? known
                    : new BenchFailed(
                            "thread " + name + "-" + results.size() + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        }
    }
}
