package org.armature.client.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that sees to everything a client does by the clock. Nothing is scheduled call by call: there is one
 * sweep over all that is in flight, and only the time of the next one is kept. As most calls are answered long before
 * their time, a new one almost never moves that time: it costs a volatile read. An idle client does not wake up.
 */
final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    /** Two sweeps are never closer; no timer here is finer. */
    private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** "Never", as a time that can still be compared with others. */
    static final long FAR_NANOS = TimeUnit.DAYS.toNanos(1);

    private final LongConsumer sweep;
    private final Thread thread;
    private volatile long wakeAt = System.nanoTime() + FAR_NANOS;
    private volatile boolean closed;

    /** @param sweep given the time, does what is due, and expects everything that is not due yet once more */
    Timers(String threadName, LongConsumer sweep) {
        this.sweep = sweep;
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Sees to it that there is a sweep at that time or before, within the grain. */
    void expect(long nanoTime) {
        if (nanoTime - wakeAt >= 0) {
            return;
        }
        synchronized (this) {
            if (nanoTime - wakeAt < 0) {
                wakeAt = nanoTime;
                LockSupport.unpark(thread);
            }
        }
    }

    private void run() {
        long earliest = System.nanoTime();
        while (!closed) {
            long now = System.nanoTime();
            long ahead = Math.max(wakeAt - now, earliest - now);
            if (ahead > 0) {
                LockSupport.parkNanos(this, ahead);
            } else {
                earliest = now + GRAIN_NANOS;
                sweepAt(now);
            }
        }
    }

    private void sweepAt(long now) {
        synchronized (this) {
            wakeAt = now + FAR_NANOS;
        }
        try {
            sweep.accept(now);
        } catch (RuntimeException | Error e) { // without this thread no call would ever end
            LOG.error("client timer failed; calls in flight may end later than their deadline", e);
            expect(now + TimeUnit.SECONDS.toNanos(1));
        }
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Returns when the thread has ended, unless it is the caller. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (!isCurrentThread() && thread.isAlive()) {
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
