package org.armature.demo.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what a node does, which tells nobody when it is done. */
final class Follow {
    private static final long POLL_NANOS = 50_000_000;

    private Follow() {}

    /** @throws TimeoutException saying what did not happen, if there is nothing at the limit */
    static <T> T until(Duration limit, Supplier<String> what, Supplier<Optional<T>> look)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("after " + limit.toSeconds() + " s still waiting for " + what.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
