package org.armature.engine.bdbje;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.armature.storage.StorageException;

/**
 * Runs work on a thread of its own that nobody can interrupt. An interrupt inside JE's file I/O closes the file and
 * makes the whole environment invalid, so what opens, closes and forces runs here; it is rare enough for that.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Waits for the result however often the caller is interrupted, which it stays. */
    static <T> T call(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(result, work), "bdbje-uninterrupted");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.join();
        } catch (CompletionException e) {
            throw rethrown(e.getCause());
        }
    }

    static void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new StorageException.Unavailable(cause.toString());
    }
}
