package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.node.LeftoverReport;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskAsked;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.RingState;
import org.armature.ring.Strategy;
import org.junit.jupiter.api.Test;

/** Node n1 removes old copies, and an operator sees how far it is. */
class CleanUpsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String ID = "c-1-n1";
    private static final LeftoverReport IDLE = new LeftoverReport(0, 0, 0, 0, "");

    private final List<Boolean> pauses = new ArrayList<>();
    private RingState ring = RingState.founding(Founding.ring(
            Strategy.EQUAL_PARTITIONS, List.of(new Member(LocalCluster.id(1), "h:1", "h:2", "h", "z", 1)), 4, 1, 1));
    private long now = 1;
    private final CleanUps cleanUps = new CleanUps(LocalCluster.id(1), () -> ring, pauses::add, () -> now);

    private Task first(LeftoverReport... shards) {
        return cleanUps.tasks(List.of(shards)).get(0);
    }

    private Optional<Failure> order(String id, TaskAction action) {
        return cleanUps.order(new TaskAsked(id, action));
    }

    @Test
    void asLongAsNothingIsLeftThereIsNoTask() {
        assertEquals(List.of(), cleanUps.tasks(List.of(IDLE, new LeftoverReport(90, 0, 900, 0, ""))));
    }

    @Test
    void howFarItIsIsTheSumOfTheShardsSinceItBegan() {
        first(new LeftoverReport(90, 300, 900, 3_000, ""), IDLE);
        now += 2 * SECOND;
        Task task = first(new LeftoverReport(150, 240, 1_500, 2_400, ""), new LeftoverReport(40, 60, 400, 600, ""));
        assertEquals(
                new Task(
                        ID,
                        "clean-up",
                        "old copies on n1",
                        TaskState.RUNNING,
                        250,
                        new Amount(100, 400),
                        new Amount(1_000, 4_000),
                        500,
                        Optional.of(6L),
                        ""),
                task);
        assertEquals(Optional.of(LocalCluster.id(1)), CleanUps.nodeOf(task.id()));
        assertEquals(Optional.empty(), CleanUps.nodeOf("t-1"));
    }

    @Test
    void oneThatCanNotGoOnSaysWhyOnce() {
        LeftoverReport stuck = new LeftoverReport(0, 9, 0, 9, "n2 is down");
        Task task = first(stuck, stuck, new LeftoverReport(0, 9, 0, 9, "n3 is down"));
        assertEquals(TaskState.WAITING, task.state());
        assertEquals("n2 is down; n3 is down", task.cause());
    }

    @Test
    void oneThatIsDoneIsRememberedWithAllItHasDone() {
        first(new LeftoverReport(0, 10, 0, 100, ""));
        Task done = first(IDLE);
        assertEquals(TaskState.DONE, done.state());
        assertEquals(1_000, done.permille());
        assertEquals(new Amount(10, 10), done.items());
        assertEquals(
                ErrorCode.TASK_NOT_THAT_WAY,
                order(ID, TaskAction.PAUSE).orElseThrow().code());
    }

    @Test
    void itIsPausedAndResumedOnAllShards() {
        LeftoverReport half = new LeftoverReport(5, 5, 50, 50, "n2 is down");
        first(half);
        assertEquals(Optional.empty(), order(ID, TaskAction.PAUSE));
        assertEquals(TaskState.PAUSED, first(half).state());
        assertEquals("paused by an operator", first(half).cause());
        assertEquals(Optional.empty(), order(ID, TaskAction.RESUME));
        assertEquals(TaskState.WAITING, first(half).state());
        assertEquals(List.of(true, false), pauses);
    }

    @Test
    void anotherChangeOfTheRingEndsItAndItsPause() {
        LeftoverReport half = new LeftoverReport(5, 5, 50, 50, "");
        first(half);
        order(ID, TaskAction.PAUSE);
        ring = ring.towards(ring.settled(), List.of());
        Task over = first(half);
        assertEquals(TaskState.CANCELLED, over.state());
        assertTrue(over.cause().contains("once it stands"), over.cause());
        assertEquals(List.of(true, false), pauses);
    }

    @Test
    void itIsNotCancelledAndTheAnswerSaysWhy() {
        first(new LeftoverReport(5, 5, 50, 50, ""));
        Failure refusal = order(ID, TaskAction.CANCEL).orElseThrow();
        assertEquals(ErrorCode.TASK_NOT_THAT_WAY, refusal.code());
        assertTrue(refusal.message().contains("armature tasks pause " + ID), refusal.message());
        assertEquals(List.of(), pauses);
        assertEquals(
                ErrorCode.NO_SUCH_TASK,
                order("c-2-n1", TaskAction.PAUSE).orElseThrow().code());
    }
}
