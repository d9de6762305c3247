package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.armature.engine.buffered.BufferedEngine;
import org.armature.engine.memory.MemoryEngine;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.StorageEngine;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table stays with the engine that has its objects, over restarts and whatever engines and names come. */
class KeepingEngineTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final String BY_PROFILE = "tables { cart { object-size = 500 B } }";
    private static final String BUFFERED = "tables.cart { engine = buffered, durability = memory }";
    private static final String OVER_FIRST = "engines.buffered { over = a_shelf, linger = 10 s }";
    private static final String OVER_SECOND = "engines.buffered { over = b_shelf, linger = 10 s }";

    @TempDir
    Path directory;

    /** Both suit; of equal ranges the first by name is taken. */
    private final ShelfEngine first = new ShelfEngine("a_shelf");

    private final ShelfEngine second = new ShelfEngine("b_shelf");
    private final BufferedEngine buffered = new BufferedEngine();
    private final MemoryEngine memory = new MemoryEngine();

    /** As a node that starts with these engines and this file. */
    private EngineBindings start(List<StorageEngine> engines, String... lines) {
        EngineBindings bindings = Instances.bindings(directory, Instances.read(directory, "shop", lines));
        bindings.bindAll(engines);
        return bindings;
    }

    private TableLedger ledger() {
        return TableLedger.read(directory.resolve("tables"));
    }

    private Optional<String> noted() {
        return ledger().entry(CART).flatMap(TableLedger.Entry::engine);
    }

    private static void put(EngineBindings bindings) {
        TableBinding table = bindings.table(CART);
        StoreKey key = StoreKey.of(new byte[StoreKey.POSITION_BYTES], new byte[] {1});
        table.environment()
                .write(
                        List.of(table.mutation(StoreKind.OBJECTS, 3, key, Optional.of(Bytes.utf8("1")))),
                        table.promised(Durability.MEMORY));
    }

    @Test
    void enginesThatAreThereTogetherAreComparedInWhateverOrderTheyCame() {
        try (EngineBindings bindings = start(List.of(second, first), BY_PROFILE)) {
            assertEquals("a_shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void anEngineThatIsAddedTakesNoTableAwayAlsoAfterARestart() throws IOException {
        try (EngineBindings bindings = start(List.of(second), BY_PROFILE)) {
            assertEquals("b_shelf", bindings.table(CART).engine());
            put(bindings);
            bindings.bind(first);
            assertEquals("b_shelf", bindings.table(CART).engine());
        }
        try (EngineBindings bindings = start(List.of(first, second), BY_PROFILE)) {
            bindings.chooseAnew();
            assertEquals("b_shelf", bindings.table(CART).engine());
            TableChoice choice = bindings.choice(CART).orElseThrow();
            assertEquals(Optional.of("b_shelf"), choice.serving());
            assertTrue(choice.choice().reason().contains("by its profile alone it would be a_shelf"));
        }
    }

    @Test
    void withoutTheEngineThatKeptItTheTableIsNotServedInsteadOfEmpty() {
        start(List.of(second), BY_PROFILE).close();
        try (EngineBindings bindings = start(List.of(first), BY_PROFILE)) {
            EngineMissing missing = assertThrows(EngineMissing.class, () -> bindings.table(CART));
            assertTrue(missing.getMessage().contains("\"b_shelf\" keeps the table so far"), missing.getMessage());
            assertEquals(List.of(), first.open());
            bindings.bind(second);
            assertEquals("b_shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void anotherEngineThatAFileNamesGetsTheTableOnlyIfThereIsNothingToMove() throws IOException {
        start(List.of(first), "tables.cart { engine = a_shelf }").close();
        String other = "tables.cart { engine = b_shelf }";
        try (EngineBindings bindings = start(List.of(first, second), other)) {
            assertEquals("a_shelf", bindings.table(CART).engine());
            EngineChoice choice = bindings.choice(CART).orElseThrow().choice();
            assertEquals(
                    "a_shelf has the table's objects until they are moved to b_shelf, which the table names",
                    choice.reason());
            put(bindings);
            bindings.chooseAnew();
            assertEquals("a_shelf", bindings.table(CART).engine());
            assertEquals(Optional.of("a_shelf"), noted());
            bindings.deleteEntries(CART);
        }
        try (EngineBindings bindings = start(List.of(first, second), other)) {
            bindings.chooseAnew();
            assertEquals("b_shelf", bindings.table(CART).engine());
            assertEquals(Optional.of("b_shelf"), noted());
        }
    }

    @Test
    void whatIsNotedOfATableOnABufferIsTheEngineBelowSoThatItMayGoThereAndBack() throws IOException {
        try (EngineBindings bindings = start(List.of(buffered, first), BUFFERED, OVER_FIRST)) {
            put(bindings);
            assertEquals(Optional.of("a_shelf"), noted());
        }
        try (EngineBindings bindings = start(List.of(buffered, first), "tables.cart { engine = a_shelf }")) {
            bindings.chooseAnew();
            assertEquals("a_shelf", bindings.table(CART).engine());
            assertEquals(1, bindings.table(CART).stats().entries());
        }
        try (EngineBindings bindings = start(List.of(buffered, first), BUFFERED, OVER_FIRST)) {
            assertEquals("buffered", bindings.table(CART).engine());
            assertEquals(1, bindings.table(CART).stats().entries());
        }
    }

    @Test
    void aBufferThatIsToStandOnAnotherEngineDoesNotTakeTheTableThere() {
        try (EngineBindings bindings = start(List.of(buffered, first), BUFFERED, OVER_FIRST)) {
            put(bindings);
        }
        String asked = "tables.cart { engine = buffered }";
        try (EngineBindings bindings = start(List.of(buffered, first, second), asked, OVER_SECOND)) {
            assertEquals("a_shelf", bindings.table(CART).engine());
            assertEquals(1, bindings.table(CART).stats().entries());
            assertEquals(Optional.of("a_shelf"), noted());
        }
    }

    @Test
    void whileItHasToBeMovedATableIsOnTheOneOfTheEnginesWithItsObjectsThatPromisesWhatItAsks() {
        try (EngineBindings bindings = start(List.of(buffered, first), BUFFERED, OVER_FIRST)) {
            put(bindings);
        }
        String asked = "tables.cart { engine = memory, durability = memory }";
        try (EngineBindings bindings = start(List.of(buffered, first, memory), asked, OVER_FIRST)) {
            assertEquals("buffered", bindings.table(CART).engine());
            assertEquals(1, bindings.table(CART).stats().entries());
        }
    }

    @Test
    void anEngineThatKeepsObjectsInMemoryAloneIsNotNotedAndHoldsTheTableWhileTheProcessLives() {
        String onMemory = "tables.cart { engine = memory, durability = memory }";
        try (EngineBindings bindings = start(List.of(memory, first), onMemory)) {
            put(bindings);
            assertEquals(Optional.empty(), noted());
            assertTrue(bindings.mayHaveEntries(CART));
            bindings.become(List.of(Instances.read(directory, "shop", "tables.cart { engine = a_shelf }")));
            assertEquals("memory", bindings.table(CART).engine());
        }
        try (EngineBindings bindings = start(List.of(memory, first), onMemory)) {
            assertFalse(bindings.mayHaveEntries(CART), "they ended with the process");
        }
        try (EngineBindings bindings = start(List.of(memory, first), "tables.cart { engine = a_shelf }")) {
            assertEquals("a_shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void whatATableHasInABufferIsFoundAndDeletedWithWhatIsBelow() {
        try (EngineBindings bindings = start(List.of(buffered, first), BUFFERED, OVER_FIRST)) {
            put(bindings);
            assertEquals(List.of(), first.batches(), "it is in the buffer alone");
            assertTrue(bindings.isOpen("buffered", "shop") && bindings.isOpen("a_shelf", "shop"));
            assertTrue(bindings.mayHaveEntries(CART));
            bindings.deleteEntries(CART);
            assertFalse(bindings.mayHaveEntries(CART));
        }
        try (EngineBindings bindings = start(List.of(first), "tables.cart { engine = a_shelf }")) {
            assertEquals(0, bindings.table(CART).stats().entries(), "nor did it come down later");
        }
    }

    @Test
    void withoutTheStoresOfTheEngineThatKeptItNothingIsDeletedAndMuchMayBeThere() {
        start(List.of(first), "tables.cart { engine = a_shelf }").close();
        try (EngineBindings bindings = start(List.of(first), "tables.stock { engine = b_shelf }")) {
            assertTrue(bindings.mayHaveEntries(CART));
            EngineMissing missing = assertThrows(EngineMissing.class, () -> bindings.deleteEntries(CART));
            assertTrue(
                    missing.getMessage().contains("engine a_shelf has no stores of instance shop open"),
                    missing.getMessage());
        }
    }

    @Test
    void aTableIsNotServedUnlessWhatKeepsItCanBeNoted() throws IOException {
        Files.createDirectories(directory.resolve("tables.new"));
        try (EngineBindings bindings = start(List.of(first), BY_PROFILE)) {
            EngineMissing missing = assertThrows(EngineMissing.class, () -> bindings.table(CART));
            assertEquals(ErrorCode.STORAGE_FAILED, missing.code());
            assertTrue(missing.getMessage().contains("that engine a_shelf keeps it can't be noted"));
        }
    }
}
