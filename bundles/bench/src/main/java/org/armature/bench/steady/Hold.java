package org.armature.bench.steady;

import java.time.Duration;
import org.armature.bench.Clock;

/** Lets time pass while load goes on. */
public final class Hold {
    private Hold() {}

    public static void of(Duration length) throws InterruptedException {
        Clock.SYSTEM.sleepUntil(System.nanoTime() + length.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
