package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of storage calls while the engine of their table is exchanged. */
class GatedStorageTest {
    private static final StorageCallsOf CART = new StorageCallsOf(new TableName("shop", "cart"));
    private static final StorageCallsOf STOCK = new StorageCallsOf(new TableName("shop", "stock"));
    private static final SwapLimits LONG = new SwapLimits(Waiting.LONGEST, Duration.ofMinutes(5));

    @TempDir
    Path directory;

    private final ShelfEngine shelf = new ShelfEngine("shelf");
    private final ShelfEngine next = shelf.successor();
    private final BlockingQueue<Event> results = new LinkedBlockingQueue<>();
    private final List<Throwable> broken = new ArrayList<>();
    private EngineBindings bindings;
    private StorageLane lane;

    @BeforeEach
    void open() {
        bindings = Instances.bindings(
                directory,
                Instances.read(directory, "shop", "tables { cart { engine = shelf }, stock { engine = other } }"));
        bindings.bind(shelf);
        bindings.bind(new ShelfEngine("other"));
        lane = new StorageLane(
                "lane",
                new ShardStorage.Place(0, 1, false),
                bindings,
                noted -> {},
                results::add,
                (where, cause) -> broken.add(cause));
        lane.start();
    }

    @AfterEach
    void close() {
        lane.close();
        bindings.close();
        assertEquals(List.of(), broken);
    }

