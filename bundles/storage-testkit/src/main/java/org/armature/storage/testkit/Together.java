package org.armature.storage.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs pieces of a test at the same time, within a bound. */
final class Together {
    static final Duration BOUND = Duration.ofSeconds(60);

    private Together() {}

    /** Runs all, each on its own thread; throws the first failure, also of not ending within the bound. */
    static void run(List<Callable<Void>> pieces) {
        ExecutorService threads = Executors.newFixedThreadPool(pieces.size());
        try {
            CompletionService<Void> running = new ExecutorCompletionService<>(threads);
            pieces.forEach(running::submit);
            long end = System.nanoTime() + BOUND.toNanos();
            for (int ended = 0; ended < pieces.size(); ended++) {
                Future<Void> piece = running.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (piece == null) {
                    throw new AssertionError(
                            pieces.size() - ended + " pieces of this test did not end within " + BOUND);
                }
                piece.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().toString(), e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Tries again every millisecond until the condition holds. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + BOUND + ": " + what);
            }
            if (Thread.interrupted()) {
                throw new AssertionError("another piece failed while this one waited for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
