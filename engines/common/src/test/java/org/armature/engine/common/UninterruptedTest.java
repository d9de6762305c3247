package org.armature.engine.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.armature.storage.StorageException;
import org.armature.storage.Uninterruptible;
import org.junit.jupiter.api.Test;

class UninterruptedTest {
    private static final class Loop extends Thread implements Uninterruptible {
        Loop(Runnable work) {
            super(work);
        }
    }

    @Test
    void aCallerThatIsInterruptedHasTheResultAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        boolean reached = Uninterrupted.call(() -> {
            Thread.currentThread().interrupt();
            return Thread.currentThread().isInterrupted();
        });
        assertTrue(Thread.interrupted());
        assertFalse(reached);
    }

    @Test
    void whoCannotBeInterruptedDoesTheWorkItself() throws InterruptedException {
        AtomicReference<Thread> worker = new AtomicReference<>();
        Loop loop = new Loop(() -> Uninterrupted.run(() -> worker.set(Thread.currentThread())));
        loop.start();
        loop.join();
        assertSame(loop, worker.get());
    }

    @Test
    void anExceptionOfTheWorkIsTheCallers() {
        StorageException full = new StorageException.DiskFull("no room");
        assertSame(
                full,
                assertThrows(
                        StorageException.class,
                        () -> Uninterrupted.run(() -> {
                            throw full;
                        })));
        AssertionError broken = new AssertionError("broken");
        assertSame(
                broken,
                assertThrows(
                        AssertionError.class,
                        () -> Uninterrupted.run(() -> {
                            throw broken;
                        })));
    }

    @Test
    void aCheckedExceptionIsToldAsUnavailable() {
        StorageException told = assertThrows(
                StorageException.Unavailable.class,
                () -> Uninterrupted.call(() -> {
                    throw new IOException("disk");
                }));
        assertEquals("java.io.IOException: disk", told.getMessage());
    }
}
