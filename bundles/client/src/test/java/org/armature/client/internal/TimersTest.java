package org.armature.client.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final long MILLI = 1_000_000;

    @Test
    void sweepsAtTheExpectedTimeAndNotBefore() throws InterruptedException {
        BlockingQueue<Long> sweeps = new LinkedBlockingQueue<>();
        try (Timers timers = new Timers("timers-test", sweeps::add)) {
            timers.start();
            long expected = System.nanoTime() + 50 * MILLI;
            timers.expect(expected);
            Long at = sweeps.poll(10, TimeUnit.SECONDS);
            assertNotNull(at, "no sweep within 10 s");
            assertTrue(at - expected >= 0, "swept " + (expected - at) + " ns too early");
        }
    }

    @Test
    void anEarlierTimeOvertakesALaterOne() throws InterruptedException {
        CountDownLatch swept = new CountDownLatch(1);
        try (Timers timers = new Timers("timers-test", now -> swept.countDown())) {
            timers.start();
            timers.expect(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
            timers.expect(System.nanoTime() + MILLI);
            assertTrue(swept.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatASweepExpectsIsSweptAgain() throws InterruptedException {
        CountDownLatch swept = new CountDownLatch(3);
        Timers[] timers = new Timers[1];
        timers[0] = new Timers("timers-test", now -> {
            swept.countDown();
            timers[0].expect(now + MILLI);
        });
        try (Timers closing = timers[0]) {
            closing.start();
            closing.expect(System.nanoTime());
            assertTrue(swept.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aSweepThatThrowsIsNotTheLast() throws InterruptedException {
        AtomicInteger sweeps = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        try (Timers timers = new Timers("timers-test", now -> {
            if (sweeps.incrementAndGet() == 1) {
                throw new IllegalStateException("thrown by the test");
            }
            second.countDown();
        })) {
            timers.start();
            timers.expect(System.nanoTime());
            assertTrue(second.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void closingEndsTheThread() throws InterruptedException {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        Timers timers = new Timers("timers-test", now -> threads.add(Thread.currentThread()));
        timers.start();
        timers.expect(System.nanoTime());
        Thread thread = threads.poll(10, TimeUnit.SECONDS);
        assertNotNull(thread);
        timers.close();
        assertFalse(thread.isAlive());
    }
}
