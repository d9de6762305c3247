package org.armature.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for another thread of this node, so long and no longer. */
final class Patience {
    private Patience() {}

    /** @return empty if it has not come by then, or the node stops: it may come later */
    static <T> Optional<T> within(Duration limit, CompletableFuture<T> answer) {
        try {
            return Optional.of(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody fails such an answer", e);
        }
    }
}
