package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on what is added in the order of its coming, on a thread of its own: on all at once that waits, so that much is
 * forced to disk with little more than the time of one. Thread-safe.
 */
final class Batches<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Consumer<List<T>> work;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor thread;

    /** @param work never given an empty batch; what it throws is told in the log, and the next batch is worked on */
    Batches(String name, Consumer<List<T>> work) {
        this.name = name;
        this.work = work;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::daemon,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private Thread daemon(Runnable run) {
        Thread made = new Thread(run, name);
        made.setDaemon(true);
        return made;
    }

    /** Nothing is done with what is added after the end. */
    void add(T item) {
        waiting.add(item);
        thread.execute(this::workOnAll);
    }

    private void workOnAll() {
        List<T> batch = new ArrayList<>();
        for (T item = waiting.poll(); item != null; item = waiting.poll()) {
            batch.add(item);
        }
        if (batch.isEmpty()) {
            return; // an earlier turn took it along
        }
        try {
            work.accept(batch);
        } catch (RuntimeException | Error e) {
            LOG.error("batch failed thread={} items={}", name, batch.size(), e);
        }
    }

    /** Asks on the same thread, once everything added before is done; answered by a failure after the end. */
    <R> CompletableFuture<R> ask(Callable<R> question) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception | Error e) {
                answer.completeExceptionally(e);
            }
        });
        if (thread.isShutdown()) {
            answer.completeExceptionally(new IllegalStateException(name + " has ended"));
        }
        return answer;
    }

    /** Returns when what was added before is done, or that takes too long. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("still at work at the stop thread={}", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
