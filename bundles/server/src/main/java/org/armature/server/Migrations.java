package org.armature.server;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.armature.config.TableConfig;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.storage.Durability;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;

/**
 * Tables that are moved from one engine to another on this node, while it serves them. It has a thread of its own, since each
 * step is forced to disk before anything depends on it.
 */
final class Migrations extends Loop<Runnable> {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int ENDED_KEPT = 16;

    private final NodeId self;
    private final int partitions;
    private final EngineBindings bindings;
    private final MigrationFiles files;
    private final MigrationPlanner planner;
    private final EngineChecks checks;
    private final MigrationRun.Clocks clocks;
    private final Passes passes = new Passes();
    private final SortedMap<TableName, MigrationRun> runs = new TreeMap<>();
    private final SortedMap<TableName, SortedSet<StoreId>> equalAtStop = new TreeMap<>();
    private final List<Verification> verifications = new ArrayList<>();
    private final Deque<Task> ended = new ArrayDeque<>();
    private final MigrationTasks tasks;
    private final MirrorWatch watch;
    private volatile Broken broken;
    private volatile List<String> warnings = List.of();
    private long last;
    private boolean serving;

    /** Why an order is not carried out; the message says it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final ErrorCode code;

        Refused(ErrorCode code, String why) {
            super(why);
            this.code = code;
        }

        ErrorCode code() {
            return code;
        }
    }

    /** An order to a table's move, or a question about all. */
    interface Order<T> {
        T carryOut() throws Refused, MoveWaits;
    }

    /**
     * Places the tables that were moved, or are being moved; to be called before any engine is bound.
     *
     * @throws StartFailed if it can't be read where they are
     */
    Migrations(
            NodePlan plan, EngineBindings bindings, MigrationFiles files, MigrationRun.Clocks clocks, Broken broken) {
        super("armature-migrate", broken);
        this.broken = broken;
        this.self = plan.node();
        this.partitions = plan.cluster().ring().partitions();
        this.bindings = bindings;
        this.files = files;
        this.clocks = clocks;
        this.planner = new MigrationPlanner(
                self,
                bindings,
                plan.data(),
                new MigrationPlanner.Pace(
                        plan.transfers().bytesPerSecond(), plan.transfers().sharePercent(), plan.shards()));
        this.checks = new EngineChecks(bindings::check, EngineChecks.PATIENCE);
        this.watch = new MirrorWatch(this::broke);
        this.tasks = new MigrationTasks(self, clocks.nanos());
        files.readAll().forEach(this::place);
    }

    /** Of a table that is not configured any more, too: where its objects are must be known when it is again. */
    private void place(MigrationState found) {
        last = Math.max(last, found.number());
        MigrationState state = withoutEqual(found);
        Optional<Mirror> mirror = state.stage().mirrors() ? Optional.of(mirror(state.table())) : Optional.empty();
        bindings.place(
                state.table(),
                mirror.map(other -> Placement.of(state.serving(), state.other(), other))
                        .orElseGet(() -> Placement.alone(state.serving())));
        runs.put(state.table(), new MigrationRun(state, mirror, bindings, files, passes, clocks));
        equalAtStop.put(state.table(), found.equal());
    }

    /** What was equal at the last stop is told to this start and to no later one: if its stop can't say more, it says nothing. */
    private MigrationState withoutEqual(MigrationState found) {
        MigrationState state = found.knowing(Collections.emptySortedSet());
        if (!state.equals(found)) {
            try {
                files.write(state);
            } catch (IOException e) {
                throw new StartFailed(
                        ErrorCode.DIRECTORY_UNREADABLE,
                        "how far table " + found.table() + " was moved can't be kept in the data directory: " + e
                                + ". Stored objects are as they were");
            }
        }
        return state;
    }

    private Mirror mirror(TableName table) {
        Durability durability =
                bindings.config(table).map(TableConfig::durability).orElse(Durability.PROCESS);
        Mirror mirror = new Mirror(table, durability, partitions, bindings, this::broke);
        watch.tell(mirror);
        return mirror;
    }

    private void broke(String where, Throwable cause) {
        broken.because(where, cause);
    }

    /** Whether the engines are as a clean stop has left them: then what was equal is equal still. */
    void trust(boolean isProvenClean) {
        if (isProvenClean) {
            runs.forEach((table, run) -> run.begin(equalAtStop.get(table)));
        }
    }

    /** From now on it works. */
    void serve(List<ShardLoop> shards, Broken told) {
        broken = told;
        tell(() -> {
            passes.serve(shards);
            serving = true;
        });
        watch.start();
        start();
    }

