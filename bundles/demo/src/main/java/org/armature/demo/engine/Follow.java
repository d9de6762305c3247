package org.armature.demo.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.armature.client.StoreException;

/** Waits for what a node does, which tells nobody when it is done, and may be too busy to answer now and then. */
public final class Follow {
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final int MOST_FAILURES = 10;

    private Follow() {}

    /**
     * @throws TimeoutException saying what did not happen, if there is nothing at the limit
     * @throws StoreException if the node did not answer several times, one after the other
     */
    static <T> T until(Duration limit, Supplier<String> what, Supplier<Optional<T>> look)
            throws InterruptedException, TimeoutException {
        return until(limit, OFTEN, what, look);
    }

    /**
     * Likewise.
     *
     * @param every how long to wait between two looks
     */
    public static <T> T until(Duration limit, Duration every, Supplier<String> what, Supplier<Optional<T>> look)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limit.toNanos();
        int failures = 0;
        while (true) {
            try {
                Optional<T> found = look.get();
                if (found.isPresent()) {
                    return found.get();
                }
                failures = 0;
            } catch (StoreException.Unavailable | StoreException.ReadFailed e) {
                failures++;
                if (failures == MOST_FAILURES) {
                    throw e;
                }
            }
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("after " + limit.toSeconds() + " s still waiting for " + what.get());
            }
            LockSupport.parkNanos(every.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
