package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.armature.engine.memory.MemoryEngine;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.storage.Durability;
import org.armature.storage.OpenReport.State;
import org.armature.storage.StorageException;
import org.armature.storage.StoreKind;
import org.armature.storage.StoreStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSwapTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final TableName POSTS = new TableName("blog", "posts");

    @TempDir
    Path directory;

    private final ShelfEngine shelf = new ShelfEngine("shelf");
    private final ShelfEngine next = shelf.successor();
    private EngineBindings bindings;

    @BeforeEach
    void open() {
        bindings = Instances.bindings(
                directory,
                Instances.read(directory, "shop", "tables.cart.engine = shelf"),
                Instances.read(directory, "blog", "tables.posts.engine = shelf"));
        bindings.bind(shelf);
        bindings.serve(Optional.empty());
        put(CART, 1);
        put(POSTS, 2);
    }

    @AfterEach
    void close() {
        bindings.close();
    }

    private void put(TableName name, long key) {
        TableBinding table = bindings.table(name);
        assertTrue(table.gate().enter());
        table.environment()
                .write(
                        List.of(table.mutation(
                                StoreKind.OBJECTS, 3, StorageCallsOf.key(key), Optional.of(Bytes.utf8("value")))),
                        Durability.PROCESS);
        table.gate().leave();
    }

    private String failure() {
        return assertThrows(SwapFailed.class, () -> bindings.swap(next, SwapLimits.USUAL))
                .getMessage();
    }

    private void assertServedBy(ShelfEngine engine) {
        assertEquals(2, engine.open().size());
        for (TableName table : List.of(CART, POSTS)) {
            assertEquals(new StoreStats(1, 5), bindings.table(table).stats());
            put(table, table.equals(CART) ? 1 : 2);
        }
    }

    @Test
    void allEnvironmentsOfTheEngineAreOpenedByTheNextOne() throws SwapFailed {
        SwapTimes times = bindings.swap(next, SwapLimits.USUAL);

        assertServedBy(next);
        assertTrue(times.pause() > 0, times::toString);
        bindings.unbind(shelf);
        assertServedBy(next);
    }

    @Test
    void oneExchangeMayFollowAnother() throws SwapFailed {
        ShelfEngine engine = shelf;
        for (int round = 0; round < 20; round++) {
            ShelfEngine successor = engine.successor();
            bindings.swap(successor, SwapLimits.USUAL);
            assertEquals(List.of(), engine.open());
            engine = successor;
        }
        assertServedBy(engine);
        assertEquals(Optional.of(Set.of("shelf/shop", "shelf/blog")), bindings.closeAll());
    }

    @Test
    void aCallThatDoesNotEndKeepsEverythingAsItIs() {
        TableBinding table = bindings.table(CART);
        assertTrue(table.gate().enter());
        SwapLimits limits = new SwapLimits(Duration.ofMillis(10), Duration.ofMinutes(1));
        String failure = assertThrows(SwapFailed.class, () -> bindings.swap(next, limits))
                .getMessage();

        assertEquals(
                "1 storage calls of shelf/shop did not end within 10 ms: nothing was changed, engine shelf goes on",
                failure);
        table.gate().leave();
        assertServedBy(shelf);
    }

    @Test
    void anEngineThatFailsToOpenIsNotTakenAndTheOneBeforeGoesOn() {
        for (RuntimeException defect :
                List.of(new StorageException.Corrupt("page 7"), new IllegalStateException("page 7"))) {
            next.failToOpen(defect);
            String failure = failure();
            assertTrue(failure.startsWith("the other engine shelf was not taken, since page 7. "), failure);
            assertServedBy(shelf);
        }
    }

    @Test
    void anEngineThatLacksAClassIsNotTaken() {
        next.beforeOpen(() -> {
            throw new NoClassDefFoundError("com/example/Log");
        });
        assertTrue(failure().contains("com/example/Log"));
        assertServedBy(shelf);
    }

    @Test
    void anEngineThatOpensTheSecondEnvironmentNotIsNotTakenEither() {
        int[] opened = {0};
        next.beforeOpen(() -> {
            if (opened[0]++ > 0) {
                throw new StorageException.Unavailable("enough");
            }
        });
        assertTrue(failure().contains("enough"));
        assertServedBy(shelf);
    }

    @Test
    void anEngineThatFindsSomethingElseThanWasLeftIsNotTaken() {
        next.nextOpensAs(State.RECOVERED);
        String failure = failure();
        assertTrue(failure.contains("as RECOVERED (shelf of "), failure);
        assertServedBy(shelf);

        next.nextOpensAs(State.EMPTY);
        assertTrue(failure().contains("as EMPTY (shelf of "));
        assertServedBy(shelf);
    }

    @Test
    void whatAnEngineThatIsNotTakenHasLostIsNotServedAsIfItHadNeverBeenThere() {
        int[] opened = {0};
        next.beforeOpen(() -> {
            if (opened[0]++ == 0) {
                shelf.loseAnEntry();
            }
        });
        String failure = failure();
        String lost = "0 entries with 0 bytes in store ";
        assertTrue(failure.contains("it finds " + lost) && failure.contains(", where there were 1 with 5"), failure);

        bindings.bind(shelf);
        TableName spoiled = bindings.problem(CART).isPresent() ? CART : POSTS;
        TableName whole = spoiled.equals(CART) ? POSTS : CART;
        String problem = bindings.problem(spoiled).orElseThrow();
        assertTrue(problem.contains(lost) && problem.contains("restart the node"), problem);
        assertEquals(new StoreStats(1, 5), bindings.table(whole).stats());
        assertEquals(Optional.of(Set.of("shelf/" + whole.instance())), bindings.closeAll());
    }

    @Test
    void whatTheEngineBeforeOpensInDoubtIsNotServedOnceItOpensWithoutDoubt() {
        next.failToOpen(new StorageException.Corrupt("page 7"));
        next.beforeOpen(() -> shelf.nextOpensAs(State.DOUBTFUL));
        String failure = failure();
        assertTrue(failure.contains("as DOUBTFUL"), failure);

        bindings.bind(shelf);
        TableName doubtful = bindings.problem(CART).isPresent() ? CART : POSTS;
        String problem = bindings.problem(doubtful).orElseThrow();
        assertTrue(problem.contains("restart the node"), problem);
        assertFalse(bindings.closeAll().orElseThrow().contains("shelf/" + doubtful.instance()));
    }

    @Test
    void ifNeitherOpensTheTablesAreNotServedAndSayWhy() {
        next.failToOpen(new StorageException.Corrupt("page 7"));
        next.beforeOpen(() -> shelf.failToOpen(new StorageException.Corrupt("page 8")));
        String failure = failure();

        assertTrue(failure.contains("page 7") && failure.contains("page 8"), failure);
        String problem = bindings.problem(CART).orElseThrow();
        assertTrue(problem.contains("page 7") && problem.contains("page 8"), problem);
        assertThrows(EngineMissing.class, () -> bindings.table(POSTS));
        ShelfEngine third = shelf.successor();
        bindings.bind(third);
        assertServedBy(third);
    }

    @Test
    void whatDoesNotCloseIsOpenedAgainByItsOwnEngineAndTheStopIsNotClean() {
        shelf.failToClose(new StorageException.Unavailable("the disk is gone"));
        String failure = failure();
        assertTrue(failure.contains("the disk is gone"), failure);
        assertTrue(failure.contains("restart"), failure);
        assertEquals(Optional.empty(), bindings.closeAll());
    }

    @Test
    void anEngineThatKeepsNothingWhenClosedIsNotExchangedOnceItHasSomething() throws SwapFailed {
        TableName seen = new TableName("page", "seen");
        try (EngineBindings volatileOnes = Instances.bindings(
                directory, Instances.read(directory, "page", "tables.seen { engine = memory, durability = memory }"))) {
            volatileOnes.bind(new MemoryEngine());
            volatileOnes.swap(new MemoryEngine(), SwapLimits.USUAL);

            TableBinding table = volatileOnes.table(seen);
            table.environment()
                    .write(
                            List.of(table.mutation(
                                    StoreKind.OBJECTS, 3, StorageCallsOf.key(1), Optional.of(Bytes.utf8("value")))),
                            Durability.MEMORY);
            String failure = assertThrows(
                            SwapFailed.class, () -> volatileOnes.swap(new MemoryEngine(), SwapLimits.USUAL))
                    .getMessage();
            assertTrue(failure.contains("page would be empty"), failure);
            assertEquals(1, volatileOnes.table(seen).stats().entries());
        }
    }

    @Test
    void aNodeThatStopsMeanwhileClosesWhatTheNextEngineHasOpened() throws Exception {
        try (HeldSwap swap = new HeldSwap(bindings, next, SwapLimits.USUAL)) {
            CountDownLatch closing = new CountDownLatch(1);
            CompletableFuture<Optional<Set<String>>> closed = CompletableFuture.supplyAsync(() -> {
                closing.countDown();
                return bindings.closeAll();
            });
            assertTrue(closing.await(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS));
            Waiting.until("the end is near", bindings::isEnding);
            assertThrows(SwapFailed.class, swap::letGo);
            assertEquals(
                    Optional.of(Set.of("shelf/shop", "shelf/blog")),
                    closed.get(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS));
        }
        assertEquals(List.of(), shelf.open());
        assertEquals(List.of(), next.open());
    }

    @Test
    void withoutAnEngineInUseThereIsNothingToExchange() {
        assertThrows(SwapFailed.class, () -> bindings.swap(shelf, SwapLimits.USUAL));
        assertThrows(SwapFailed.class, () -> bindings.swap(new ShelfEngine("other"), SwapLimits.USUAL));
    }
}