    /** From any thread. */
    void passEnded(Effect.PassEnded pass) {
        tell(() -> passes.ended(pass));
    }

    @Override
    void handle(Queue<Runnable> batch) {
        for (Runnable work = batch.poll(); work != null; work = batch.poll()) {
            work.run();
        }
        goOn();
    }

    @Override
    long idle() {
        goOn();
        return runs.isEmpty() && verifications.isEmpty() ? Long.MAX_VALUE : TICK_NANOS;
    }

    private void goOn() {
        if (!serving) {
            return;
        }
        for (MigrationRun run : List.copyOf(runs.values())) {
            Optional<Task> before = tasks.of(run);
            MigrationStage stage = run.state().stage();
            run.goOn();
            if (run.state().stage() != stage) {
                before.map(task -> tasks.done(task, run)).ifPresent(this::end);
            }
            if (run.isOver()) {
                runs.remove(run.state().table());
            }
        }
        for (Verification verification : List.copyOf(verifications)) {
            verification.goOn();
            if (verification.isOver()) {
                verifications.remove(verification);
                end(tasks.of(verification));
            }
        }
        List<String> now = new ArrayList<>();
        runs.values().forEach(run -> disagreement(run).ifPresent(now::add));
        warnings = now;
    }

    private Optional<String> disagreement(MigrationRun run) {
        MigrationState state = run.state();
        if (bindings.config(state.table()).isEmpty()) {
            return Optional.of("table " + state.table() + " was moved to engine " + state.to()
                    + " and is not configured any more: what is stored of it stays as it is");
        }
        boolean settles = state.stage() == MigrationStage.SWITCHED
                || state.stage() == MigrationStage.DROPPING_FORMER
                || state.stage().isSettled();
        return settles && !run.agrees()
                ? Optional.of("table " + state.table() + " is kept by engine " + state.serving()
                        + ", since it was moved there, and the instance file names another: write engine = "
                        + state.serving() + " there")
                : Optional.empty();
    }

    private void end(Task task) {
        ended.addFirst(task);
        while (ended.size() > ENDED_KEPT) {
            ended.removeLast();
        }
    }

    // ---- from any thread

    /** For the operator. */
    List<String> warnings() {
        return warnings;
    }

