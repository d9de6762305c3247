package org.armature.storage.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
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
            for (Future<Void> piece : threads.invokeAll(pieces, BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                piece.get();
            }
        } catch (CancellationException e) {
            throw new AssertionError("a piece of this test did not end within " + BOUND, e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().toString(), e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Tries again every 50 ms until the condition holds. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + BOUND + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
