package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.armature.client.AdminClient;
import org.armature.client.StoreException;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.ConfigMessage.ConfigDeleteData;
import org.armature.protocol.ConfigMessage.KeyChange;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is moved between the engines of a running node. */
class MigrationTest {
    private static final int KEYS = 200;

    @TempDir
    Path directory;

    private MovingNode node;

    @BeforeEach
    void start() {
        node = new MovingNode(directory, "max-value = 100 B, max-siblings = 2");
        for (int i = 0; i < KEYS; i++) {
            put(i, "first");
        }
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static Key key(int number) {
        return Key.utf8("key" + number);
    }

    private void put(int number, String value) {
        CausalContext seen = node.cart().get(key(number)).context();
        node.cart().put(key(number), Bytes.utf8(value + number), seen);
    }

    private void delete(int number) {
        node.cart().delete(key(number), node.cart().get(key(number)).context());
    }

    private void assertHolds(int from, int to, String value) {
        for (int i = from; i < to; i++) {
            assertEquals(List.of(Bytes.utf8(value + i)), node.cart().get(key(i)).values(), "key" + i);
        }
    }

    @Test
    void theOtherEngineServesOnceBothHaveTheSame() {
        Task task = node.move("other");
        assertEquals("shop/cart: shelf to other", task.what());
        node.awaitDone(task);

        assertEquals("other", node.serving());
        assertEquals(node.shelf().contents("cart"), node.other().contents("cart"));
        assertEquals(KEYS, node.other().contents("cart").size());
        assertTrue(node.other().isForced());
        assertHolds(0, KEYS, "first");
        assertTrue(
                node.status().warnings().stream().anyMatch(warning -> warning.contains("write engine = other there")),
                node.status().warnings()::toString);
    }

    @Test
    void writesGoToBothEnginesSoThatTheFormerOneCanTakeOverAgain() {
        node.awaitDone(node.move("other"));
        put(0, "second");
        delete(1);
        put(KEYS, "new");
        assertEquals(node.other().contents("cart"), node.shelf().contents("cart"));

        node.awaitDone(node.order(Order.ROLL_BACK, "", Duration.ZERO));
        node.awaitForgotten();
        assertEquals("shelf", node.serving());
        assertEquals(0, node.other().stores("cart"));
        assertHolds(0, 1, "second");
        assertTrue(node.cart().get(key(1)).isEmpty());
        assertHolds(2, KEYS, "first");
        assertHolds(KEYS, KEYS + 1, "new");
        assertTrue(node.status().warnings().stream().noneMatch(warning -> warning.contains("engine")));
    }

    @Test
    void theFormerCopyIsRemovedWhenToldOrWhenItsTimeHasPassed() {
        node.awaitDone(node.move("other"));
        node.order(Order.FINISH, "", Duration.ZERO);
        node.await(MigrationStage.SETTLED_NEW);
        assertEquals(0, node.shelf().stores("cart"));
        assertEquals(List.of(), node.shelf().open(), "an environment that no table uses is closed");
        assertHolds(0, KEYS, "first");

        node.awaitDone(node.order(Order.MOVE, "shelf", Duration.ZERO));
        node.awaitForgotten();
        assertEquals("shelf", node.serving());
        assertEquals(0, node.other().stores("cart"));
        assertHolds(0, KEYS, "first");
    }

    @Test
    void whatIsCancelledBeforeTheSwitchLeavesNothingBehind() {
        node.other().beforeWrite(batch -> {
            throw new StorageException.DiskFull("no room");
        });
        Task task = node.move("other");
        Waiting.until("it waits", () -> node.task(task.id()).state() == TaskState.WAITING);
        assertTrue(node.task(task.id()).cause().contains("no room"), node.task(task.id())::toString);
        put(0, "second");

        try (AdminClient admin = node.admin()) {
            assertEquals(
                    TaskState.CANCELLED,
                    admin.task(task.id(), TaskAction.CANCEL).state());
        }
        node.awaitForgotten();
        assertEquals("shelf", node.serving());
        assertEquals(0, node.other().stores("cart"));
        assertHolds(0, 1, "second");
        assertHolds(1, KEYS, "first");
    }

    @Test
    void anEngineThatTakesNothingForAWhileGetsItLater() {
        node.other().beforeWrite(batch -> {
            throw new StorageException.Unavailable("not now");
        });
        Task task = node.move("other");
        for (int i = 0; i < KEYS; i += 2) {
            put(i, "second");
            delete(i + 1);
        }
        node.other().beforeWrite(batch -> {});
        node.awaitDone(task);
        assertEquals(node.shelf().contents("cart"), node.other().contents("cart"));
        for (int i = 0; i < KEYS; i += 2) {
            assertHolds(i, i + 1, "second");
            assertTrue(node.cart().get(key(i + 1)).isEmpty());
        }
    }

    @Test
    void whatTheFormerEngineMissedAfterTheSwitchIsCopiedBackBeforeItServesAgain() {
        node.awaitDone(node.move("other"));
        node.shelf().beforeWrite(batch -> {
            throw new StorageException.Unavailable("not now");
        });
        put(0, "second");
        delete(1);
        assertNotEquals(node.other().contents("cart"), node.shelf().contents("cart"));

        Task back = node.order(Order.ROLL_BACK, "", Duration.ZERO);
        Waiting.until("it waits", () -> node.task(back.id()).state() == TaskState.WAITING);
        assertEquals("other", node.serving());
        node.shelf().beforeWrite(batch -> {});
        node.awaitDone(back);
        node.awaitForgotten();
        assertHolds(0, 1, "second");
        assertTrue(node.cart().get(key(1)).isEmpty());
    }

    @Test
    void whatTheFormerEngineMissedAfterTheSwitchIsCopiedThereWhileItsCopyIsKept() {
        node.awaitDone(node.move("other"));
        node.shelf().beforeWrite(batch -> {
            throw new StorageException.Unavailable("not now");
        });
        put(0, "second");
        delete(1);
        assertNotEquals(node.other().contents("cart"), node.shelf().contents("cart"));
        node.shelf().beforeWrite(batch -> {});
        Waiting.until(
                "both have the same",
                () -> node.other().contents("cart").equals(node.shelf().contents("cart")));
        assertEquals("other", node.serving());
    }

    @Test
    void anEngineThatDoesNotAnswerHoldsUpAWriteForAMomentAndThenNoMore() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        node.other().beforeWrite(batch -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Task task = node.move("other");
        for (int i = 0; i < 20; i++) {
            put(i, "second");
        }
        assertHolds(0, 20, "second");
        answer.countDown();
        node.awaitDone(task);
        assertEquals(node.shelf().contents("cart"), node.other().contents("cart"));
    }

    @Test
    void aPausedMoveCopiesNothingUntilItIsResumed() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        node.other().beforeWrite(batch -> {
            begun.countDown();
            Waiting.until("it is paused", () -> paused.getCount() == 0);
        });
        Task task = node.move("other");
        Waiting.until("it copies", () -> begun.getCount() == 0);
        try (AdminClient admin = node.admin()) {
            assertEquals(
                    TaskState.PAUSED, admin.task(task.id(), TaskAction.PAUSE).state());
            paused.countDown();
            put(0, "second");
            assertEquals("shelf", node.serving());
            assertTrue(node.other().contents("cart").size() < KEYS);
            admin.task(task.id(), TaskAction.RESUME);
        }
        node.awaitDone(task);
        assertEquals(node.shelf().contents("cart"), node.other().contents("cart"));
    }