    /** Carries an order out on this one's thread. */
    <T> CompletableFuture<T> order(Order<T> order) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tell(() -> {
            try {
                answer.complete(order.carryOut());
            } catch (Refused | MoveWaits | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** What a move would take. The engine is asked whether it can be used, and nothing is opened. */
    CompletableFuture<MigrationPlan> plan(TableName table, String engine) {
        return checks.objection(table, engine)
                .thenCompose(unusable -> order(() -> {
                    List<String> objections = new ArrayList<>();
                    underWay(table).ifPresent(objections::add);
                    unusable.ifPresent(objections::add);
                    return planner.plan(table, engine, objections);
                }));
    }

    // ---- on its thread

    private Optional<String> underWay(TableName table) {
        return Optional.ofNullable(runs.get(table))
                .map(MigrationRun::state)
                .filter(state -> !state.stage().isSettled())
                .map(state -> "it is being moved from " + state.from() + " to " + state.to() + " ("
                        + MigrationTasks.words(state.stage())
                        + ") on " + self
                        + " already: end that first, with --finish, --rollback or by cancelling the task");
    }

    /** @throws Refused with all reasons */
    Task start(TableName table, String engine, long keepMillis) throws Refused, MoveWaits {
        MigrationPlan plan =
                planner.plan(table, engine, underWay(table).stream().toList());
        if (!plan.refusals().isEmpty()) {
            throw new Refused(ErrorCode.MIGRATION_REFUSED, String.join("; ", plan.refusals()));
        }
        bindings.open(table, engine);
        MigrationState first = MigrationState.first(last + 1, table, plan.from(), engine, keepMillis);
        MigrationRun run = begin(first);
        last++;
        runs.put(table, run);
        return tasks.of(run).orElseThrow();
    }

    private MigrationRun begin(MigrationState first) throws MoveWaits {
        Mirror mirror = mirror(first.table());
        try {
            return MigrationRun.start(first, mirror, bindings, files, passes, clocks);
        } catch (MoveWaits e) {
            mirror.end();
            bindings.leave(first.table(), first.to());
            throw e;
        }
    }

    Task turnBack(TableName table) throws Refused, MoveWaits {
        MigrationRun run = run(table);
        if (run.state().stage() != MigrationStage.SWITCHED) {
            throw new Refused(
                    ErrorCode.MIGRATION_REFUSED,
                    "table " + table + " can't be moved back now, for it is "
                            + MigrationTasks.words(run.state().stage())
                            + (run.state().stage() == MigrationStage.COPYING
                                    ? ": cancel its task instead"
                                    : ": move it like any other"));
        }
        run.turnBack();
        return tasks.of(run).orElseThrow();
    }

    Task finish(TableName table) throws Refused, MoveWaits {
        MigrationRun run = run(table);
        if (run.state().stage() != MigrationStage.SWITCHED) {
            throw new Refused(
                    ErrorCode.MIGRATION_REFUSED,
                    "the former copy of table " + table + " can't be removed now, for the table is "
                            + MigrationTasks.words(run.state().stage()));
        }
        run.keepServing();
        return tasks.of(run).orElseThrow();
    }

    private MigrationRun run(TableName table) throws Refused {
        MigrationRun run = runs.get(table);
        if (run == null) {
            throw new Refused(ErrorCode.NO_SUCH_MIGRATION, "table " + table + " is not being moved on " + self);
        }
        return run;
    }

    Task verify(TableName table, String against) throws Refused {
        if (bindings.engine(table).equals(Optional.of(against))) {
            throw new Refused(
                    ErrorCode.NO_SUCH_MIGRATION,
                    "engine " + against + " is the one that serves table " + table + " on " + self
                            + ": name the other one, that has a copy");
        }
        Optional<Mirror> mirror = Optional.ofNullable(runs.get(table)).flatMap(MigrationRun::mirror);
        if (mirror.isEmpty() || !runs.get(table).state().other().equals(against)) {
            throw new Refused(
                    ErrorCode.NO_SUCH_MIGRATION,
                    "engine " + against + " has no copy of table " + table + " on " + self
                            + " to compare with: there is one while the table is moved, and as long as the former copy is kept");
        }
        try {
            TableBinding serving = bindings.table(table);
            SortedSet<StoreId> stores = new TreeSet<>(serving.seen());
            stores.addAll(mirror.get()
                    .other()
                    .orElseThrow(() -> new Refused(
                            ErrorCode.ENGINE_MISSING,
                            "engine " + against + ": " + mirror.get().absence()))
                    .seen());
            Verification verification = new Verification(
                    ++last,
                    table,
                    table + " in " + serving.engine() + " and " + against,
                    stores,
                    passes,
                    clocks.nanos().getAsLong());
            verifications.add(verification);
            return tasks.of(verification);
        } catch (EngineMissing | StorageException e) {
            throw new Refused(ErrorCode.STORAGE_FAILED, e.getMessage());
        }
    }

    /** @return false if there is no task of this name; else {@link #tasks} has it */
    boolean task(String id, TaskAction action) throws Refused, MoveWaits {
        for (Verification verification : verifications) {
            if (tasks.of(verification).id().equals(id)) {
                if (action != TaskAction.CANCEL) {
                    throw new Refused(ErrorCode.TASK_NOT_THAT_WAY, "a comparison can be cancelled, and not paused");
                }
                verification.stop();
                return true;
            }
        }
        for (MigrationRun run : runs.values()) {
            if (tasks.of(run).filter(task -> task.id().equals(id)).isPresent()) {
                act(run, action);
                return true;
            }
        }
        if (ended.stream().anyMatch(task -> task.id().equals(id))) {
            throw new Refused(ErrorCode.TASK_NOT_THAT_WAY, "task " + id + " has ended");
        }
        return false;
    }

    private void act(MigrationRun run, TaskAction action) throws Refused, MoveWaits {
        if (run.state().stage().drops()) {
            throw new Refused(
                    ErrorCode.TASK_NOT_THAT_WAY,
                    "a copy that nobody uses any more is being removed: that can't be held up");
        }
        switch (action) {
            case PAUSE -> run.pause(true);
            case RESUME -> run.pause(false);
            case CANCEL -> {
                Task cancelled = tasks.cancelled(tasks.of(run).orElseThrow());
                if (run.state().stage() == MigrationStage.COPYING) {
                    run.keepServing();
                } else {
                    run.stay();
                }
                end(cancelled);
            }
        }
    }

    /** Those under way first. */
    List<Task> tasks() {
        List<Task> all = new ArrayList<>();
        runs.values().forEach(run -> tasks.of(run).ifPresent(all::add));
        verifications.forEach(verification -> all.add(tasks.of(verification)));
        all.addAll(ended);
        return all;
    }

    List<Migration> all() {
        return runs.values().stream().map(tasks::migration).toList();
    }

    @Override
    void ended() {
        runs.values().forEach(MigrationRun::close);
        watch.close();
    }
}
