package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.EngineMessage.Exchange;
import org.armature.protocol.EngineMessage.TurnAsked;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges of a node that is alone, with bundles that are none. */
class EngineSwapsTest {
    private static final NodeId SELF = new NodeId("n1");
    private static final NodeId OTHER = new NodeId("n2");
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path directory;

    private final ShelfEngine shelf = new ShelfEngine("shelf");
    private final ShelfEngine next = shelf.successor();
    private final EnginePresence presence = new EnginePresence();
    private final FakeBundles bundles = new FakeBundles(presence);
    private final EngineComplaints complaints = new EngineComplaints();
    private final SwapTurns turns = new SwapTurns(System::nanoTime);
    private final Avoidances avoidances = new Avoidances();
    private EngineBindings bindings;
    private EngineSwaps swaps;

    @BeforeEach
    void start() {
        bindings = Instances.bindings(directory, Instances.read(directory, "shop", "tables.cart.engine = shelf"));
        bundles.install("shelf-1.jar", "1.0.0", shelf);
        presence.tell(bindings);
        bindings.serve(Optional.empty());
        swaps = new EngineSwaps(
                bundles,
                presence,
                bindings,
                new ClusterTurn(SELF, turns, List::of, (node, message) -> Optional.empty()),
                new Quiet(SELF, avoidances, List::of, (nodes, message) -> {}),
                complaints,
                Duration.ofMillis(200));
        EngineDrops drops = new EngineDrops(bundles, presence, swaps, complaints);
        bundles.watch(drops::look);
    }

    @AfterEach
    void stop() {
        swaps.close();
        avoidances.close();
        bindings.close();
    }

    private Task ended(SwapJob job) {
        Waiting.until("it ends", job::hasEnded);
        return job.task();
    }

    private Task order(Path jar) {
        return ended(swaps.order(jar, false, Optional.empty()));
    }

    private void assertServedBy(ShelfEngine engine) {
        assertEquals(1, engine.open().size());
        assertTrue(bindings.table(CART).gate().enter());
        bindings.table(CART).gate().leave();
    }

    @Test
    void aNewerBundleTakesThePlaceOfTheOneThatRuns() {
        Task task = order(bundles.put("shelf-2.jar", "2.0.0", next));

        assertEquals(TaskState.DONE, task.state(), task::toString);
        assertEquals("exchange engine shelf 1.0.0 for 2.0.0", task.what());
        assertEquals(1_000, task.permille());
        assertServedBy(next);
        assertEquals(List.of("start 1.0.0", "start 2.0.0", "settle 2.0.0", "end 1.0.0"), bundles.events());
        Exchange last = swaps.lastOf("shelf").orElseThrow();
        assertTrue(last.done() && last.pauseNanos() > 0 && last.text().startsWith("pause "), last::toString);
        assertFalse(turns.answer(OTHER, new TurnAsked(1_000)).holder().equals(Optional.of(SELF)));
    }

    @Test
    void manyExchangesFollowOneAnother() {
        ShelfEngine engine = shelf;
        for (int version = 2; version <= 9; version++) {
            engine = engine.successor();
            Task task = order(bundles.put("shelf-" + version + ".jar", version + ".0.0", engine));
            assertEquals(TaskState.DONE, task.state(), task::toString);
        }
        assertServedBy(engine);
        assertEquals(1, bundles.running().size());
    }

    @Test
    void aBundleWhoseEngineFailsToOpenIsEndedAndItsJarSetAside() {
        next.failToOpen(new StorageException.Corrupt("page 7"));
        Task task = order(bundles.put("shelf-2.jar", "2.0.0", next));

        assertEquals(TaskState.FAILED, task.state());
        assertTrue(task.cause().contains("page 7"), task.cause());
        assertServedBy(shelf);
        assertEquals(List.of("start 1.0.0", "start 2.0.0", "end 2.0.0", "set aside shelf-2.jar"), bundles.events());
        assertFalse(swaps.lastOf("shelf").orElseThrow().done());
        assertTrue(turns.answer(OTHER, new TurnAsked(1_000)).granted());
    }

    @Test
    void ifTheEngineBeforeCanOpenOnlyOnceTheOtherHasEndedItDoesThen() {
        next.failToOpen(new StorageException.Corrupt("page 7"));
        next.beforeOpen(() -> shelf.failToOpen(Optional.of(new StorageException.InUse("the other has it"))));
        bundles.beforeEnd(() -> shelf.failToOpen(Optional.empty()));
        Task task = order(bundles.put("shelf-2.jar", "2.0.0", next));

        assertEquals(TaskState.FAILED, task.state());
        assertTrue(task.cause().contains("page 7") && task.cause().contains("the other has it"), task.cause());
        assertServedBy(shelf);
    }

    @Test
    void aBundleThatPublishesNoEngineOrAnotherOneIsNotTaken() {
        Task none = order(bundles.put("none.jar", FakeBundles.NAME, "2.0.0", Optional.empty()));
        assertTrue(none.cause().startsWith("it starts, and publishes no service of type "), none.cause());

        Task other = order(bundles.put("other.jar", "2.0.0", new ShelfEngine("other")));
        assertTrue(other.cause().startsWith("it publishes engine other, which "), other.cause());

        Task foreign = order(bundles.put("foreign.jar", "com.example.shelf", "2.0.0", Optional.of(next)));
        assertEquals(
                "it is bundle com.example.shelf, and engine shelf is served by bundle " + FakeBundles.NAME
                        + ": only a version of that bundle can take its place",
                foreign.cause());
        assertServedBy(shelf);
        assertEquals(1, bundles.running().size());
    }

