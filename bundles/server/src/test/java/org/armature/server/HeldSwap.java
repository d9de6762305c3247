package org.armature.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An exchange of an engine that stands still where the next one opens its first environment, until it is let go. */
final class HeldSwap implements AutoCloseable {
    private final CountDownLatch opening = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<SwapTimes> times = new CompletableFuture<>();

    /** Returns when the environments before are closed, and the next one is about to open. */
    HeldSwap(EngineBindings bindings, ShelfEngine next, SwapLimits limits) {
        next.beforeOpen(() -> {
            opening.countDown();
            await(release);
        });
        Thread swap = new Thread(() -> {
            try {
                times.complete(bindings.swap(next, limits));
            } catch (SwapFailed | RuntimeException e) {
                times.completeExceptionally(e);
            }
        });
        swap.setDaemon(true);
        swap.start();
        await(opening);
    }

    /** Lets the next engine open, and returns when the exchange has ended. */
    SwapTimes letGo() throws SwapFailed {
        release.countDown();
        try {
            return times.get(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SwapFailed failed) {
                throw failed;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the exchange goes on and on", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still waiting");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        release.countDown();
    }
}
