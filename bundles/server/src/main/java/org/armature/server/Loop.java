package org.armature.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that takes what it is told in batches, in order. Telling never blocks and is safe from any thread.
 *
 * @param <T> what it is told
 */
abstract class Loop<T> implements AutoCloseable {
    private static final int MAX_BATCH = 512;
    private static final long ENDED = Long.MIN_VALUE;

    private final Queue<T> mailbox = new ConcurrentLinkedQueue<>();
    private final Queue<T> batch = new ArrayDeque<>();
    private final Thread thread;
    private final Broken broken;
    private volatile boolean parked;
    private volatile boolean closed;

    /** @param broken told if handling or idling throws, after which the loop has ended */
    Loop(String name, Broken broken) {
        this.broken = broken;
        thread = new EngineThread(this::run, name);
    }

    void start() {
        thread.start();
    }

    void tell(T item) {
        mailbox.add(item);
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** Has {@link #idle} called soon, or what was told handled; safe from any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Handles what was told, at least one item, and empties the batch. */
    abstract void handle(Queue<T> batch);

    /**
     * Called when nothing is waiting.
     *
     * @return how long to sleep at most, in nanoseconds, unless told something
     */
    long idle() {
        return Long.MAX_VALUE;
    }

    /** Called once when it has ended, on its thread. */
    void ended() {}

    private void run() {
        try {
            takeUntilClosed();
            ended();
        } catch (RuntimeException | Error e) {
            broken.because(thread.getName(), e);
        }
    }

    private void takeUntilClosed() {
        for (long nanos = turn(); nanos != ENDED; nanos = turn()) {
            sleep(nanos);
        }
    }

    /**
     * What there is to do now. {@code bin/armature} forbids the compiler to make this part of what calls it: a thread that
     * sleeps would keep alive all classes in its code, those of an engine's bundle that was exchanged too.
     *
     * @return how long to sleep at most, in nanoseconds; or that it has ended
     */
    private long turn() {
        T item;
        while (batch.size() < MAX_BATCH && (item = mailbox.poll()) != null) {
            batch.add(item);
        }
        if (!batch.isEmpty()) {
            handle(batch);
            return 0;
        }
        return closed ? ENDED : idle();
    }

    private void sleep(long nanos) {
        if (nanos > 0) {
            parked = true;
            if (mailbox.isEmpty() && !closed) {
                LockSupport.parkNanos(this, nanos);
            }
            parked = false;
        }
    }

    /** Ends once everything told before is handled; does not wait for that. */
    void end() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** After {@link #end}: returns when it has ended, or after the limit; not on the loop's own thread. */
    void awaitEnd(Duration limit) {
        try {
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether its thread has not ended, or begun. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /** Ends once everything told before is handled; waits for that, unless called on the loop's own thread. */
    @Override
    public void close() {
        end();
        boolean interrupted = false;
        while (thread.isAlive() && !Thread.currentThread().equals(thread)) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
