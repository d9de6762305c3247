package org.armature.bench;

import java.util.concurrent.locks.LockSupport;

/** Monotonic time in nanoseconds, and waiting for it. */
public interface Clock {
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanos) {
            for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
                LockSupport.parkNanos(left);
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        }
    };

    long nanos();

    /** Returns at once if that time has passed, early only if the thread is interrupted. */
    void sleepUntil(long nanos);
}
