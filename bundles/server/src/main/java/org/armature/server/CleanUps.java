package org.armature.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.node.LeftoverReport;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskAsked;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.ring.RingState;

/**
 * The removal of copies that places have left behind on this node, as a task: one for each ring that stands. Thread-safe.
 */
final class CleanUps {
    private static final int ALL = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Pattern ID = Pattern.compile("c-[0-9]{1,18}-([a-z0-9][a-z0-9_-]{0,47})");

    private final NodeId self;
    private final Supplier<RingState> ring;
    private final Consumer<Boolean> pause;
    private final LongSupplier nanoTime;
    private Optional<Task> ended = Optional.empty();
    private Optional<Run> run = Optional.empty();

    /** Since it was first looked at. */
    private static final class Run {
        private final String id;
        private final String what;
        private final long sinceNanos;
        private final Sum before;
        private boolean paused;
        private Task last;

        Run(String id, String what, long sinceNanos, Sum before) {
            this.id = id;
            this.what = what;
            this.sinceNanos = sinceNanos;
            this.before = before;
        }
    }

    private record Sum(long keysLooked, long keysLeft, long bytesLooked, long bytesLeft, String cause) {
        static Sum of(List<LeftoverReport> reports) {
            Set<String> causes = new LinkedHashSet<>(); // shards often wait for the same
            long keysLooked = 0;
            long keysLeft = 0;
            long bytesLooked = 0;
            long bytesLeft = 0;
            for (LeftoverReport report : reports) {
                keysLooked += report.keysLooked();
                keysLeft += report.keysLeft();
                bytesLooked += report.bytesLooked();
                bytesLeft += report.bytesLeft();
                if (!report.cause().isEmpty()) {
                    causes.add(report.cause());
                }
            }
            return new Sum(keysLooked, keysLeft, bytesLooked, bytesLeft, String.join("; ", causes));
        }
    }

    /** @param pause has all shards wait with it, or go on */
    CleanUps(NodeId self, Supplier<RingState> ring, Consumer<Boolean> pause, LongSupplier nanoTime) {
        this.self = self;
        this.ring = ring;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** On whose node this task runs; empty if it is a task of another kind. */
    static Optional<NodeId> nodeOf(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches() ? Optional.of(new NodeId(matcher.group(1))) : Optional.empty();
    }

    /**
     * The one under way, and the last that has ended.
     *
     * @param reports of all shards
     */
    synchronized List<Task> tasks(List<LeftoverReport> reports) {
        Sum sum = Sum.of(reports);
        RingState now = ring.get();
        String id = "c-" + now.epoch() + "-" + self;
        boolean underWay = now.phase() == RingState.Phase.SETTLED && sum.keysLeft() > 0;
        if (run.isPresent() && !(underWay && run.get().id.equals(id))) {
            end(run.get(), sum.keysLeft() == 0);
        }
        List<Task> tasks = new ArrayList<>();
        if (underWay) {
            Run current = run.orElseGet(() -> new Run(id, "old copies on " + self, nanoTime.getAsLong(), sum));
            run = Optional.of(current);
            current.last = task(current, sum);
            tasks.add(current.last);
        }
        ended.ifPresent(tasks::add);
        return tasks;
    }

    private void end(Run over, boolean done) {
        Task last = over.last;
        ended = Optional.of(new Task(
                last.id(),
                last.kind(),
                last.what(),
                done ? TaskState.DONE : TaskState.CANCELLED,
                done ? ALL : last.permille(),
                done ? new Amount(last.items().total(), last.items().total()) : last.items(),
                done ? new Amount(last.bytes().total(), last.bytes().total()) : last.bytes(),
                0,
                Optional.empty(),
                done ? "" : "the ring changes again: what is left is looked for once it stands"));
        run = Optional.empty();
        if (over.paused) {
            pause.accept(false);
        }
    }

    private Task task(Run current, Sum sum) {
        double seconds = Math.max(1e-3, (nanoTime.getAsLong() - current.sinceNanos) / NANOS_PER_SECOND);
        long keys = sum.keysLooked() - current.before.keysLooked();
        long bytes = sum.bytesLooked() - current.before.bytesLooked();
        long all = keys + sum.keysLeft();
        TaskState state =
                current.paused ? TaskState.PAUSED : sum.cause().isEmpty() ? TaskState.RUNNING : TaskState.WAITING;
        return new Task(
                current.id,
                "clean-up",
                current.what,
                state,
                (int) (ALL * keys / all),
                new Amount(keys, all),
                new Amount(bytes, bytes + sum.bytesLeft()),
                Math.round(bytes / seconds),
                keys > 0 ? Optional.of(Math.round(sum.keysLeft() * seconds / keys)) : Optional.empty(),
                current.paused ? "paused by an operator" : sum.cause());
    }

    /**
     * Carries out an order on this node.
     *
     * @return why it can't be; empty if it is done
     */
    synchronized Optional<Failure> order(TaskAsked asked) {
        Optional<Run> meant = run.filter(current -> current.id.equals(asked.id()));
        if (meant.isEmpty()) {
            return Optional.of(
                    ended.filter(task -> task.id().equals(asked.id())).isPresent()
                            ? refused(ErrorCode.TASK_NOT_THAT_WAY, "task " + asked.id() + " has ended")
                            : refused(
                                    ErrorCode.NO_SUCH_TASK,
                                    "there is no task " + asked.id() + "; `armature tasks` lists them"));
        }
        if (asked.action() == TaskAction.CANCEL) {
            return Optional.of(refused(
                    ErrorCode.TASK_NOT_THAT_WAY,
                    "task " + asked.id() + " can't be cancelled: nobody reads the copies it removes, and what is left"
                            + " of them would be looked for again at the next start. If it is in the way now, pause it:"
                            + " armature tasks pause " + asked.id()));
        }
        meant.get().paused = asked.action() == TaskAction.PAUSE;
        pause.accept(meant.get().paused);
        return Optional.empty();
    }

    private static Failure refused(ErrorCode code, String why) {
        return new Failure(code, Outcome.REJECTED, why);
    }
}
