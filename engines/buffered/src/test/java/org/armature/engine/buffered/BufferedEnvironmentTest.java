package org.armature.engine.buffered;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BufferedEnvironmentTest {
    private static final StoreId CART = new StoreId("cart", 3);
    private static final StoreId ORDERS = new StoreId("orders", 3);

    private final Ground ground = new Ground();
    private Environment buffered;

    @AfterEach
    void closeAll() {
        ground.fail(null);
        ground.release();
        if (buffered != null) {
            buffered.close();
        }
        ground.close();
    }

    private Environment open(String... optionsAndValues) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < optionsAndValues.length; i += 2) {
            options.put(optionsAndValues[i], optionsAndValues[i + 1]);
        }
        buffered = new BufferedEngine()
                .open(
                        new EnvironmentSettings("shop", Path.of("unused"), new TreeMap<>(options)),
                        ground,
                        Ground.PROFILE);
        return buffered;
    }

    static StoreKey key(int number) {
        return StoreKey.of(new byte[StoreKey.POSITION_BYTES], new byte[] {(byte) (number >> 8), (byte) number});
    }

    private void put(int key, String value) {
        put(key, value, Durability.MEMORY);
    }

    private void put(int key, String value, Durability durability) {
        buffered.write(List.of(Mutation.put(CART, key(key), bytes(value))), durability);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> get(int key) {
        return text(buffered.store(CART).get(key(key)));
    }

    private Optional<String> below(int key) {
        return text(ground.store(CART).get(key(key)));
    }

    private static Optional<String> text(Optional<byte[]> value) {
        return value.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private List<String> scanned() {
        List<String> values = new ArrayList<>();
        buffered.store(CART)
                .scan(Optional.empty(), (key, value) -> values.add(new String(value, StandardCharsets.UTF_8)));
        return values;
    }

    /** On a thread of its own, which ends with the call. */
    private static Future<?> aside(Runnable call) {
        FutureTask<?> task = new FutureTask<>(call, null);
        Thread thread = new Thread(task, "aside");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void ended(Future<?> call) throws Exception {
        call.get(30, TimeUnit.SECONDS);
    }

    @Test
    void readsSeeTheBatchInFlightAndWhatIsWrittenMeanwhile() {
        open("linger", "0");
        put(1, "old");
        put(4, "gone");
        buffered.sync();
        ground.hold();
        put(1, "in flight");
        ground.awaitHeld();
        put(2, "filling");
        put(3, "filling too");
        buffered.write(List.of(Mutation.delete(CART, key(4))), Durability.MEMORY);

        assertEquals(Optional.of("old"), below(1));
        assertEquals(Optional.of("in flight"), get(1));
        assertEquals(Optional.of("filling"), get(2));
        assertEquals(Optional.empty(), get(4));
        assertEquals(List.of("in flight", "filling", "filling too"), scanned());
        put(1, "newer");
        assertEquals(Optional.of("newer"), get(1));

        ground.release();
        buffered.sync();
        assertEquals(List.of("newer", "filling", "filling too"), scanned());
        assertEquals(Optional.of("newer"), below(1));
        assertEquals(Optional.empty(), below(4));
    }

    @Test
    void aStoreThatIsInTheBufferOnlyIsListed() {
        open();
        ground.hold();
        buffered.write(List.of(Mutation.put(ORDERS, key(1), bytes("x"))), Durability.MEMORY);
        assertEquals(Set.of(ORDERS), buffered.stores());
        assertEquals(Set.of(), ground.stores());
    }

    @Test
    void overwritesOfAKeyBecomeOneWriteOfTheNewest() {
        open("linger", "0");
        ground.hold();
        put(1, "first");
        ground.awaitHeld();
        for (int i = 0; i < 100; i++) {
            put(2, "round " + i);
        }
        buffered.write(List.of(Mutation.delete(CART, key(3))), Durability.MEMORY);
        put(3, "back");
        ground.release();
        buffered.sync();

        assertEquals(3, ground.written().size(), ground.written().toString());
        assertEquals(Optional.of("round 99"), below(2));
        assertEquals(Optional.of("back"), below(3));
    }

    @Test
    void aFullBufferMakesWritersWaitAndDropsNothing() throws Exception {
        open("max-objects", "10", "max-wait", "60000");
        ground.hold();
        for (int i = 0; i < 10; i++) {
            put(i, "v" + i);
        }
        Future<?> eleventh = aside(() -> put(10, "v10"));
        ground.awaitHeld();
        assertFalse(eleventh.isDone());
        assertEquals(Optional.empty(), get(10));

        ground.release();
        ended(eleventh);
        buffered.sync();
        for (int i = 0; i <= 10; i++) {
            assertEquals(Optional.of("v" + i), below(i));
        }
    }

    @Test
    void bytesFillTheBufferToo() {
        open("max-objects", "1000", "max-bytes", "65536", "max-wait", "1");
        ground.hold();
        put(1, "x".repeat(60_000));
        assertThrows(StorageException.Unavailable.class, () -> put(2, "x".repeat(10_000)));
        put(3, "small");
    }

    @Test
    void whoFindsNoRoomWithinTheBoundIsToldAndNothingOfTheBatchIsThere() {
        open("max-objects", "2", "max-wait", "20", "linger", "0");
        ground.hold();
        put(1, "a");
        ground.awaitHeld();
        put(2, "b");
        StorageException refusal = assertThrows(StorageException.Unavailable.class, () -> put(3, "c"));
        assertTrue(refusal.getMessage().contains("2 objects"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("max-wait, 20 ms"), refusal.getMessage());
        assertEquals(Optional.empty(), get(3));
        put(2, "an overwrite takes no room");
        assertEquals(Optional.of("an overwrite takes no room"), get(2));
    }

    @Test
    void aBatchLargerThanTheBufferIsAcknowledgedWhenItIsBelow() {
        open("max-objects", "3");
        List<Mutation> batch = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            batch.add(Mutation.put(CART, key(i), bytes("v")));
        }
        buffered.write(batch, Durability.MEMORY);
        assertEquals(5, ground.written().size());
        assertEquals(5, scanned().size());
    }

    @Test
    void whenTheEngineBelowFailsLaterWritesFailWithItsCauseUntilItTakesThemAgain() {
        open("linger", "0");
        for (Throwable cause : List.of(
                new StorageException.DiskFull("no room"),
                new StorageException.Unavailable("away"),
                new IllegalStateException("a defect"),
                new NoClassDefFoundError("a defect"))) {
            ground.fail(cause);
            put(1, "kept in spite of " + cause);
            Ground.await("a refusal", () -> refusal().isPresent());
            StorageException refusal = refusal().orElseThrow();
            assertTrue(refusal.getMessage().contains(cause.getMessage()), refusal.getMessage());
            assertEquals(cause instanceof StorageException.DiskFull, refusal instanceof StorageException.DiskFull);
            assertNull(refusal.getCause());
            assertEquals(Optional.of("kept in spite of " + cause), get(1));
            assertEquals(List.of("kept in spite of " + cause), scanned());

            ground.fail(null);
            Ground.await("a write", () -> refusal().isEmpty());
            buffered.write(List.of(Mutation.delete(CART, key(9))), Durability.MEMORY);
            buffered.sync();
            assertEquals(Optional.of("kept in spite of " + cause), below(1));
        }
    }

    private Optional<StorageException> refusal() {
        try {
            buffered.write(List.of(Mutation.delete(CART, key(9))), Durability.MEMORY);
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(e);
        }
    }

    @Test
    void aDurableWriteReturnsWhenItIsBelowAsDurableAsAsked() throws Exception {
        open("linger", "10000", "flush", "process");
        put(1, "before");
        put(2, "beside");
        ground.hold();
        Future<?> durable = aside(() -> put(1, "durable", Durability.DISK));
        ground.awaitHeld();
        assertFalse(durable.isDone());
        assertEquals(Optional.of("before"), get(1), "what is not acknowledged is not seen yet");
        ground.release();
        ended(durable);
        assertEquals(Optional.of("durable"), below(1));
        assertEquals(Optional.of("beside"), below(2));
        assertEquals(Durability.DISK, ground.batches().get(0).durability());

        put(3, "late");
        put(4, "durable", Durability.PROCESS);
        assertEquals(Durability.PROCESS, ground.batches().get(1).durability());
    }

    @Test
    void durableWritesThatMeetShareABatch() throws Exception {
        open("linger", "0");
        ground.hold();
        List<Future<?>> calls = new ArrayList<>();
        calls.add(aside(() -> put(0, "v", Durability.DISK)));
        ground.awaitHeld();
        for (int i = 1; i <= 8; i++) {
            int key = i;
            calls.add(aside(() -> put(key, "v", Durability.DISK)));
        }
        WriteBuffer buffer = ((BufferedEnvironment) buffered).buffer();
        Ground.await("eight writers that wait", () -> buffer.objects() == 9);
        ground.release();
        for (Future<?> call : calls) {
            ended(call);
        }
        assertEquals(2, ground.batches().size());
    }

    @Test
    void aDurableWriteThatFailsIsTakenBackAndWhatWasAcknowledgedStays() {
        open("linger", "10000");
        put(1, "acknowledged");
        ground.fail(new StorageException.DiskFull("no room"));
        assertThrows(StorageException.DiskFull.class, () -> put(1, "refused", Durability.DISK));
        assertThrows(StorageException.DiskFull.class, () -> put(2, "refused", Durability.DISK));
        assertEquals(List.of("acknowledged"), scanned());
        ground.fail(null);
        Ground.await("what was kept below", () -> below(1).isPresent());
        assertEquals(List.of("acknowledged"), scanned());
    }

    @Test
    void afterAFailedDurableWriteThatLeavesNothingTheNextOneTriesItself() {
        open();
        ground.fail(new StorageException.DiskFull("no room"));
        assertThrows(StorageException.DiskFull.class, () -> put(1, "refused", Durability.DISK));
        ground.fail(null);
        put(1, "taken", Durability.DISK);
        assertEquals(Optional.of("taken"), below(1));
    }

    @Test
    void closingHandsDownWhatIsLeftAndLeavesTheEnvironmentBelowOpen() {
        open("linger", "10000");
        put(1, "v");
        buffered.close();
        buffered.close();
        assertEquals(Optional.of("v"), below(1));
        assertThrows(StorageException.Closed.class, () -> put(2, "v"));
        ground.write(List.of(Mutation.put(CART, key(2), bytes("its own"))), Durability.PROCESS);
    }

    @Test
    void aCloseThatCanNotHandDownSaysHowManyObjectsAreLost() {
        open("linger", "10000", "max-wait", "50");
        put(1, "v");
        put(2, "v");
        put(2, "w");
        ground.fail(new StorageException.DiskFull("no room"));
        StorageException said = assertThrows(StorageException.Unavailable.class, buffered::close);
        assertTrue(said.getMessage().contains("newest writes of 2 objects are lost"), said.getMessage());
        buffered.close();
    }

    @Test
    void aWriterThatWaitsForRoomIsToldOfTheClose() throws Exception {
        open("max-objects", "1", "max-wait", "60000", "linger", "0");
        ground.hold();
        put(1, "v");
        ground.awaitHeld();
        Future<?> waiting = aside(() -> put(2, "v"));
        Future<?> closing = aside(buffered::close);
        assertEquals(
                StorageException.Closed.class,
                assertThrows(ExecutionException.class, () -> ended(waiting))
                        .getCause()
                        .getClass());
        ground.release();
        ended(closing);
        assertEquals(Optional.of("v"), below(1));
    }

    @Test
    void aDropTakesWhatIsBufferedAndWritesThatMeetItComeAfter() throws Exception {
        open("linger", "10000", "max-wait", "60000");
        put(1, "dropped");
        ground.hold();
        Future<?> drop = aside(() -> buffered.store(CART).drop());
        ground.awaitHeld();
        Future<?> write = aside(() -> put(2, "after"));
        assertFalse(drop.isDone());
        ground.release();
        ended(drop);
        ended(write);
        assertEquals(List.of("after"), scanned());
        buffered.sync();
        assertEquals(List.of("after"), scanned());
    }

    @Test
    void aDropThatFailsLeavesTheStoreAsItWas() {
        open("linger", "10000");
        put(1, "v");
        ground.fail(new StorageException.Unavailable("away"));
        assertThrows(
                StorageException.Unavailable.class, () -> buffered.store(CART).drop());
        assertEquals(List.of("v"), scanned());
        ground.fail(null);
        Ground.await("a write", () -> refusal().isEmpty());
        put(2, "w");
        assertEquals(List.of("v", "w"), scanned());
    }

    @Test
    void figuresCountWhatIsBufferedOnce() {
        open("linger", "10000");
        put(1, "four", Durability.PROCESS);
        put(2, "four", Durability.PROCESS);
        long keyBytes = key(1).length();
        put(1, "sixsix");
        put(3, "new");
        buffered.write(List.of(Mutation.delete(CART, key(2)), Mutation.delete(CART, key(8))), Durability.MEMORY);
        StoreStats expected = new StoreStats(2, 2 * keyBytes + 6 + 3);
        assertEquals(expected, buffered.store(CART).stats());
        put(3, "newer");
        assertEquals(
                new StoreStats(2, 2 * keyBytes + 6 + 5), buffered.store(CART).stats());
        buffered.sync();
        assertEquals(
                new StoreStats(2, 2 * keyBytes + 6 + 5), buffered.store(CART).stats());
    }

    @Test
    void anInterruptedWriterWaitsOnAndStaysInterrupted() throws Exception {
        open("max-objects", "1", "max-wait", "60000", "linger", "0");
        ground.hold();
        put(1, "v");
        ground.awaitHeld();
        CompletableFuture<Boolean> stayed = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            put(2, "v");
            stayed.complete(Thread.currentThread().isInterrupted());
        });
        writer.start();
        writer.interrupt();
        Ground.await("the writer waiting", () -> writer.getState() == Thread.State.TIMED_WAITING);
        ground.release();
        assertTrue(stayed.get(30, TimeUnit.SECONDS));
        assertArrayEquals(bytes("v"), buffered.store(CART).get(key(2)).orElseThrow());
    }

    @Test
    void theOpenReportIsTheOneOfTheEnvironmentBelow() {
        assertEquals(ground.openReport(), open().openReport());
    }
}
