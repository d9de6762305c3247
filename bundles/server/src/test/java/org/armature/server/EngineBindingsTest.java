package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.armature.config.InstanceConfig;
import org.armature.engine.memory.MemoryEngine;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.storage.Durability;
import org.armature.storage.OpenReport.State;
import org.armature.storage.StorageException;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.armature.storage.StoreStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBindingsTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final TableName STOCK = new TableName("shop", "stock");
    private static final String SHELF_TABLES = "tables { cart { engine = shelf }, stock { engine = shelf } }";

    private static final EnvironmentOwner OWNER = new EnvironmentOwner("c1", LocalCluster.id(1));

    @TempDir
    Path directory;

    private final ShelfEngine shelf = new ShelfEngine("shelf");

    private EngineBindings shop(String... lines) {
        return bindings(Instances.read(directory, "shop", lines));
    }

    private EngineBindings bindings(InstanceConfig... instances) {
        return Instances.bindings(directory, instances);
    }

    private Path shelfOf(String instance) {
        return directory.resolve("engines").resolve("shelf").resolve(instance);
    }

    private static String whyNot(EngineBindings bindings, TableName table) {
        String problem = bindings.problem(table).orElseThrow();
        assertEquals(
                "table " + table + ": " + problem,
                assertThrows(EngineMissing.class, () -> bindings.table(table)).getMessage());
        return problem;
    }

    @Test
    void tablesOfOneInstanceShareAnEnvironmentOfTheirEngine() {
        try (EngineBindings bindings = bindings(
                Instances.read(directory, "shop", SHELF_TABLES),
                Instances.read(directory, "blog", "tables.posts.engine = shelf"))) {
            bindings.bind(shelf);

            assertEquals(List.of(shelfOf("blog"), shelfOf("shop")), shelf.open());
            assertSame(bindings.table(CART).environment(), bindings.table(STOCK).environment());
            assertNotSame(
                    bindings.table(CART).environment(),
                    bindings.table(new TableName("blog", "posts")).environment());
            assertEquals(Optional.empty(), bindings.problem(CART));
        }
        assertEquals(List.of(), shelf.open());
    }

    @Test
    void aTablesFiguresAreThoseOfItsOwnPartitions() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            bindings.bind(shelf);
            put(bindings.table(CART), 3, "one");
            put(bindings.table(CART), 7, "three");
            put(bindings.table(STOCK), 3, "other");

            assertEquals(new StoreStats(2, 8), bindings.table(CART).stats());
        }
    }

    private static void put(TableBinding table, int partition, String value) {
        StoreKey key = StoreKey.of(new byte[StoreKey.POSITION_BYTES], new byte[] {1});
        table.environment()
                .write(
                        List.of(table.mutation(StoreKind.OBJECTS, partition, key, Optional.of(Bytes.utf8(value)))),
                        Durability.DISK);
        assertEquals(
                value,
                new String(table.store(StoreKind.OBJECTS, partition).get(key).orElseThrow(), StandardCharsets.UTF_8));
    }

    @Test
    void aTableWhoseEngineIsNotThereIsServedOnceItComes() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            bindings.bind(new MemoryEngine());
            String problem = whyNot(bindings, CART);
            assertTrue(problem.startsWith("no engine serves it: the table names engine \"shelf\", but "), problem);
            assertTrue(problem.contains("memory"), problem);

            bindings.bind(shelf);
            assertEquals("shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void aTableThatNobodyConfiguredIsNotServed() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            assertEquals(
                    "table shop/nothing: not configured here",
                    assertThrows(EngineMissing.class, () -> bindings.table(new TableName("shop", "nothing")))
                            .getMessage());
        }
    }

    @Test
    void whenAnEngineGoesItsTablesAreNotServedUntilItIsBack() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            bindings.bind(shelf);
            bindings.serve(Optional.empty());
            bindings.unbind(shelf);
            assertEquals(List.of(), shelf.open());
            assertTrue(whyNot(bindings, CART).startsWith("no engine serves it: "), whyNot(bindings, CART));

            bindings.bind(shelf);
            assertEquals(List.of(shelfOf("shop")), shelf.open());
            assertEquals("shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void whenTheEngineGoesThatKeepsATablesObjectsNoOtherOneTakesTheTable() {
        try (EngineBindings bindings = shop("tables.cart.object-size = 500 B")) {
            bindings.bind(shelf);
            assertEquals("shelf", bindings.table(CART).engine());
            bindings.bind(new ShelfEngine("other"));
            bindings.unbind(shelf);
            assertEquals(
                    "no engine serves it: engine \"shelf\" keeps the table so far and is not there; with another one it would be"
                            + " empty. Installed are other (0 to 1000 bytes)",
                    whyNot(bindings, CART));
            bindings.bind(shelf);
            assertEquals("shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void anEngineThatIsNotTheOneBoundMayGoWithoutEffect() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            bindings.bind(shelf);
            bindings.unbind(new ShelfEngine("shelf"));

            assertEquals("shelf", bindings.table(CART).engine());
        }
    }

    @Test
    void aDurabilityTheEngineDoesNotPromiseIsRefused() {
        try (EngineBindings bindings = shop("tables.cart { engine = memory, durability = disk }")) {
            bindings.bind(new MemoryEngine());

            assertEquals("engine memory does not promise durability disk, only memory", whyNot(bindings, CART));
        }
    }

    @Test
    void aDirectoryCopiedFromAnotherNodeIsNotOpened() throws IOException {
        for (EnvironmentOwner other : List.of(
                new EnvironmentOwner("c1", LocalCluster.id(2)), new EnvironmentOwner("c2", LocalCluster.id(1)))) {
            Files.deleteIfExists(shelfOf("shop").resolve(EnvironmentOwner.FILE));
            other.claim(shelfOf("shop"), "shop");
            try (EngineBindings bindings = shop(SHELF_TABLES)) {
                bindings.bind(shelf);

                String problem = whyNot(bindings, CART);
                assertTrue(
                        problem.contains("holds stores of cluster " + other.cluster() + ", node " + other.node()),
                        problem);
                assertTrue(problem.contains("and these would be cluster c1, node n1, instance shop"), problem);
                assertEquals(List.of(), shelf.open());
            }
        }
    }

    @Test
    void aDirectoryOfAnotherInstanceIsNotOpened() {
        OWNER.claim(shelfOf("shop"), "blog");
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            bindings.bind(shelf);
            assertTrue(whyNot(bindings, CART).contains("node n1, instance blog"), whyNot(bindings, CART));
        }
    }

    @Test
    void aDirectoryWithoutAnOwnerIsTakenAndMarked() throws IOException {
        Files.createDirectories(shelfOf("shop"));
        for (int starts = 0; starts < 2; starts++) {
            try (EngineBindings bindings = shop(SHELF_TABLES)) {
                bindings.bind(shelf);
                assertEquals("shelf", bindings.table(CART).engine());
            }
        }
        assertEquals(
                "cluster=c1\nnode=n1\ninstance=shop\n",
                Files.readString(shelfOf("shop").resolve(EnvironmentOwner.FILE)));
    }

    @Test
    void tablesComeAndGoWhileOthersAreServed() {
        try (EngineBindings bindings = shop("tables.cart { engine = shelf }")) {
            bindings.bind(shelf);
            TableBinding cart = bindings.table(CART);
            bindings.become(List.of(Instances.read(directory, "shop", "tables.stock { engine = shelf }")));
            assertEquals("shelf", bindings.table(STOCK).engine());
            assertSame(cart, bindings.table(CART), "who works with it can end");
        }
    }

    @Test
    void whatATableThatWentHasStoredIsDeletedAndNothingElse() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            bindings.bind(shelf);
            put(bindings.table(CART), 3, "one");
            put(bindings.table(STOCK), 3, "other");
            bindings.become(List.of(Instances.read(directory, "shop", "tables.stock { engine = shelf }")));
            assertTrue(bindings.mayHaveEntries(CART));
            bindings.deleteEntries(CART);
            assertFalse(bindings.mayHaveEntries(CART));
            assertEquals(1, bindings.table(STOCK).stats().entries());
        }
    }

    @Test
    void optionsTheEngineDoesNotKnowOrTakeAreNamed() {
        for (String option : List.of("width = 2", "depth = 10")) {
            try (EngineBindings bindings = shop(SHELF_TABLES, "engines.shelf { " + option + " }")) {
                bindings.bind(shelf);

                String problem = whyNot(bindings, CART);
                assertTrue(problem.contains(option.substring(0, 5)), problem);
                assertEquals(List.of(), shelf.open());
            }
        }
    }

    @Test
    void whatAnEngineRefusesToOpenIsSaidAndOtherEnginesServe() {
        for (RuntimeException failure : List.of(
                new StorageException.Corrupt("page 7 is damaged"), new IllegalStateException("page 7 is damaged"))) {
            shelf.failToOpen(failure);
            try (EngineBindings bindings =
                    shop("tables { cart { engine = shelf }, stock { engine = memory, durability = memory } }")) {
                bindings.bind(shelf);
                bindings.bind(new MemoryEngine());

                assertTrue(whyNot(bindings, CART).contains("page 7 is damaged"), whyNot(bindings, CART));
                assertEquals("memory", bindings.table(STOCK).engine());
            }
        }
    }

    @Test
    void nothingIsProvenWithoutACleanStop() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            bindings.bind(shelf);
            assertTrue(bindings.serve(Optional.empty()).isPresent());
        }
    }

    @Test
    void onlyEnvironmentsThatAreAsTheLastStopLeftThemProveAnything() {
        assertTrue(provenClean(State.CLEAN, Set.of("shelf/shop")), "clean, as it was closed");
        assertTrue(provenClean(State.EMPTY, Set.of()), "new");
        assertFalse(provenClean(State.CLEAN, Set.of()), "clean, and not by the last stop: restored");
        assertFalse(provenClean(State.EMPTY, Set.of("shelf/shop")), "emptied");
        assertFalse(provenClean(State.RECOVERED, Set.of("shelf/shop")), "recovered");
        assertFalse(provenClean(State.DOUBTFUL, Set.of("shelf/shop")), "doubtful");
        assertFalse(provenClean(State.CLEAN, Set.of("shelf/shop", "other/shop")), "one is missing");
    }

    private boolean provenClean(State state, Set<String> closedBefore) {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            shelf.nextOpensAs(state);
            bindings.bind(shelf);
            return bindings.serve(Optional.of(closedBefore)).isEmpty();
        }
    }

    @Test
    void anEngineThatIsMissingProvesNothing() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            assertEquals(
                    Optional.of("environment shelf/shop is not open"),
                    bindings.serve(Optional.of(Set.of("shelf/shop"))));
        }
    }

    @Test
    void doubtsAreForTheOperatorToSee() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            shelf.nextOpensAs(State.DOUBTFUL);
            bindings.bind(shelf);

            assertEquals(List.of("environment shelf/shop: shelf of shop"), bindings.doubts());
        }
    }

    @Test
    void anEnvironmentInDoubtIsNotTakenWhileTheNodeRuns() {
        for (State state : List.of(State.RECOVERED, State.DOUBTFUL)) {
            try (EngineBindings bindings = shop(SHELF_TABLES)) {
                bindings.serve(Optional.empty());
                shelf.nextOpensAs(state);
                bindings.bind(shelf);

                String refusal = "environment shelf/shop opened as " + state
                        + " (shelf of shop) while the node was running: restart the node, which then takes a new"
                        + " incarnation";
                assertEquals(refusal, whyNot(bindings, CART));
                assertEquals(refusal, whyNot(bindings, STOCK));
                assertEquals(List.of(), shelf.open());
            }
        }
    }

    @Test
    void aDoubtIsNotForgottenBecauseTheEnvironmentWasClosedCleanlyMeanwhile() {
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            bindings.serve(Optional.empty());
            shelf.nextOpensAs(State.RECOVERED);
            bindings.bind(shelf);
            bindings.unbind(shelf);
            bindings.bind(shelf);
            bindings.bind(new MemoryEngine());

            assertTrue(whyNot(bindings, CART).contains("opened as RECOVERED"), whyNot(bindings, CART));
            assertEquals(Optional.of(Set.of()), bindings.closeAll());
        }
    }

    @Test
    void closingTellsAllEnvironmentsThatWereOpenInThisRun() {
        EngineBindings bindings = shop("tables { cart { engine = shelf }, stock { engine = other } }");
        ShelfEngine other = new ShelfEngine("other");
        bindings.bind(shelf);
        bindings.bind(other);
        bindings.unbind(other);

        assertEquals(Optional.of(Set.of("shelf/shop", "other/shop")), bindings.closeAll());
    }

    @Test
    void ifOneEnvironmentDoesNotCloseTheOthersDoAndTheStopIsNotClean() {
        EngineBindings bindings = shop("tables { cart { engine = shelf }, stock { engine = other } }");
        ShelfEngine other = new ShelfEngine("other");
        bindings.bind(shelf);
        bindings.bind(other);
        shelf.failToClose(new StorageException.Unavailable("the disk is gone"));

        assertEquals(Optional.empty(), bindings.closeAll());
        assertEquals(List.of(), other.open());
    }

    @Test
    void anEngineThatGoesWithoutClosingLeavesNoTableBehindAndNoCleanStop() {
        EngineBindings bindings = shop("tables { cart { engine = shelf }, stock { engine = other } }");
        bindings.bind(shelf);
        bindings.bind(new ShelfEngine("other"));
        shelf.failToClose(new IllegalStateException("defective"));
        bindings.unbind(shelf);

        assertTrue(whyNot(bindings, CART).startsWith("no engine serves it: "), whyNot(bindings, CART));
        assertEquals("other", bindings.table(STOCK).engine());
        assertEquals(Optional.empty(), bindings.closeAll());
    }

    @Test
    void anEngineThatComesAfterTheEndOpensNothing() {
        EngineBindings bindings = shop(SHELF_TABLES);
        bindings.close();
        bindings.bind(shelf);

        assertEquals(List.of(), shelf.open());
    }

    private static EngineOrigin version(String version) {
        return new EngineOrigin(version.hashCode(), "shelf", version);
    }

    @Test
    void anEngineThatComesBesideOneOfItsNameServesOnlyWhenThatGoes() {
        ShelfEngine later = new ShelfEngine("shelf");
        EnginePresence engines = new EnginePresence();
        try (EngineBindings bindings = shop(SHELF_TABLES)) {
            engines.came(shelf, version("1.0.0"));
            engines.tell(bindings);
            engines.came(later, version("2.0.0"));
            assertEquals(List.of(shelfOf("shop")), shelf.open());
            assertEquals(List.of(), later.open());

            engines.went(shelf);
            assertEquals(List.of(), shelf.open());
            assertEquals(List.of(shelfOf("shop")), later.open());

            engines.went(later);
            assertTrue(whyNot(bindings, CART).startsWith("no engine serves it: "), whyNot(bindings, CART));
        }
    }

    @Test
    void ofTwoEnginesOfOneNameThatAreThereTheHigherVersionServes() {
        for (List<String> versions :
                List.of(List.of("1.9.0", "1.10.0"), List.of("0.9.9.z", "1.0.0"), List.of("1.0.0.a", "1.0.0.b"))) {
            ShelfEngine higher = new ShelfEngine("shelf");
            EnginePresence engines = new EnginePresence();
            try (EngineBindings bindings = shop(SHELF_TABLES)) {
                engines.came(higher, version(versions.get(1)));
                engines.came(shelf, version(versions.get(0)));
                engines.tell(bindings);

                assertEquals(List.of(), shelf.open());
                assertEquals(List.of(shelfOf("shop")), higher.open());
                engines.went(shelf);
                assertEquals(List.of(shelfOf("shop")), higher.open());
            }
        }
    }
}
