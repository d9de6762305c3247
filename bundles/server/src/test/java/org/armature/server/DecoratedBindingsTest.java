package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.armature.engine.buffered.BufferedEngine;
import org.armature.engine.memory.MemoryEngine;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that stands on another, in the bindings of a node. */
class DecoratedBindingsTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final TableName STOCK = new TableName("shop", "stock");
    private static final StoreKey KEY = StoreKey.of(new byte[StoreKey.POSITION_BYTES], new byte[] {1});
    private static final String TABLES =
            "tables { cart { engine = buffered, durability = memory }, stock { engine = shelf } }";
    private static final String OVER_SHELF =
            "engines.buffered { over = shelf, linger = 10 s, max-wait = 100 ms, max-objects = 100 }";

    @TempDir
    Path directory;

    private final ShelfEngine shelf = new ShelfEngine("shelf");
    private final BufferedEngine buffered = new BufferedEngine();

    private EngineBindings shop(String... lines) {
        return Instances.bindings(directory, Instances.read(directory, "shop", lines));
    }

    private EngineBindings bound(StorageEngine... engines) {
        EngineBindings bindings = shop(TABLES, OVER_SHELF);
        List.of(engines).forEach(bindings::bind);
        return bindings;
    }

    private static void put(TableBinding table, String value) {
        table.environment()
                .write(
                        List.of(table.mutation(StoreKind.OBJECTS, 3, KEY, Optional.of(Bytes.utf8(value)))),
                        table.promised(Durability.MEMORY));
    }

    private static Optional<String> get(TableBinding table) {
        return table.store(StoreKind.OBJECTS, 3).get(KEY).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    @Test
    void itSharesTheEnvironmentBelowWithTheTablesThatUseThatDirectlyAndIsFlushedBeforeItCloses() {
        EngineBindings bindings = bound(buffered, shelf);
        assertEquals(List.of(directory.resolve("engines/shelf/shop")), shelf.open());
        put(bindings.table(CART), "1");
        put(bindings.table(STOCK), "2");
        assertEquals(Optional.of("1"), get(bindings.table(CART)));
        assertEquals(1, shelf.batches().size());

        assertEquals(Optional.of(Set.of("shelf/shop")), bindings.closeAll());
        assertEquals(List.of(), shelf.open());
        assertEquals(2, shelf.batches().size());
    }

    @Test
    void aTableThatMovesToTheEngineBelowFindsItsObjectsThere() {
        try (EngineBindings bindings = bound(buffered, shelf)) {
            put(bindings.table(CART), "1");
        }
        try (EngineBindings moved = shop("tables { cart { engine = shelf } }")) {
            moved.bind(shelf);
            assertEquals(Optional.of("1"), get(moved.table(CART)));
            assertEquals(Optional.empty(), moved.serve(Optional.of(Set.of("shelf/shop"))));
        }
    }

    @Test
    void whicheverOfTheTwoEnginesGoesItsTablesComeBackWithIt() {
        try (EngineBindings bindings = bound(shelf, buffered)) {
            bindings.serve(Optional.empty());
            put(bindings.table(CART), "1");

            bindings.unbind(buffered);
            assertThrows(EngineMissing.class, () -> bindings.table(CART));
            assertEquals("shelf", bindings.table(STOCK).engine());
            bindings.bind(buffered);
            assertEquals(Optional.of("1"), get(bindings.table(CART)));

            put(bindings.table(CART), "2");
            bindings.unbind(shelf);
            assertEquals(List.of(), shelf.open());
            EngineMissing missing = assertThrows(EngineMissing.class, () -> bindings.table(CART));
            assertEquals(ErrorCode.ENGINE_MISSING, missing.code());
            assertTrue(
                    missing.getMessage().contains("stand on engine \"shelf\", which is not installed"),
                    missing.getMessage());
            bindings.bind(shelf);
            assertEquals(Optional.of("2"), get(bindings.table(CART)));
        }
    }

    @Test
    void anotherBundleOfTheEngineBelowTakesOverAfterTheBufferWasHandedDown() {
        ShelfEngine later = new ShelfEngine("shelf");
        try (EngineBindings bindings = bound(shelf, buffered)) {
            put(bindings.table(CART), "1");
            bindings.bind(later);
            assertEquals(1, shelf.batches().size());
            assertEquals(List.of(), shelf.open());
            assertEquals(List.of(directory.resolve("engines/shelf/shop")), later.open());
            assertEquals("buffered", bindings.table(CART).engine());
        }
    }

    @Test
    void anEngineThatCanNotStandWhereItIsToldIsRefusedWithItsCode() {
        record Case(String over, ErrorCode code) {}
        for (Case one :
                List.of(new Case("mysql", ErrorCode.ENGINE_MISSING), new Case("buffered", ErrorCode.ENGINE_STACKED))) {
            try (EngineBindings bindings = shop(TABLES, "engines.buffered.over = " + one.over())) {
                bindings.bind(buffered);
                bindings.bind(shelf);
                EngineMissing refused = assertThrows(EngineMissing.class, () -> bindings.table(CART));
                assertEquals(one.code(), refused.code(), refused.getMessage());
                assertEquals("shelf", bindings.table(STOCK).engine());
            }
        }
    }

    @Test
    void aStopThatCouldNotHandDownTheBufferWasNotClean() {
        EngineBindings bindings = bound(shelf, buffered);
        put(bindings.table(CART), "1");
        shelf.beforeWrite(batch -> {
            throw new StorageException.DiskFull("no room");
        });
        assertEquals(Optional.empty(), bindings.closeAll());
        assertEquals(List.of(), shelf.open());
    }

    @Test
    void whatWasLostWhenAnEngineWentIsNotBuiltUponBeforeTheNodeWasRestarted() {
        EngineBindings bindings = bound(shelf, buffered);
        bindings.serve(Optional.empty());
        put(bindings.table(CART), "1");
        shelf.beforeWrite(batch -> {
            throw new StorageException.DiskFull("no room");
        });
        bindings.unbind(buffered);
        shelf.beforeWrite(batch -> {});
        bindings.bind(buffered);

        EngineMissing refused = assertThrows(EngineMissing.class, () -> bindings.table(CART));
        assertTrue(refused.getMessage().contains("closed with a loss"), refused.getMessage());
        assertTrue(refused.getMessage().contains("restart the node"), refused.getMessage());
        assertEquals("shelf", bindings.table(STOCK).engine());
        assertEquals(Optional.empty(), bindings.closeAll());
    }

    @Test
    void storesAreListedOnceWithWhatIsInTheBuffer() {
        try (EngineBindings bindings = bound(shelf, buffered)) {
            put(bindings.table(STOCK), "12");
            put(bindings.table(CART), "123");
            assertEquals(
                    List.of(new Event.FoundStore(CART, 3, 1, KEY.length() + 3), new Event.FoundStore(STOCK, 3, 1, 2)),
                    bindings.stores(StoreKind.OBJECTS, partition -> true));
        }
    }

    @Test
    void aDurableReplicaIsAsDurableAsTheEngineCanMakeIt() {
        try (EngineBindings bindings = shop(
                "defaults.durability = memory",
                "tables { cart { engine = buffered }, stock { engine = memory } }",
                OVER_SHELF)) {
            bindings.bind(shelf);
            bindings.bind(buffered);
            bindings.bind(new MemoryEngine());
            assertEquals(Durability.PROCESS, bindings.table(CART).promised(Durability.PROCESS));
            assertEquals(Durability.MEMORY, bindings.table(STOCK).promised(Durability.PROCESS));
            assertTrue(bindings.waits(CART, Durability.PROCESS));
            assertEquals(false, bindings.waits(CART, Durability.MEMORY) || bindings.waits(STOCK, Durability.PROCESS));
        }
    }

    @Test
    void nothingIsOpenedAnyMoreWhenEnginesGoAfterTheEnd() {
        EngineBindings bindings = bound(shelf, buffered);
        bindings.closeAll();
        bindings.unbind(buffered);
        bindings.unbind(new MemoryEngine());
        assertEquals(List.of(), shelf.open());
        assertThrows(EngineMissing.class, () -> bindings.table(STOCK));
    }

    @Test
    void theEngineBelowIsExchangedUnderTheBufferWhichIsHandedDownBefore() throws SwapFailed {
        ShelfEngine later = shelf.successor();
        try (EngineBindings bindings = bound(shelf, buffered)) {
            bindings.serve(Optional.empty());
            put(bindings.table(CART), "1");
            put(bindings.table(STOCK), "2");
            assertEquals(Set.of(CART, STOCK), bindings.tablesOf("shelf"));

            bindings.swap(later, SwapLimits.USUAL);
            assertEquals(List.of(), shelf.open());
            assertEquals(List.of(directory.resolve("engines/shelf/shop")), later.open());
            assertEquals(Optional.of("1"), get(bindings.table(CART)));
            assertEquals(Optional.of("2"), get(bindings.table(STOCK)));
            put(bindings.table(CART), "3");
            assertEquals(Optional.of(Set.of("shelf/shop")), bindings.closeAll());
        }
        assertEquals(2, later.contents("cart").size() + later.contents("stock").size());
    }

    @Test
    void theBufferIsExchangedOverTheSameEnvironment() throws SwapFailed {
        BufferedEngine later = new BufferedEngine();
        shelf.nextOpensAs(OpenReport.State.RECOVERED);
        try (EngineBindings bindings = bound(shelf, buffered)) {
            bindings.serve(Optional.empty());
            put(bindings.table(CART), "1");

            bindings.swap(later, SwapLimits.USUAL);
            assertEquals(1, shelf.batches().size());
            assertEquals(Optional.of("1"), get(bindings.table(CART)));
            bindings.unbind(buffered);
            assertEquals("buffered", bindings.table(CART).engine());
        }
    }

    @Test
    void aBufferThatCouldNotBeHandedDownIsNotUsedAgainAndTheTablesBelowGoOn() {
        ShelfEngine later = shelf.successor();
        try (EngineBindings bindings = bound(shelf, buffered)) {
            bindings.serve(Optional.empty());
            put(bindings.table(CART), "1");
            shelf.beforeWrite(batch -> {
                throw new StorageException.DiskFull("no room");
            });
            String failure = assertThrows(SwapFailed.class, () -> bindings.swap(later, SwapLimits.USUAL))
                    .getMessage();
            assertTrue(failure.contains("[buffered/shop] lost what it had not handed down"), failure);
            assertEquals("shelf", bindings.table(STOCK).engine());
            String problem = bindings.problem(CART).orElseThrow();
            assertTrue(problem.contains("restart the node"), problem);
            assertEquals(Optional.empty(), bindings.closeAll());
        }
    }

    @Test
    void aTableIsNotMovedBetweenEnginesThatKeepItInTheSamePlace() {
        try (EngineBindings bindings = bound(shelf, buffered)) {
            String refusal = assertThrows(MoveWaits.class, () -> bindings.open(CART, "shelf"))
                    .getMessage();
            assertTrue(refusal.contains("in the same place as engine buffered does: shelf/shop"), refusal);
            assertThrows(MoveWaits.class, () -> bindings.open(STOCK, "buffered"));
        }
    }
}
