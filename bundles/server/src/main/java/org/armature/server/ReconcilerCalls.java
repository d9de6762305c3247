package org.armature.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.armature.model.Bytes;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.Sibling;
import org.armature.reconciler.UnfitValue;

/**
 * Calls one reconciler on a few threads of its own, so that one that hangs holds up nobody but itself, and waits for no call
 * longer than it may take. Thread-safe; never blocks whoever asks.
 */
final class ReconcilerCalls {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 256;
    /** What an interrupted call gets to come to its end. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Reconciler reconciler;
    private final ScheduledExecutorService clock;
    private final Runnable stuck;
    private final ThreadPoolExecutor threads;

    /**
     * @param clock is not closed with this
     * @param stuck told if a call does not end although it was interrupted
     */
    ReconcilerCalls(Reconciler reconciler, String name, ScheduledExecutorService clock, Runnable stuck) {
        this.reconciler = reconciler;
        this.clock = clock;
        this.stuck = stuck;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    Thread made = new Thread(work, "armature-reconciler-" + name);
                    made.setDaemon(true);
                    return made;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Comes to an end whatever the reconciler does.
     *
     * @param limit for the call, and for waiting until it begins
     */
    CompletableFuture<MergeResult> merge(List<Sibling> siblings, Duration limit) {
        Call call = new Call(siblings, limit);
        try {
            threads.execute(call);
        } catch (RejectedExecutionException e) {
            call.answer.complete(new MergeResult.Busy());
        }
        return call.answer.completeOnTimeout(new MergeResult.Busy(), 2 * limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes no calls any more. Those it has taken may end, within the limit; others are answered as not asked. */
    void end(Duration limit) {
        threads.shutdown();
        try {
            threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow().forEach(ReconcilerCalls::turnAway);
    }

    private static boolean turnAway(Runnable waiting) {
        return ((Call) waiting).answer.complete(new MergeResult.Busy());
    }

    private final class Call implements Runnable {
        private final List<Sibling> siblings;
        private final Duration limit;
        private final long askedNanos = System.nanoTime();
        private final CompletableFuture<MergeResult> answer = new CompletableFuture<>();
        private Thread runner;

        Call(List<Sibling> siblings, Duration limit) {
            this.siblings = siblings;
            this.limit = limit;
        }

        @Override
        public void run() {
            if (System.nanoTime() - askedNanos > limit.toNanos()) {
                answer.complete(new MergeResult.Busy());
                return;
            }
            begin();
            ScheduledFuture<?> alarm = clock.schedule(this::late, limit.toNanos(), TimeUnit.NANOSECONDS);
            MergeResult result = call();
            alarm.cancel(false);
            end();
            answer.complete(result);
        }

        private MergeResult call() {
            try {
                byte[] merged = reconciler.merge(siblings);
                return merged == null
                        ? new MergeResult.Failed("it made null")
                        : new MergeResult.Merged(Bytes.wrap(merged));
            } catch (UnfitValue e) {
                return new MergeResult.Unfit(String.valueOf(e.getMessage()));
            } catch (RuntimeException | Error e) {
                return new MergeResult.Failed("it threw " + e);
            }
        }

        private synchronized void begin() {
            runner = Thread.currentThread();
        }

        /** An interrupt that came too late must not meet the next call. */
        private synchronized void end() {
            runner = null;
            Thread.interrupted();
        }

        private synchronized void late() {
            if (runner != null) {
                answer.complete(new MergeResult.Late());
                runner.interrupt();
                clock.schedule(this::stillThere, GRACE.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private void stillThere() {
            boolean there;
            synchronized (this) {
                there = runner != null;
            }
            if (there) {
                stuck.run();
            }
        }
    }
}