    @Test
    void aNewEngineIsTakenAtOnceAndServesTheTablesThatWaitForIt() {
        ShelfEngine other = new ShelfEngine("other");
        Task task = order(bundles.put("other.jar", "com.example.other", "1.0.0", Optional.of(other)));
        assertEquals(TaskState.DONE, task.state(), task::toString);
        assertTrue(presence.serving("other").isPresent());
    }

    @Test
    void itWaitsForItsTurnSaysForWhomAndMayBeCancelledMeanwhile() {
        turns.answer(OTHER, new TurnAsked(60_000));
        SwapJob job = swaps.order(bundles.put("shelf-2.jar", "2.0.0", next), false, Optional.empty());
        Waiting.until("it waits", () -> job.task().state() == TaskState.WAITING);
        assertEquals("one node at a time, and n2 has the turn", job.task().cause());
        assertServedBy(shelf);

        assertTrue(job.cancel());
        assertEquals(TaskState.CANCELLED, ended(job).state());
        assertServedBy(shelf);
        assertEquals(List.of("shelf-1.jar", "shelf-2.jar"), bundles.files());
        assertEquals(1, bundles.running().size());
    }

    @Test
    void whenTheTurnIsFreeItGoesOn() {
        turns.answer(OTHER, new TurnAsked(60_000));
        SwapJob job = swaps.order(bundles.put("shelf-2.jar", "2.0.0", next), false, Optional.empty());
        Waiting.until("it waits", () -> job.task().state() == TaskState.WAITING);
        turns.answer(OTHER, new TurnAsked(0));
        assertEquals(TaskState.DONE, ended(job).state());
        assertServedBy(next);
    }

    @Test
    void aNodeThatStopsCancelsWhatWaits() {
        turns.answer(OTHER, new TurnAsked(60_000));
        SwapJob job = swaps.order(bundles.put("shelf-2.jar", "2.0.0", next), false, Optional.empty());
        Waiting.until("it waits", () -> job.task().state() == TaskState.WAITING);
        swaps.close();
        assertEquals(TaskState.CANCELLED, job.task().state());
        assertEquals("the node stops", job.task().cause());
        assertServedBy(shelf);
    }

    @Test
    void ifFilesCantBePutInOrderTheEngineServesAllTheSameAndThatIsSaid() {
        bundles.beFull();
        Task task = order(bundles.put("shelf-2.jar", "2.0.0", next));
        assertEquals(TaskState.DONE, task.state());
        assertTrue(task.cause().contains("No space left"), task.cause());
        assertServedBy(next);
        assertEquals(1, bundles.running().size());
    }

    private void awaitIdle() {
        Waiting.until("all have ended", swaps::areIdle);
    }

    @Test
    void aJarThatIsDroppedIsTakenWithoutAnOrder() {
        bundles.put("shelf-2.jar", "2.0.0", next);
        bundles.look();
        bundles.look();
        awaitIdle();
        assertServedBy(next);
        bundles.look();
        assertEquals(1, swaps.tasks().size());
        assertEquals(List.of("shelf-2.jar"), bundles.files());
        assertEquals(List.of(), complaints.all());
    }

    @Test
    void aBadJarIsToldOnceAndForgottenWhenItIsMended() {
        Path jar = bundles.put("shelf-0.jar", "0.9.0", next);
        bundles.look();
        awaitIdle();
        bundles.look();
        awaitIdle();
        assertEquals(1, swaps.tasks().size());
        assertEquals(List.of("ARM-408 shelf-0.jar was not taken: the newer 1.0.0 runs"), complaints.all());

        bundles.put("shelf-0.jar", "2.0.0", next);
        bundles.look();
        awaitIdle();
        assertServedBy(next);
        assertEquals(List.of(), complaints.all());
        bundles.delete(jar);
        bundles.look();
        assertEquals(1, complaints.all().size());
    }

    @Test
    void anEngineWhoseJarIsDeletedGoesOnAndThatIsSaidUntilItIsBack() {
        bundles.delete(Path.of("engines/shelf-1.jar"));
        bundles.look();
        assertServedBy(shelf);
        assertEquals(1, complaints.all().size());
        assertTrue(
                complaints.all().get(0).startsWith("ARM-401 shelf-1.jar is gone, from which " + FakeBundles.NAME),
                complaints.all()::toString);
        bundles.put("shelf-1.jar", "1.0.0", shelf);
        bundles.look();
        awaitIdle();
        assertTrue(complaints.all().stream().noneMatch(text -> text.contains("is gone")), complaints.all()::toString);
    }

    @Test
    void anEngineThatIsRemovedLeavesItsTablesWithoutOneUntilItIsBack() throws Exception {
        swaps.remove(bundles.running().get(0));
        assertEquals(List.of(), shelf.open());
        assertTrue(bindings.problem(CART).orElseThrow().startsWith("no engine serves it: "));
        assertEquals(List.of(), bundles.files());

        order(bundles.put("shelf-1.jar", "1.0.0", shelf));
        assertServedBy(shelf);
    }
}
