package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.StorageException;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageLaneTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final TableName STOCK = new TableName("shop", "stock");
    private static final TableName LOST = new TableName("shop", "lost");

    @TempDir
    Path directory;

    private final ShelfEngine shelf = new ShelfEngine("shelf");
    private final BlockingQueue<Event> results = new LinkedBlockingQueue<>();
    private final List<Effect.NoteReaped> notes = new CopyOnWriteArrayList<>();
    private final List<Throwable> broken = new ArrayList<>();
    private EngineBindings bindings;
    private StorageLane lane;

    @BeforeEach
    void open() {
        bindings = Instances.bindings(
                directory,
                Instances.read(
                        directory,
                        "shop",
                        "tables { cart { engine = shelf }, stock { engine = shelf }, lost { engine = gone } }"));
        bindings.bind(shelf);
        lane = new StorageLane(
                "lane",
                new ShardStorage.Place(0, 1, false),
                bindings,
                notes::add,
                results::add,
                (where, cause) -> broken.add(cause));
    }

    @AfterEach
    void close() {
        lane.close();
        bindings.close();
        assertEquals(List.of(), broken);
    }

    private static StoreKey key(long number) {
        return StoreKey.of(
                new byte[StoreKey.POSITION_BYTES], Bytes.utf8("key" + number).shared());
    }

    private static Effect write(long operation, TableName table, String value, Durability durability) {
        return new Effect.WriteRecord(
                operation, table, StoreKind.OBJECTS, 3, key(operation), Optional.of(Bytes.utf8(value)), durability);
    }

    private static Effect write(long operation, TableName table) {
        return write(operation, table, "value" + operation, Durability.PROCESS);
    }

    private static Effect read(long operation, TableName table, long number) {
        return new Effect.ReadRecord(operation, table, StoreKind.OBJECTS, 3, key(number));
    }

    /** All effects wait when the lane starts, so that they come in one batch. */
    private List<Event> together(Effect... effects) throws InterruptedException {
        for (Effect effect : effects) {
            lane.tell(effect);
        }
        lane.start();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < effects.length; i++) {
            events.add(next());
        }
        return events;
    }

    private Event next() throws InterruptedException {
        return Optional.ofNullable(results.poll(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no result"));
    }

    @Test
    void whatIsWrittenIsRead() throws InterruptedException {
        assertEquals(List.of(new Event.RecordWritten(1)), together(write(1, CART)));
        lane.tell(read(2, CART, 1));
        assertEquals(new Event.RecordRead(2, Optional.of(Bytes.utf8("value1"))), next());
        lane.tell(read(3, STOCK, 1));
        assertEquals(new Event.RecordRead(3, Optional.empty()), next());
    }

    /** Who is killed after a removal has to know of it. */
    @Test
    void aRemovalIsNotedBeforeItIsCarriedOut() throws InterruptedException {
        Effect.NoteReaped note = new Effect.NoteReaped(CART, Key.utf8("alice"), List.of(new RequestId(7, 1)), 5);
        List<Integer> notedByThen = new ArrayList<>();
        shelf.beforeWrite(batch -> notedByThen.add(notes.size()));
        lane.tell(note);
        together(write(1, CART));
        assertEquals(List.of(note), notes);
        assertEquals(List.of(1), notedByThen);
    }

    @Test
    void hintsStandApartFromObjectsAndAreListedAndScannedInPages() throws InterruptedException {
        List<Effect> effects = new ArrayList<>();
        for (long number = 1; number <= 5; number++) {
            effects.add(new Effect.WriteRecord(
                    number,
                    CART,
                    StoreKind.HINTS,
                    3,
                    key(number),
                    Optional.of(Bytes.utf8("hint" + number)),
                    Durability.PROCESS));
        }
        together(effects.toArray(new Effect[0]));
        lane.tell(read(6, CART, 1));
        assertEquals(new Event.RecordRead(6, Optional.empty()), next());

        lane.tell(new Effect.ListStores(7, StoreKind.HINTS));
        Event.StoresListed listed = (Event.StoresListed) next();
        assertEquals(1, listed.stores().size());
        assertEquals(CART, listed.stores().get(0).table());
        assertEquals(3, listed.stores().get(0).partition());
        assertEquals(5, listed.stores().get(0).entries());

        List<StoreKey> seen = new ArrayList<>();
        Optional<StoreKey> after = Optional.empty();
        boolean end = false;
        for (int page = 0; !end; page++) {
            lane.tell(new Effect.ScanStore(8 + page, CART, StoreKind.HINTS, 3, after, 2, 1_000));
            Event.StoreScanned scanned = (Event.StoreScanned) next();
            scanned.entries().forEach(entry -> seen.add(entry.key()));
            after = Optional.of(seen.get(seen.size() - 1));
            end = scanned.end();
        }
        assertEquals(List.of(key(1), key(2), key(3), key(4), key(5)), seen);
    }

    @Test
    void aPageOfHintsEndsWhereItWouldGrowTooLarge() throws InterruptedException {
        together(
                new Effect.WriteRecord(
                        1,
                        CART,
                        StoreKind.HINTS,
                        3,
                        key(1),
                        Optional.of(Bytes.wrap(new byte[100])),
                        Durability.PROCESS),
                new Effect.WriteRecord(
                        2,
                        CART,
                        StoreKind.HINTS,
                        3,
                        key(2),
                        Optional.of(Bytes.wrap(new byte[100])),
                        Durability.PROCESS));
        lane.tell(new Effect.ScanStore(3, CART, StoreKind.HINTS, 3, Optional.empty(), 10, 50));
        Event.StoreScanned scanned = (Event.StoreScanned) next();
        assertEquals(1, scanned.entries().size());
        assertEquals(false, scanned.end());
    }

    @Test
    void whatWaitsIsWrittenTogetherForEachDurability() throws InterruptedException {
        List<Event> events = together(
                write(1, CART),
                write(2, STOCK),
                write(3, CART, "forced", Durability.DISK),
                write(4, CART),
                write(5, STOCK, "forced", Durability.DISK));

        assertEquals(
                Set.of(
                        new Event.RecordWritten(1),
                        new Event.RecordWritten(2),
                        new Event.RecordWritten(3),
                        new Event.RecordWritten(4),
                        new Event.RecordWritten(5)),
                Set.copyOf(events));
        assertEquals(List.of(List.of("shop", "PROCESS", "3"), List.of("shop", "DISK", "2")), shelf.batches());
    }

    @Test
    void whileOneBatchIsForcedTheNextOneGathers() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        shelf.beforeWrite(batch -> {
            begun.countDown();
            await(release);
        });
        lane.start();
        lane.tell(write(1, CART));
        await(begun);
        for (int operation = 2; operation <= 101; operation++) {
            lane.tell(write(operation, CART));
        }
        release.countDown();
        for (int operation = 1; operation <= 101; operation++) {
            assertEquals(new Event.RecordWritten(operation), next());
        }

        assertEquals(List.of(List.of("shop", "PROCESS", "1"), List.of("shop", "PROCESS", "100")), shelf.batches());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS), "still waiting");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneValueTooLargeDoesNotFailTheOthersOfItsBatch() throws InterruptedException {
        List<Event> events =
                together(write(1, CART), write(2, CART, "x".repeat(1_001), Durability.PROCESS), write(3, CART));

        assertEquals(new Event.RecordWritten(1), events.get(0));
        assertEquals(
                new Event.StorageFailed(
                        2,
                        ErrorCode.VALUE_TOO_LARGE,
                        "a value of 1001 bytes for cart#3 exceeds the engine's limit of 1000"),
                events.get(1));
        assertEquals(new Event.RecordWritten(3), events.get(2));
    }

    @Test
    void aTableThatIsNotServedFailsAloneAndSaysWhy() throws InterruptedException {
        List<Event> events = together(write(1, LOST), write(2, CART), read(3, LOST, 1));

        List<Event> failed =
                events.stream().filter(Event.StorageFailed.class::isInstance).toList();
        assertEquals(2, failed.size(), events.toString());
        for (Event event : failed) {
            Event.StorageFailed failure = (Event.StorageFailed) event;
            assertEquals(ErrorCode.ENGINE_MISSING, failure.code());
            assertTrue(failure.message().startsWith("table shop/lost: no engine serves it: "), failure.message());
        }
        assertTrue(events.contains(new Event.RecordWritten(2)), events.toString());
    }

    @Test
    void whatFailsAWriteIsSortedByCode() throws InterruptedException {
        lane.start();
        failsAs(ErrorCode.DISK_FULL, new StorageException.DiskFull("no room"));
        failsAs(ErrorCode.RECORD_CORRUPT, new StorageException.Corrupt("damaged"));
        failsAs(ErrorCode.STORAGE_FAILED, new StorageException.Unavailable("no answer"));
        failsAs(ErrorCode.STORAGE_FAILED, new StorageException.Closed("closed"));
    }

    private void failsAs(ErrorCode code, StorageException failure) throws InterruptedException {
        shelf.beforeWrite(batch -> {
            throw failure;
        });
        lane.tell(write(1, CART));
        assertEquals(new Event.StorageFailed(1, code, failure.getMessage()), next());
        shelf.failToRead(Optional.of(failure));
        lane.tell(read(2, CART, 1));
        assertEquals(new Event.StorageFailed(2, code, failure.getMessage()), next());
    }

    @Test
    void whenTheEngineGoesCallsFailAndTheLaneLivesOn() throws InterruptedException {
        assertEquals(List.of(new Event.RecordWritten(1)), together(write(1, CART)));
        bindings.unbind(shelf);
        lane.tell(write(2, CART));
        assertEquals(ErrorCode.ENGINE_MISSING, ((Event.StorageFailed) next()).code());
        bindings.bind(shelf);
        lane.tell(read(3, CART, 1));
        assertEquals(new Event.RecordRead(3, Optional.of(Bytes.utf8("value1"))), next());
    }
}