    @Test
    void twoEnginesAreComparedByteByByteWithoutAChange() {
        node.awaitDone(node.move("other"));
        node.awaitDone(node.order(Order.VERIFY, "shelf", Duration.ZERO));

        node.shelf().spoilAnEntry("cart");
        Task differs = node.awaitEnd(node.order(Order.VERIFY, "shelf", Duration.ZERO));
        assertEquals(TaskState.FAILED, differs.state());
        assertEquals("1 of 200 entries differ", differs.cause());
        assertNotEquals(node.other().contents("cart"), node.shelf().contents("cart"));
    }

    @Test
    void whatCanNotBeIsRefusedWithItsReasonsAndNothingIsChanged() {
        assertRefused(Order.MOVE, "mysql", ErrorCode.MIGRATION_REFUSED, "engine mysql is not installed on n1");
        assertRefused(Order.MOVE, "shelf", ErrorCode.MIGRATION_REFUSED, "engine shelf keeps the table already");
        assertRefused(Order.ROLL_BACK, "", ErrorCode.NO_SUCH_MIGRATION, "table shop/cart is not being moved on n1");
        assertRefused(Order.FINISH, "", ErrorCode.NO_SUCH_MIGRATION, "table shop/cart is not being moved on n1");
        assertRefused(
                Order.VERIFY, "other", ErrorCode.NO_SUCH_MIGRATION, "engine other has no copy of table shop/cart");
        node.other().failToOpen(new StorageException.Unavailable("the server is away"));
        assertRefused(Order.MOVE, "other", ErrorCode.STORAGE_FAILED, "the server is away");
        assertEquals(0, node.writes());
        assertEquals("shelf", node.serving());
    }

