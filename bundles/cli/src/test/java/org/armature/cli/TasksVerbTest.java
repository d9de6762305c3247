package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.junit.jupiter.api.Test;

/** What tasks shows, and what it waits for. */
class TasksVerbTest {
    private static final Task RUNNING = task("t-8", TaskState.RUNNING, 642, "");
    private static final Task WAITING = task("t-9", TaskState.WAITING, 0, "n4 does not answer");
    private static final Task DONE = task("t-8", TaskState.DONE, 1_000, "");
    private static final Task FAILED = task("t-8", TaskState.FAILED, 642, "the disk of n4 is full");

    private final FakeStore store = new FakeStore();

    private static Task task(String id, TaskState state, int permille, String cause) {
        boolean running = state == TaskState.RUNNING;
        return new Task(
                id,
                "transfer",
                "join n4",
                state,
                permille,
                new Amount(120, 192),
                new Amount(171_000_000, 268_000_000),
                running ? 7_900_000 : 0,
                running ? Optional.of(12L) : Optional.empty(),
                cause);
    }

    @Test
    void allTasksAreListedWithWhatHoldsThemUp() {
        store.tasks.add(List.of(RUNNING, WAITING));
        CommandLineRun run = CommandLineRun.onTerminal(store, "tasks", "--node", "h:7102");
        assertEquals("""
                TASK  KIND      WHAT     STATE      DONE    ITEMS              BYTES      RATE  LEFT
                t-8   transfer  join n4  running  64.2 %  120/192  171.0 MB/268.0 MB  7.9 MB/s  12 s
                t-9   transfer  join n4  waiting   0.0 %  120/192  171.0 MB/268.0 MB
                t-9 waiting: n4 does not answer
                """, run.out);
        assertEquals(ExitCode.OK, run.status);
    }

    @Test
    void noTasksAreNoTasks() {
        store.tasks.add(List.of());
        assertEquals("no tasks\n", CommandLineRun.onTerminal(store, "tasks", "--node", "h:7102").out);
        assertEquals("no tasks\n", CommandLineRun.onTerminal(store, "tasks", "watch", "--node", "h:7102").out);
        assertEquals(
                "{\n  \"tasks\": []\n}\n", CommandLineRun.onTerminal(store, "tasks", "--node", "h:7102", "--json").out);
    }

    @Test
    void aTaskIsToldWhatToDo() {
        store.tasks.add(List.of(WAITING));
        CommandLineRun run = CommandLineRun.onTerminal(store, "tasks", "pause", "t-9", "--node", "h:7102");
        assertEquals(List.of("admin h:7102 PT5S", "PAUSE t-9", "close"), store.asked);
        assertTrue(run.out.contains("t-9 waiting: n4 does not answer"), run.out);
        CommandLineRun.onTerminal(store, "tasks", "cancel", "t-9", "--node", "h:7102");
        assertEquals(List.of("admin h:7102 PT30S", "CANCEL t-9", "close"), store.asked.subList(3, 6));
    }

    @Test
    void aNodeThatDiedIsGivenUpWithTheTask() {
        store.tasks.add(List.of(WAITING));
        CommandLineRun.onTerminal(
                store, "tasks", "cancel", "t-9", "--node", "h:7102", "--give-up", "n4", "--give-up", "n2");
        assertEquals("CANCEL t-9 without [n2, n4]", store.asked.get(1));
    }

    @Test
    void aTaskIsCancelledAgainstAllAdviceIfItIsSaidTwice() {
        store.tasks.add(List.of(WAITING));
        CommandLineRun.onTerminal(
                store, "tasks", "cancel", "t-9", "--node", "h:7102", "--unsafe-without-majority", "--give-up", "n4");
        assertEquals("CANCEL t-9 without [n4] unsafe", store.asked.get(1));
        CommandLineRun.onTerminal(store, "tasks", "cancel", "t-9", "--node", "h:7102", "--give-up", "n4", "--force");
        assertEquals("CANCEL t-9 without [n4] force", store.asked.get(4));
    }

