package org.armature.microbench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Some callers of an engine at the same time, on threads such as a node's. */
public final class Callers {
    private Callers() {}

    /**
     * Returns when all have ended, with what each returned.
     *
     * @param task of the caller with that number, from 0
     * @throws IllegalStateException if one of them failed; its failure is the cause
     */
    public static <T> List<T> together(int callers, String name, IntFunction<Callable<T>> task) {
        ExecutorService threads = new ShardLikeThreads(callers, name);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                running.add(threads.submit(task.apply(caller)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdown();
        }
    }
}
