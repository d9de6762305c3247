package org.armature.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The calls of one blocking thread, one after the other: where it waits and its answers arrive. */
final class EchoCalls {
    static final int THREAD_BITS = 16;
    static final String TIMEOUT = "ECHO_TIMEOUT";

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final int thread;
    private long begun;
    private Thread waiting;
    private volatile long awaited;
    /** Published by {@link #answered}. */
    private byte[] body;

    private volatile long answered;

    EchoCalls(int thread) {
        this.thread = thread;
    }

    /** @return the next call's correlation; its low bits name the thread */
    long begin() {
        waiting = Thread.currentThread();
        awaited = ++begun << THREAD_BITS | thread;
        return awaited;
    }

    /** Waits for the answer to the call begun last. */
    byte[] await(long correlation) throws OperationFailed {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (answered != correlation) {
            long left = end - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                throw new OperationFailed(TIMEOUT, "no echo within " + DEADLINE.toSeconds() + " s");
            }
            LockSupport.parkNanos(this, left);
        }
        return body;
    }

    /** On the network thread. An answer that comes after its call was given up is dropped. */
    void answer(long correlation, byte[] received) {
        if (correlation == awaited) {
            body = received;
            answered = correlation;
            LockSupport.unpark(waiting);
        }
    }
}