    @Test
    void anOrderOfUnknownOutcomeSaysHowToFindOut() {
        store.failure = new StoreException.OutcomeUnknown(ErrorCode.OUTCOME_UNKNOWN, "n1 was lost");
        store.tasks.add(List.of(RUNNING));
        CommandLineRun run = CommandLineRun.onTerminal(store, "tasks", "cancel", "t-8", "--node", "h:7102");
        assertEquals(ExitCode.UNKNOWN, run.status);
        assertTrue(run.err.contains("`armature tasks` shows how it stands"), run.err);
    }

    @Test
    void aTerminalShowsBarsDrawnOverOneAnother() {
        store.tasks.add(List.of(RUNNING, WAITING));
        store.tasks.add(List.of(DONE));
        CommandLineRun run = watch(true);
        assertEquals(ExitCode.OK, run.status);
        assertEquals(
                "\033[2Kt-8 transfer  join n4  ████████████░░░░░░░░ 64.2 %  171.0 MB/268.0 MB  7.9 MB/s  12 s left\n"
                        + "\033[2Kt-9 transfer  join n4  ░░░░░░░░░░░░░░░░░░░░ 0.0 %  waiting: n4 does not answer\n\033[J"
                        + "\033[2A\033[2Kt-8 transfer  join n4  ████████████████████ 100.0 %  done\n\033[J",
                run.out);
    }

    @Test
    void elsewhereALineTellsOfEachChange() {
        store.tasks.add(List.of(RUNNING));
        store.tasks.add(List.of(RUNNING));
        store.tasks.add(List.of(DONE));
        assertEquals("""
                t-8 transfer  join n4  64.2 %  171.0 MB/268.0 MB  7.9 MB/s  12 s left
                t-8 transfer  join n4  100.0 %  done
                """, watch(false).out);
    }

    @Test
    void programsGetTheEndAlone() {
        store.tasks.add(List.of(RUNNING));
        store.tasks.add(List.of(DONE));
        CommandLineRun run = watch(false, "--json");
        assertTrue(run.out.startsWith("{\n  \"tasks\": [\n    {\n      \"id\": \"t-8\""), run.out);
        assertTrue(run.out.contains("\"state\": \"done\""), run.out);
    }

    @Test
    void aTaskThatFailsFailsTheWatch() {
        store.tasks.add(List.of(RUNNING));
        store.tasks.add(List.of(FAILED));
        CommandLineRun run = watch(false);
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.out.endsWith("64.2 %  failed: the disk of n4 is full\n"), run.out);
    }

    @Test
    void oneTaskIsWatchedIfItIsNamedAndThere() {
        store.tasks.add(List.of(WAITING, DONE));
        CommandLineRun run =
                CommandLineRun.inPipe(store, "tasks", "watch", "t-8", "--node", "h:7102", "--every", "1ms");
        assertEquals("t-8 transfer  join n4  100.0 %  done\n", run.out);
        CommandLineRun none = CommandLineRun.inPipe(store, "tasks", "watch", "t-7", "--node", "h:7102");
        assertEquals(ExitCode.FAILED, none.status);
        assertTrue(none.err.startsWith("ARM-614 there is no task t-7; this node knows t-9, t-8"), none.err);
    }

    @Test
    void aWatchEndsAtItsLimitAndTheTaskGoesOn() {
        store.tasks.add(List.of(RUNNING));
        CommandLineRun run = watch(false, "--limit", "20ms");
        assertEquals(ExitCode.UNAVAILABLE, run.status);
        assertTrue(run.err.startsWith("ARM-616 the task is not over after "), run.err);
        assertTrue(run.err.contains("goes on without being watched"), run.err);
    }

    @Test
    void aNodeThatDoesNotAnswerIsAskedAgainAFewTimes() {
        store.failure = new StoreException.ReadFailed(ErrorCode.READ_TIMEOUT, "n1 is silent");
        store.tasks.add(List.of(RUNNING));
        CommandLineRun run = watch(false);
        assertEquals(ExitCode.UNAVAILABLE, run.status);
        assertEquals(10, store.asked.stream().filter("tasks"::equals).count());
    }

    private CommandLineRun watch(boolean terminal, String... more) {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(new String[] {"tasks", "watch", "--node", "h:7102", "--every", "1ms"}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return terminal ? CommandLineRun.onTerminal(store, arguments) : CommandLineRun.inPipe(store, arguments);
    }
}
