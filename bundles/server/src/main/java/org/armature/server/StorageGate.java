package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What every storage call of an environment passes, so that the environment can be closed and opened again under the
 * node. While the gate is shut, whoever is refused keeps its call and tries again when told; those that passed before
 * are waited for. It knows of single calls only and never of what they belong to: a read that has passed and the write
 * that follows it, and waits, hold up nobody.
 *
 * <p>Thread-safe. One at a time may shut and open it.
 */
final class StorageGate {
    private static final int SHUT = 1 << 30;

    private final LongSupplier nanoTime;

    /** How many calls are under way, and {@link #SHUT}. */
    private final AtomicInteger state = new AtomicInteger();

    private final List<Runnable> waiting = new ArrayList<>();
    private volatile long refusesAtNanos;

    /** @param nanoTime monotonic */
    StorageGate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @return whether the call may go on; then {@link #leave} must follow */
    boolean enter() {
        for (int now = state.get(); (now & SHUT) == 0; now = state.get()) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** For a call that has entered and goes on elsewhere, whether or not the gate is shut by now; it leaves once more. */
    void enterAgain() {
        state.incrementAndGet();
    }

    void leave() {
        if (state.decrementAndGet() == SHUT) {
            synchronized (waiting) {
                waiting.notifyAll();
            }
        }
    }

    /**
     * From now on nobody enters.
     *
     * @param patience how long calls may wait here; after it they fail, and later ones at once, until it is opened
     */
    void shut(Duration patience) {
        refusesAtNanos = nanoTime.getAsLong() + patience.toNanos();
        state.getAndUpdate(now -> now | SHUT);
    }

    /**
     * Blocks until the calls under way have left.
     *
     * @return false if they have not within the limit
     */
    boolean drain(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        synchronized (waiting) {
            while (callsUnderWay() > 0) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    break;
                }
                try {
                    waiting.wait(millis);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return callsUnderWay() == 0;
    }

    int callsUnderWay() {
        return state.get() & ~SHUT;
    }

    void open() {
        List<Runnable> told;
        synchronized (waiting) {
            state.getAndUpdate(now -> now & ~SHUT);
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(Runnable::run);
    }

    boolean isShut() {
        return (state.get() & SHUT) != 0;
    }

    /** How long calls may still wait here, in nanoseconds; 0 or less if no longer. Means something while it is shut. */
    long patienceLeft() {
        return refusesAtNanos - nanoTime.getAsLong();
    }

    /** @param told once, when the gate is opened, on the thread that opens it; at once if it is open */
    void whenOpened(Runnable told) {
        synchronized (waiting) {
            if (isShut()) {
                waiting.add(told);
                return;
            }
        }
        told.run();
    }
}
