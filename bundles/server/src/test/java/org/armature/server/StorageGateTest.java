package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StorageGateTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final StorageGate gate = new StorageGate(now::get);

    @Test
    void whoHasPassedIsWaitedForAndNobodyPassesMeanwhile() throws Exception {
        assertTrue(gate.enter());
        gate.shut(MINUTE);
        assertFalse(gate.enter());
        assertFalse(gate.drain(Duration.ofMillis(1)));

        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> gate.drain(MINUTE));
        gate.leave();
        assertTrue(drained.get(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS));
        assertFalse(gate.enter());
    }

    @Test
    void whoeverWaitsIsToldOnceWhenItOpens() {
        AtomicInteger told = new AtomicInteger();
        gate.shut(MINUTE);
        gate.whenOpened(told::incrementAndGet);
        assertEquals(0, told.get());

        gate.open();
        assertEquals(1, told.get());
        assertTrue(gate.enter());
        gate.open();
        assertEquals(1, told.get());
    }

    @Test
    void whoeverWouldWaitAtAnOpenGateIsToldAtOnce() {
        AtomicInteger told = new AtomicInteger();
        gate.whenOpened(told::incrementAndGet);
        assertEquals(1, told.get());
    }

    @Test
    void patienceIsMeasuredFromTheShuttingEvenIfTheClockWrapsAround() {
        gate.shut(Duration.ofNanos(100));
        assertEquals(100, gate.patienceLeft());
        now.addAndGet(100);
        assertEquals(0, gate.patienceLeft());
    }
}