    @Test
    void whatTheOtherEngineCouldNotKeepIsNotTakenFromAFileUntilTheMoveIsOver() {
        node.other().takeNoRecordLongerThan(500);
        node.awaitDone(node.move("other"));
        List<String> problems = node.limit("max-value = 300 B, max-siblings = 2");
        assertTrue(problems.toString().contains("engine other takes no record of more than 500 B"), problems::toString);

        node.order(Order.FINISH, "", Duration.ZERO);
        node.await(MigrationStage.SETTLED_NEW);
        assertEquals(1, node.limit("max-value = 300 B, max-siblings = 2").size(), "it is kept by engine other alone");
        assertThrows(
                StoreException.class, () -> node.cart().put(key(KEYS), Bytes.wrap(new byte[300]), CausalContext.NONE));

        node.awaitDone(node.order(Order.MOVE, "shelf", Duration.ZERO));
        node.awaitForgotten();
        assertEquals(List.of(), node.limit("max-value = 300 B, max-siblings = 2"));
        node.cart().put(key(KEYS), Bytes.wrap(new byte[300]), CausalContext.NONE);
    }

    @Test
    void aTableIsMovedOnceAtATime() {
        node.awaitDone(node.move("other"));
        assertRefused(
                Order.MOVE,
                "shelf",
                ErrorCode.MIGRATION_REFUSED,
                "(switched, with the former copy kept) on n1 already");
    }

    private void assertRefused(Order order, String engine, ErrorCode code, String words) {
        StoreException refused =
                assertThrows(StoreException.class, () -> node.order(order, engine, Duration.ofDays(1)));
        assertEquals(code, refused.code(), refused::getMessage);
        assertTrue(refused.getMessage().contains(words), refused::getMessage);
    }

    @Test
    void aPlanSaysWhatThereIsToCopyAndWhatItTakes() {
        try (AdminClient admin = node.admin()) {
            MigrationPlan plan = admin.migrationPlan(Optional.empty(), MovingNode.CART, "other");
            assertEquals(List.of(), plan.refusals());
            assertEquals(KEYS, plan.entries());
            assertTrue(plan.needBytes() > plan.bytes() && plan.freeBytes() > plan.needBytes(), plan::toString);
            assertEquals(3, plan.costs().size());
        }
    }

    @Test
    void aPlanAsksTheOtherEngineWhetherItCanBeUsedAndOpensNothing() {
        node.other().failToOpen(new StorageException.Unavailable("the server is away"));
        try (AdminClient admin = node.admin()) {
            MigrationPlan plan = admin.migrationPlan(Optional.empty(), MovingNode.CART, "other");
            assertEquals(List.of("engine other can't be used as it is: the server is away"), plan.refusals());
            assertEquals(KEYS, plan.entries());
            node.other().failToOpen(Optional.empty());
            assertEquals(
                    List.of(),
                    admin.migrationPlan(Optional.empty(), MovingNode.CART, "other")
                            .refusals());
        }
        assertEquals(List.of(), node.other().open());
    }

    @Test
    void aMoveThatCanNotBeginLeavesNoEnvironmentOpen() {
        node.diskFull();
        assertRefused(Order.MOVE, "other", ErrorCode.STORAGE_FAILED, "the file of the move can't be written");
        assertEquals(List.of(), node.other().open());
        assertHolds(0, KEYS, "first");
    }

    @Test
    void aCleanStopKeepsWhatIsKnownAndTheMoveGoesOn() {
        node.awaitDone(node.move("other"));
        node.restart();
        assertEquals("other", node.serving());
        assertEquals(0, node.status().figures().get("incarnation_is_new"));
        put(0, "second");
        assertEquals(node.other().contents("cart"), node.shelf().contents("cart"));
        int written = node.shelf().batches().size();
        node.awaitDone(node.order(Order.ROLL_BACK, "", Duration.ZERO));
        assertEquals(written, node.shelf().batches().size(), "nothing had to be copied back");
        node.awaitForgotten();

        node.restart();
        assertEquals(0, node.status().figures().get("incarnation_is_new"));
        assertHolds(0, 1, "second");
        assertHolds(1, KEYS, "first");
    }