    private Event next() throws InterruptedException {
        return Optional.ofNullable(results.poll(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no result"));
    }

    private Event carriedOut(Effect call) throws InterruptedException {
        lane.tell(call);
        return next();
    }

    private static Event.RecordRead found(long operation, String value) {
        return new Event.RecordRead(operation, Optional.of(Bytes.utf8(value)));
    }

    @Test
    void aWriteThatWaitsAfterItsReadHasPassedHoldsUpNobodyAndIsNotLost() throws Exception {
        assertEquals(new Event.RecordRead(1, Optional.empty()), carriedOut(CART.read(1, 1)));
        try (HeldSwap swap = new HeldSwap(bindings, next, LONG)) {
            lane.tell(CART.write(2, 1, "decided upon what was read"));
            assertEquals(new Event.RecordWritten(3), carriedOut(STOCK.write(3, 1, "of another engine")));
            assertNull(results.peek());
            swap.letGo();
        }
        assertEquals(new Event.RecordWritten(2), next());
        assertEquals(found(4, "decided upon what was read"), carriedOut(CART.read(4, 1)));
        assertEquals(List.of(), shelf.open());
    }

    @Test
    void callsGoOnInTheOrderInWhichTheyCame() throws Exception {
        try (HeldSwap swap = new HeldSwap(bindings, next, LONG)) {
            for (int round = 0; round < 50; round++) {
                lane.tell(CART.write(3 * round + 1, 1, "first of " + round));
                lane.tell(CART.sync(3 * round + 2));
                lane.tell(CART.read(3 * round + 3, 1));
            }
            assertEquals(new Event.RecordWritten(999), carriedOut(STOCK.write(999, 1, "a mark behind them")));
            swap.letGo();
            lane.tell(CART.write(1_000, 1, "last"));
        }
        for (int round = 0; round < 50; round++) {
            assertEquals(new Event.RecordWritten(3 * round + 1), next());
            assertEquals(new Event.RecordWritten(3 * round + 2), next());
            assertEquals(found(3 * round + 3, "first of " + round), next());
        }
        assertEquals(new Event.RecordWritten(1_000), next());
        assertEquals(found(1_001, "last"), carriedOut(CART.read(1_001, 1)));
    }

    @Test
    void scansAndListsOfStoresWaitLikeAnyOther() throws Exception {
        assertEquals(new Event.RecordWritten(1), carriedOut(CART.write(1, 1, "one")));
        try (HeldSwap swap = new HeldSwap(bindings, next, LONG)) {
            lane.tell(CART.scan(2));
            lane.tell(new Effect.ListStores(3, StoreKind.OBJECTS));
            assertEquals(new Event.RecordWritten(4), carriedOut(STOCK.write(4, 1, "of another engine")));
            swap.letGo();
        }
        assertEquals(1, ((Event.StoreScanned) next()).entries().size());
        assertEquals(2, ((Event.StoresListed) next()).stores().size());
    }

    @Test
    void whoHasWaitedTooLongFailsAndIsToldThatNothingWasDone() throws Exception {
        SwapLimits impatient = new SwapLimits(Waiting.LONGEST, Duration.ofMillis(50));
        try (HeldSwap swap = new HeldSwap(bindings, next, impatient)) {
            for (Effect call : List.of(CART.write(1, 1, "late"), CART.read(2, 1), CART.sync(3), CART.scan(4))) {
                lane.tell(call);
            }
            Set<Long> operations = new TreeSet<>();
            for (int call = 0; call < 4; call++) {
                Event.StorageFailed failed = (Event.StorageFailed) next();
                assertEquals(ErrorCode.ENGINE_SWAPPING, failed.code());
                operations.add(failed.operation());
            }
            assertEquals(Set.of(1L, 2L, 3L, 4L), operations);
            assertEquals(ErrorCode.ENGINE_SWAPPING, ((Event.StorageFailed) carriedOut(CART.read(5, 1))).code());
            swap.letGo();
        }
        assertEquals(new Event.RecordRead(6, Optional.empty()), carriedOut(CART.read(6, 1)));
    }

    @Test
    void moreThanTheMemoryIsMeantToHoldFail() throws Exception {
        try (HeldSwap swap = new HeldSwap(bindings, next, LONG)) {
            for (long call = 0; call <= ParkedCalls.MAX; call++) {
                lane.tell(CART.read(call, 1));
            }
            Event.StorageFailed failed = (Event.StorageFailed) next();
            assertEquals(ParkedCalls.MAX, failed.operation());
            assertEquals(ErrorCode.ENGINE_SWAPPING, failed.code());
            swap.letGo();
        }
        for (long call = 0; call < ParkedCalls.MAX; call++) {
            assertEquals(new Event.RecordRead(call, Optional.empty()), next());
        }
    }

    @Test
    void onTheLoopNothingBlocksAndWhatWaitedGoesOnWhenTheLoopIsWoken() throws Exception {
        List<Event> steps = new ArrayList<>();
        AtomicInteger woken = new AtomicInteger();
        try (ShardStorage onLoop = new ShardStorage(
                new ShardStorage.Place(0, 1, true),
                bindings,
                noted -> {},
                steps::add,
                results::add,
                woken::incrementAndGet,
                (where, cause) -> broken.add(cause))) {
            onLoop.start();
            try (HeldSwap swap = new HeldSwap(bindings, next, LONG)) {
                onLoop.write(CART.write(1, 1, "value"));
                onLoop.read(CART.read(2, 1));
                onLoop.settle();
                assertEquals(List.of(), steps);
                assertTrue(onLoop.nanosToNext() <= LONG.patience().toNanos());
                onLoop.read(STOCK.read(3, 1));
                onLoop.settle();
                assertEquals(List.of(new Event.RecordRead(3, Optional.empty())), steps);
                assertEquals(0, woken.get());
                swap.letGo();
            }
            assertEquals(1, woken.get());
            onLoop.settle();
            assertEquals(
                    List.of(
                            new Event.RecordRead(3, Optional.empty()),
                            new Event.RecordRead(2, Optional.empty()),
                            new Event.RecordWritten(1)),
                    steps);
            assertEquals(Long.MAX_VALUE, onLoop.nanosToNext());
        }
    }

    @Test
    void onTheLoopWhoHasWaitedTooLongFailsWithoutBeingAsked() throws SwapFailed {
        List<Event> steps = new ArrayList<>();
        SwapLimits impatient = new SwapLimits(Waiting.LONGEST, Duration.ZERO);
        try (HeldSwap swap = new HeldSwap(bindings, next, impatient);
                ShardStorage onLoop = new ShardStorage(
                        new ShardStorage.Place(0, 1, true),
                        bindings,
                        noted -> {},
                        steps::add,
                        results::add,
                        () -> {},
                        (where, cause) -> broken.add(cause))) {
            onLoop.start();
            onLoop.read(CART.read(1, 1));
            onLoop.settle();
            assertEquals(ErrorCode.ENGINE_SWAPPING, ((Event.StorageFailed) steps.get(0)).code());
            swap.letGo();
        }
    }
}
