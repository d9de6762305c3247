package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.ORDERS;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.junit.jupiter.api.Test;

/** Interrupting a caller never closes the store: files under Java close when their reader is interrupted. */
abstract class InterruptTheme extends EngineTheme {
    private static final int INTERRUPTS = 300;

    @Test
    void aCallerThatIsAlreadyInterruptedIsServedAndStaysInterrupted() {
        Environment environment = open();
        fill(environment, CART, 0, 50, 100);
        AtomicBoolean stayed = new AtomicBoolean(true);
        Together.run(List.of(() -> {
            for (Durability durability : engine.profile().durabilities()) {
                Thread.currentThread().interrupt();
                environment.write(List.of(Mutation.put(CART, key(1), value(2, 100))), durability);
                stayed.compareAndSet(true, Thread.currentThread().isInterrupted());
                assertArrayEquals(
                        value(2, 100), environment.store(CART).get(key(1)).orElseThrow());
                assertEquals(50, keysOf(environment.store(CART)).size());
                environment.sync();
                environment.store(ORDERS).drop();
                stayed.compareAndSet(true, Thread.currentThread().isInterrupted());
            }
            return null;
        }));
        assertTrue(stayed.get(), "the caller's interrupt was swallowed");
        assertEquals(50, keysOf(environment.store(CART)).size());
    }

    @Test
    void interruptsDuringCallsFailNeitherTheCallerNorAnyoneElse() {
        Environment environment = open();
        List<Durability> durabilities = List.copyOf(engine.profile().durabilities());
        fill(environment, ORDERS, 0, 50, 1_000);
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong written = new AtomicLong();
        AtomicReference<Thread> interrupted = new AtomicReference<>();
        Callable<Void> caller = () -> {
            interrupted.set(Thread.currentThread());
            while (running.get()) {
                long next = written.get() + 1;
                Durability durability = durabilities.get((int) (next % durabilities.size()));
                environment.write(List.of(Mutation.put(CART, key(next % 50), value(next, 1_000))), durability);
                written.set(next);
                assertArrayEquals(
                        value(next, 1_000),
                        environment.store(CART).get(key(next % 50)).orElseThrow());
            }
            return null;
        };
        Callable<Void> bystander = () -> {
            for (int i = 0; running.get(); i++) {
                assertTrue(environment.store(ORDERS).get(key(i % 50)).isPresent());
                put(environment, ORDERS, key(i % 50), value(i, 1_000));
            }
            return null;
        };
        Callable<Void> interrupter = () -> {
            try {
                for (int i = 0; i < INTERRUPTS; i++) {
                    long before = written.get();
                    Together.await("a write after interrupt " + i, () -> written.get() > before);
                    LockSupport.parkNanos(i * 1_300L);
                    interrupted.get().interrupt();
                }
            } finally {
                running.set(false);
            }
            return null;
        };
        Together.run(List.of(caller, bystander, interrupter));
        long last = written.get();
        assertArrayEquals(
                value(last, 1_000), environment.store(CART).get(key(last % 50)).orElseThrow());
    }
}