    @Test
    void aStopThatCanNotSayWhatIsEqualLeavesNothingToBeBelievedOfAnEarlierOne() {
        node.awaitDone(node.move("other"));
        node.restart();
        node.shelf().beforeWrite(batch -> {
            throw new StorageException.DiskFull("no room");
        });
        put(0, "second");
        node.diskFull();
        node.restart();
        assertEquals(0, node.status().figures().get("incarnation_is_new"));
        node.awaitDone(node.order(Order.ROLL_BACK, "", Duration.ZERO));
        node.awaitForgotten();
        assertEquals("shelf", node.serving());
        assertHolds(0, 1, "second");
        assertHolds(1, KEYS, "first");
    }

    @Test
    void aWriteTheOtherEngineRefusesWhileTheNodeStopsIsCopiedLater() {
        node.awaitDone(node.move("other"));
        CountDownLatch begun = new CountDownLatch(1);
        MovingNode stopping = node;
        int before = stopping.writes();
        node.shelf().beforeWrite(batch -> {
            begun.countDown();
            long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
            Waiting.until(
                    "the node has said what is equal, or waits",
                    () -> stopping.writes() > before || System.nanoTime() - end > 0);
            throw new StorageException.Unavailable("not now");
        });
        CompletableFuture<Boolean> told =
                CompletableFuture.runAsync(() -> put(0, "second")).handle((done, failure) -> failure == null);
        Waiting.until("the other engine is given the write", () -> begun.getCount() == 0);
        node.restart();
        assertFalse(told.join(), "the node was stopped before it could answer");
        assertHolds(0, 1, "second");
        node.awaitDone(node.order(Order.ROLL_BACK, "", Duration.ZERO));
        node.awaitForgotten();
        assertHolds(0, 1, "second");
    }

    @Test
    void whatTheFileStillWantsIsToldToNeedAMoveFromTheEngineThatHasTheObjectsNow() {
        node.awaitDone(node.move("other"));
        try (AdminClient admin = node.admin()) {
            List<KeyChange> changes = admin.config(false).nodes().get(0).changes();
            assertEquals(1, changes.size(), changes::toString);
            assertEquals(
                    "engine other has the table's objects and keeps it until they are moved to shelf",
                    changes.get(0).why());
            assertEquals("other", changes.get(0).before());
        }
    }

    @Test
    void aTableThatIsTakenOutOfItsFileAfterItsMoveIsServedFromWhereItWasMovedWhenItIsThereAgain() {
        node.awaitDone(node.move("other"));
        node.order(Order.FINISH, "", Duration.ZERO);
        node.await(MigrationStage.SETTLED_NEW);
        node.configureCart(false);
        node.restart();
        awaitConfigured(false);
        String warning = "is not configured any more";
        Waiting.until(warning, () -> node.status().warnings().stream().anyMatch(each -> each.contains(warning)));

        node.configureCart(true);
        awaitConfigured(true);
        assertEquals("other", node.serving());
        assertHolds(0, KEYS, "first");
    }

    @Test
    void objectsThatTwoEnginesMayHaveAreNotDeletedByHalves() {
        node.awaitDone(node.move("other"));
        node.configureCart(false);
        awaitConfigured(false);
        try (AdminClient admin = node.admin()) {
            List<String> problems = admin.config(new ConfigDeleteData(MovingNode.CART, false))
                    .nodes()
                    .get(0)
                    .problems();
            assertTrue(problems.toString().contains("was being moved between engines"), problems::toString);
        }
        assertEquals(KEYS, node.shelf().contents("cart").size());
        assertEquals(node.shelf().contents("cart"), node.other().contents("cart"));
    }

    private void awaitConfigured(boolean there) {
        Waiting.until(
                "configured: " + there,
                () -> there
                        == node.status().tables().stream()
                                .anyMatch(table -> table.table().equals(MovingNode.CART)));
    }

    @Test
    void afterAnUncleanStopTheFormerCopyIsTrustedOnlyOnceItWasComparedAgain() {
        node.awaitDone(node.move("other"));
        node.shelf().kill();
        node.other().kill();
        node.shelf().spoilAnEntry("cart"); // as a crash between the two writes of a put would leave it
        node.restart();
        assertEquals("other", node.serving());
        node.awaitDone(node.order(Order.ROLL_BACK, "", Duration.ZERO));
        node.awaitForgotten();
        assertEquals("shelf", node.serving());
        assertHolds(0, KEYS, "first");
        assertEquals(Map.of(), node.other().contents("cart"));
    }
}
