package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Broken NEVER_BROKEN = (where, cause) -> {
        throw new AssertionError(where, cause);
    };

    private static final int POISON = -1;

    private final List<String> broken = new CopyOnWriteArrayList<>();

    /** Keeps what it was told, batch by batch; holds at the gate before each. */
    private static final class Keeper extends Loop<Integer> {
        private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
        private final CountDownLatch gate;

        Keeper(Broken broken, CountDownLatch gate) {
            super("keeper", broken);
            this.gate = gate;
        }

        @Override
        void handle(Queue<Integer> batch) {
            pass(gate);
            List<Integer> taken = new ArrayList<>(batch);
            batch.clear();
            if (taken.contains(POISON)) {
                throw new AssertionError("poison");
            }
            batches.add(taken);
        }

        List<Integer> kept() {
            return batches.stream().flatMap(List::stream).toList();
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            if (!gate.await(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the gate stayed shut");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatOneThreadTellsIsHandledInOrderInBatchesThatAreBounded() {
        CountDownLatch gate = new CountDownLatch(1);
        List<Integer> told = IntStream.range(0, 5_000).boxed().toList();
        Keeper keeper = new Keeper(NEVER_BROKEN, gate);
        told.forEach(keeper::tell);
        keeper.start();
        gate.countDown();
        keeper.close();

        assertEquals(told, keeper.kept());
        keeper.batches.forEach(batch -> assertTrue(batch.size() <= 512, "a batch of " + batch.size()));
        assertTrue(keeper.batches.size() < 20, keeper.batches.size() + " batches");
    }

    @Test
    void closingWaitsForAllThatWasTold() {
        for (int round = 0; round < 200; round++) {
            Keeper keeper = new Keeper(NEVER_BROKEN, new CountDownLatch(0));
            keeper.start();
            keeper.tell(1);
            keeper.tell(2);
            keeper.close();
            assertEquals(List.of(1, 2), keeper.kept(), "round " + round);
        }
    }

    @Test
    void aSleepingLoopIsWokenByWhatItIsTold() {
        try (Keeper keeper = new Keeper(NEVER_BROKEN, new CountDownLatch(0))) {
            keeper.start();
            for (int i = 1; i <= 500; i++) {
                int count = i;
                keeper.tell(i);
                Waiting.until("item " + i, () -> keeper.kept().size() == count);
            }
        }
    }

    @Test
    void aBrokenInvariantIsToldAndEndsTheLoop() {
        Keeper keeper =
                new Keeper((where, cause) -> broken.add(where + ": " + cause.getMessage()), new CountDownLatch(0));
        keeper.start();
        keeper.tell(1);
        keeper.tell(POISON);
        keeper.tell(2);
        Waiting.until("told of the broken invariant", () -> !broken.isEmpty());
        assertTimeoutPreemptively(Waiting.LONGEST, keeper::close);

        assertEquals(List.of("keeper: poison"), broken);
        assertFalse(keeper.kept().contains(2));
    }

    @Test
    void anInvariantBrokenWhileNothingWaitsIsToldToo() {
        Loop<Integer> idler = new Loop<>("idler", (where, cause) -> broken.add(where + ": " + cause.getMessage())) {
            @Override
            void handle(Queue<Integer> batch) {
                batch.clear();
            }

            @Override
            long idle() {
                throw new AssertionError("on a timer");
            }
        };
        idler.start();
        Waiting.until("told of the broken invariant", () -> !broken.isEmpty());
        assertTimeoutPreemptively(Waiting.LONGEST, idler::close);

        assertEquals(List.of("idler: on a timer"), broken);
    }

    @Test
    void aLoopMayCloseItself() {
        CountDownLatch closed = new CountDownLatch(1);
        Loop<Integer> self = new Loop<>("self", NEVER_BROKEN) {
            @Override
            void handle(Queue<Integer> batch) {
                batch.clear();
                close();
                closed.countDown();
            }
        };
        self.start();
        self.tell(1);
        pass(closed);
        assertTimeoutPreemptively(Waiting.LONGEST, self::close);
    }

    @Test
    void itSleepsNoLongerThanItSays() {
        AtomicInteger times = new AtomicInteger();
        try (Loop<Integer> clock = new Loop<>("clock", NEVER_BROKEN) {
            @Override
            void handle(Queue<Integer> batch) {
                batch.clear();
            }

            @Override
            long idle() {
                times.incrementAndGet();
                return TimeUnit.MILLISECONDS.toNanos(1);
            }
        }) {
            clock.start();
            Waiting.until("five times awake", () -> times.get() >= 5);
        }
    }
}
