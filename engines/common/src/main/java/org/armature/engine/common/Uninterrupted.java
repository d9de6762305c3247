package org.armature.engine.common;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.armature.storage.StorageException;
import org.armature.storage.Uninterruptible;

/**
 * Keeps interrupts away from an engine's library: work runs on a thread that nobody can interrupt, the caller's own if it
 * is one. An interrupt inside the file I/O of JE closes the file and makes the whole environment invalid; one between the
 * reservation of a place in JE's log buffer and the copy into it leaves the buffer pinned for ever, and every later flush
 * waits for it. A pool of connections refuses a caller that is interrupted.
 */
public final class Uninterrupted {
    private static final class OwnThread extends Thread implements Uninterruptible {
        OwnThread(Runnable work) {
            super(work, Thread.currentThread().getName() + "-uninterrupted");
            setDaemon(true);
        }

        @Override
        public void interrupt() {
            // see Uninterruptible
        }
    }

    private Uninterrupted() {}

    /**
     * Returns the result however often the caller is interrupted, which it stays. What the work throws is thrown; checked
     * exceptions as {@link StorageException.Unavailable}.
     */
    public static <T> T call(Callable<T> work) {
        return Thread.currentThread() instanceof Uninterruptible ? here(work) : elsewhere(work);
    }

    /** As {@link #call}, for work without a result. */
    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    private static <T> T here(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StorageException.Unavailable(e.toString());
        }
    }

    private static <T> T elsewhere(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new OwnThread(() -> complete(result, work)).start();
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
        try {
            result.complete(here(work));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }
}
