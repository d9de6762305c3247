package org.armature.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.armature.model.NodeId;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;

/** How moves of tables stand, for operators. Owned by the thread of {@link Migrations}. */
final class MigrationTasks {
    private static final int ALL = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final NodeId self;
    private final LongSupplier nanoTime;
    private final Map<String, Long> beganNanos = new HashMap<>();

    MigrationTasks(NodeId self, LongSupplier nanoTime) {
        this.self = self;
        this.nanoTime = nanoTime;
    }

    /** As a participle. */
    static String words(MigrationStage stage) {
        return switch (stage) {
            case COPYING -> "copied and compared";
            case SWITCHED -> "switched, with the former copy kept";
            case RETURNING -> "moved back";
            case DROPPING_NEW -> "back where it was, with the other copy being removed";
            case DROPPING_FORMER -> "switched, with the former copy being removed";
            case SETTLED_FORMER, SETTLED_NEW -> "moved";
        };
    }

    /** Empty of one that nothing is to be done for now. */
    Optional<Task> of(MigrationRun run) {
        MigrationState state = run.state();
        String moves = state.table() + ": " + state.from() + " to " + state.to();
        String id = "m-" + state.number();
        return switch (state.stage()) {
            case COPYING -> Optional.of(comparing(run, id, moves));
            case RETURNING -> Optional.of(comparing(run, id + "-back", moves + ", and back"));
            case DROPPING_NEW, DROPPING_FORMER -> Optional.of(dropping(run, id + "-drop"));
            case SWITCHED, SETTLED_FORMER, SETTLED_NEW -> Optional.empty();
        };
    }

    private String at(String id) {
        return id + "@" + self;
    }

    private Task comparing(MigrationRun run, String id, String what) {
        long compared = run.mirror().map(Mirror::comparedBytes).orElse(0L);
        int stores = run.stores().size();
        int steps = run.passedStores() + run.equalStores();
        long nanos = nanoTime.getAsLong() - beganNanos.computeIfAbsent(id, absent -> nanoTime.getAsLong());
        double seconds = Math.max(1e-3, nanos / NANOS_PER_SECOND);
        return new Task(
                at(id),
                "migrate",
                what,
                state(run),
                stores == 0 ? 0 : ALL * steps / (2 * stores),
                new Amount(run.equalStores(), stores),
                new Amount(compared, 0),
                Math.round(compared / seconds),
                steps == 0 ? Optional.empty() : Optional.of(Math.round(seconds * (2 * stores - steps) / steps)),
                run.state().paused() ? "paused by an operator" : run.cause());
    }

    private static TaskState state(MigrationRun run) {
        if (run.state().paused()) {
            return TaskState.PAUSED;
        }
        return run.cause().isEmpty() ? TaskState.RUNNING : TaskState.WAITING;
    }

    private Task dropping(MigrationRun run, String id) {
        return new Task(
                at(id),
                "drop",
                "what " + run.state().other() + " has of " + run.state().table(),
                state(run),
                0,
                new Amount(0, 0),
                new Amount(0, 0),
                0,
                Optional.empty(),
                run.cause());
    }

    Task of(Verification verification) {
        TaskState state = TaskState.RUNNING;
        String cause = "";
        if (verification.isIncomplete()) {
            state = verification.causes().isEmpty() ? TaskState.CANCELLED : TaskState.FAILED;
            cause = String.join("; ", verification.causes());
        } else if (verification.isOver()) {
            state = verification.differing() == 0 ? TaskState.DONE : TaskState.FAILED;
            cause = verification.differing() == 0
                    ? ""
                    : verification.differing() + " of " + verification.entries() + " entries differ";
        }
        double seconds = Math.max(1e-3, (nanoTime.getAsLong() - verification.beganNanos()) / NANOS_PER_SECOND);
        int all = Math.max(1, verification.all());
        return new Task(
                at("v-" + verification.number()),
                "verify",
                verification.what() + (verification.isOver() ? ": " + verification.entries() + " entries" : ""),
                state,
                verification.all() == 0 ? ALL : ALL * verification.done() / all,
                new Amount(verification.done(), verification.all()),
                new Amount(verification.bytes(), 0),
                Math.round(verification.bytes() / seconds),
                Optional.empty(),
                cause);
    }

    /** @param task as it was before it came to its end */
    Task done(Task task, MigrationRun run) {
        return ended(
                task,
                TaskState.DONE,
                run.mirror().map(Mirror::comparedBytes).orElse(task.bytes().done()),
                "");
    }

    Task cancelled(Task task) {
        return ended(task, TaskState.CANCELLED, task.bytes().done(), "the engine that served goes on");
    }

    private static Task ended(Task task, TaskState state, long bytes, String cause) {
        return new Task(
                task.id(),
                task.kind(),
                task.what(),
                state,
                ALL,
                new Amount(task.items().total(), task.items().total()),
                new Amount(bytes, 0),
                0,
                Optional.empty(),
                cause);
    }

    Migration migration(MigrationRun run) {
        MigrationState state = run.state();
        return new Migration(
                self,
                state.table(),
                state.from(),
                state.to(),
                state.serving(),
                words(state.stage()),
                of(run).map(Task::id).orElse(""),
                run.equalStores(),
                run.stores().size(),
                state.keptUntilMillis(),
                run.state().paused() ? "paused by an operator" : run.cause());
    }
}
