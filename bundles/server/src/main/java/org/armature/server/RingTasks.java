package org.armature.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.membership.MembershipView;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.node.Counter;
import org.armature.node.Event;
import org.armature.node.LeftoverReport;
import org.armature.node.TransferReport;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskAsked;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.OperatorMessage.TasksAsked;
import org.armature.protocol.OperatorMessage.TasksReply;
import org.armature.ring.Ownership;
import org.armature.ring.RingState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transitions of the ring as tasks: how far they are, since when, and why they do not go on. How many places have
 * moved, and what members have sent, is known of all nodes by gossip: of others' bytes a few seconds later than of this
 * node's. Beside them, what each node has to clean up after them. Thread-safe.
 */
final class RingTasks {
    private static final Logger LOG = LoggerFactory.getLogger(RingTasks.class);
    private static final int ENDED_KEPT = 16;
    private static final long ANSWER_SECONDS = 2;
    private static final Pattern ID = Pattern.compile("t-([0-9]{1,18})");
    private static final double NANOS_PER_SECOND = 1e9;

    private final RingLoop ring;
    private final RingAnswers answers;
    private final PeerStates peers;
    private final PeerQuestions questions;
    private final LongSupplier nanoTime;
    private final CleanUps cleanUps;
    private final Deque<Task> ended = new ArrayDeque<>();
    private volatile List<ShardLoop> shards = List.of();
    private Optional<Run> run = Optional.empty();
    private List<LeftoverReport> leftovers = List.of();

    /** A transition since this node was first asked about it. */
    private static final class Run {
        private final long changeEpoch;
        private final long sinceNanos;
        private final int doneBefore;
        private final TransferVolume volume = new TransferVolume();
        private Task last;
        private boolean back;

        Run(long changeEpoch, long sinceNanos, int doneBefore) {
            this.changeEpoch = changeEpoch;
            this.sinceNanos = sinceNanos;
            this.doneBefore = doneBefore;
        }
    }

    RingTasks(RingLoop ring, RingAnswers answers, PeerStates peers, PeerQuestions questions, LongSupplier nanoTime) {
        this.ring = ring;
        this.answers = answers;
        this.peers = peers;
        this.questions = questions;
        this.nanoTime = nanoTime;
        this.cleanUps = new CleanUps(
                ring.view().self(),
                () -> ring.ownership().state(),
                pauses -> shards.forEach(shard -> shard.tell(new Event.LeftoversPaused(pauses))),
                nanoTime);
    }

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    static String id(long changeEpoch) {
        return "t-" + changeEpoch;
    }

    boolean isUnderWay(String id) {
        Ownership now = ring.ownership();
        return now.transition().isPresent() && id(now.state().changeEpoch()).equals(id);
    }

    Failure refusal(String id) {
        boolean over = all().stream().anyMatch(task -> task.id().equals(id));
        return over
                ? new Failure(ErrorCode.TASK_NOT_THAT_WAY, Outcome.REJECTED, "task " + id + " has ended")
                : new Failure(
                        ErrorCode.NO_SUCH_TASK,
                        Outcome.REJECTED,
                        "there is no task " + id + " here; `armature tasks` lists them");
    }

    /**
     * On every other member; blocks until they have it on disk.
     *
     * @return those that did not say so
     */
    SortedSet<NodeId> pauseOthers(TaskAsked order) {
        SortedSet<NodeId> missed = others();
        questions.ask(others(), order, ANSWER_SECONDS).forEach((member, answer) -> {
            if (answer instanceof TasksReply) {
                missed.remove(member);
            }
        });
        return missed;
    }

    private SortedSet<NodeId> others() {
        SortedSet<NodeId> others =
                new TreeSet<>(ring.ownership().state().members().keySet());
        others.remove(ring.view().self());
        return others;
    }

    /** The tasks, of which those under way say that an order did not reach all. */
    List<Task> allBut(SortedSet<NodeId> missed, TaskAction action) {
        if (missed.isEmpty()) {
            return all();
        }
        String did = action == TaskAction.PAUSE ? "paused" : "resumed";
        String lack = "not " + did + " on " + missed + ", which did not answer: repeat it when they are up";
        return all().stream()
                .map(task -> isUnderWay(task.id()) ? withCause(task, lack) : task)
                .toList();
    }

    private static Task withCause(Task task, String more) {
        return new Task(
                task.id(),
                task.kind(),
                task.what(),
                task.state() == TaskState.RUNNING ? TaskState.WAITING : task.state(),
                task.permille(),
                task.items(),
                task.bytes(),
                task.bytesPerSecond(),
                task.secondsLeft(),
                task.cause().isEmpty() ? more : more + "; " + task.cause());
    }

    /**
     * What only this node knows: of the transition under way whether it waits here, and why; and what this node cleans up.
     * Never blocks.
     */
    CompletableFuture<List<Task>> here() {
        return transitionHere().thenCombine(cleanUpHere(), (transition, cleanUp) -> {
            List<Task> both = new ArrayList<>(transition);
            both.addAll(cleanUp);
            return both;
        });
    }

    private CompletableFuture<List<Task>> cleanUpHere() {
        List<CompletableFuture<LeftoverReport>> reports =
                shards.stream().map(ShardLoop::leftovers).toList();
        return CompletableFuture.allOf(reports.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> cleanUps.tasks(
                        reports.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<List<Task>> transitionHere() {
        Ownership now = ring.ownership();
        if (now.transition().isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        boolean paused = ring.view().paused();
        List<CompletableFuture<TransferReport>> reports =
                shards.stream().map(ShardLoop::transfers).toList();
        return CompletableFuture.allOf(reports.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> {
                    Set<String> causes = new LinkedHashSet<>();
                    reports.forEach(report -> causes.addAll(report.join().causes()));
                    TaskState state =
                            paused ? TaskState.PAUSED : causes.isEmpty() ? TaskState.RUNNING : TaskState.WAITING;
                    return List.of(new Task(
                            id(now.state().changeEpoch()),
                            "transfer",
                            what(now.state()),
                            state,
                            0,
                            new Amount(0, 0),
                            new Amount(0, 0),
                            0,
                            Optional.empty(),
                            String.join("; ", causes)));
                });
    }

    /** Another node passes on an order of an operator; safe from any thread. */
    void ordered(TaskAsked order, Consumer<Message> answer) {
        if (CleanUps.nodeOf(order.id()).isPresent()) {
            answer.accept(cleanUps.order(order).<Message>map(refusal -> refusal).orElse(new TasksReply(List.of())));
        } else {
            pauseHere(order, () -> answer.accept(new TasksReply(List.of())));
        }
    }

    /**
     * About what that node cleans up; blocks for a bounded time.
     *
     * @return why it is not done; empty if it is
     */
    Optional<Failure> orderCleanUp(NodeId node, TaskAsked order) {
        if (node.equals(ring.view().self())) {
            return cleanUps.order(order);
        }
        if (!others().contains(node) && !ring.view().candidates().containsKey(node)) {
            return Optional.of(refusal(order.id()));
        }
        Message answer = questions.ask(List.of(node), order, ANSWER_SECONDS).get(node);
        if (answer instanceof Failure refusal) {
            return Optional.of(refusal);
        }
        return answer instanceof TasksReply
                ? Optional.empty()
                : Optional.of(new Failure(
                        ErrorCode.OUTCOME_UNKNOWN,
                        Outcome.UNKNOWN,
                        node + ", whose task " + order.id() + " is, did not answer within " + ANSWER_SECONDS
                                + " s: `armature tasks` shows how it stands"));
    }

    /** Of this node; safe from any thread. What is no pause ends one. */
    void pauseHere(TaskAsked order, Runnable kept) {
        Matcher id = ID.matcher(order.id());
        if (id.matches()) {
            ring.pause(Long.parseLong(id.group(1)), order.action() == TaskAction.PAUSE, kept);
        } else {
            LOG.warn("a task that can't be is not paused task={}", order.id());
        }
    }

    /** As {@link #all}, and why others wait and what they clean up, who are asked; blocks for a bounded time. */
    List<Task> allAndWhatOthersSay() {
        SortedSet<NodeId> up = others();
        up.addAll(ring.view().candidates().keySet());
        up.removeIf(node -> node.equals(ring.view().self()) || !peers.isUp(node));
        SortedMap<NodeId, Message> told = questions.ask(up, new TasksAsked(), ANSWER_SECONDS);
        List<Task> tasks = new ArrayList<>();
        for (Task task : all()) {
            boolean goes = task.state() == TaskState.RUNNING || task.state() == TaskState.WAITING;
            boolean ofAll = CleanUps.nodeOf(task.id()).isEmpty();
            tasks.add(goes && ofAll ? withCausesOfOthers(task, told) : task);
        }
        told.forEach((node, answer) -> tasks.addAll(cleanUpsOf(node, answer)));
        return endedLast(tasks);
    }

    private static List<Task> cleanUpsOf(NodeId node, Message answer) {
        return answer instanceof TasksReply reply
                ? reply.tasks().stream()
                        .filter(task -> CleanUps.nodeOf(task.id()).equals(Optional.of(node)))
                        .toList()
                : List.of();
    }

    private static List<Task> endedLast(List<Task> tasks) {
        return tasks.stream()
                .sorted(Comparator.comparing((Task task) -> task.state().hasEnded()))
                .toList();
    }

    /** Those under way first. */
    synchronized List<Task> all() {
        Ownership now = ring.ownership();
        List<Task> tasks = new ArrayList<>();
        if (run.isPresent()
                && (now.transition().isEmpty()
                        || run.get().changeEpoch != now.state().changeEpoch())) {
            end(run.get());
            run = Optional.empty();
        }
        if (now.transition().isPresent()) {
            RingAnswers.Moves moves = answers.moves(now);
            Run current = run.orElseGet(() -> new Run(now.state().changeEpoch(), nanoTime.getAsLong(), moves.done()));
            run = Optional.of(current);
            current.back = now.state().phase() == RingState.Phase.BACK;
            hear(current.volume);
            current.last = task(current, now, moves);
            tasks.add(current.last);
        }
        tasks.addAll(ended);
        tasks.addAll(cleanUps.tasks(leftovers()));
        return endedLast(tasks);
    }

    /** As they were last, if a shard does not answer. */
    private List<LeftoverReport> leftovers() {
        List<LeftoverReport> reports = new ArrayList<>();
        try {
            for (ShardLoop shard : shards) {
                reports.add(shard.leftovers().get(ANSWER_SECONDS, TimeUnit.SECONDS));
            }
            leftovers = reports;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a shard did not tell within {} s what it has to clean up", ANSWER_SECONDS);
        }
        return leftovers;
    }

    private void hear(TransferVolume volume) {
        MembershipView view = ring.view();
        view.infos().forEach((member, info) -> {
            if (member.equals(view.self())) {
                volume.heard(member, info.start(), bytesSent());
            } else if (info.version() > 0) { // else it is remembered, and has not been heard yet
                volume.heard(member, info.start(), info.load().sent());
            }
        });
    }

    private void end(Run over) {
        hear(over.volume);
        Task last = over.last;
        ended.addFirst(new Task(
                last.id(),
                last.kind(),
                last.what(),
                over.back ? TaskState.CANCELLED : TaskState.DONE,
                1_000,
                new Amount(last.items().total(), last.items().total()),
                new Amount(over.volume.bytes(), 0),
                0,
                Optional.empty(),
                over.back ? "every place is where it was before" : ""));
        while (ended.size() > ENDED_KEPT) {
            ended.removeLast();
        }
    }

    private Task task(Run current, Ownership now, RingAnswers.Moves moves) {
        double seconds = Math.max(1e-3, (nanoTime.getAsLong() - current.sinceNanos) / NANOS_PER_SECOND);
        double movesPerSecond = (moves.done() - current.doneBefore) / seconds;
        int left = moves.all() - moves.done();
        Optional<Long> secondsLeft =
                movesPerSecond > 0 ? Optional.of(Math.round(left / movesPerSecond)) : Optional.empty();
        long sent = current.volume.bytes();
        String cause = cause(now, left);
        TaskState state =
                ring.view().paused() ? TaskState.PAUSED : cause.isEmpty() ? TaskState.RUNNING : TaskState.WAITING;
        return new Task(
                id(current.changeEpoch),
                "transfer",
                what(now.state()),
                state,
                moves.all() == 0 ? 1_000 : (int) (1_000L * moves.done() / moves.all()),
                new Amount(moves.done(), moves.all()),
                new Amount(sent, 0),
                Math.round(sent / seconds),
                secondsLeft,
                cause);
    }

    private static String what(RingState state) {
        String change = String.join(", ", RingDifference.of(state));
        return state.phase() == RingState.Phase.BACK ? "cancel of: " + change : change;
    }

    private String cause(Ownership now, int movesLeft) {
        return TransitionCauses.of(
                ring.view(),
                now,
                answers.numbers(now),
                movesLeft,
                peers::isUp,
                shards.stream().flatMap(shard -> report(shard).stream()).toList());
    }

    private Task withCausesOfOthers(Task task, SortedMap<NodeId, Message> answers) {
        SortedSet<NodeId> up = others();
        up.removeIf(member -> !peers.isUp(member));
        Task told = task;
        for (NodeId member : up) {
            if (!(answers.get(member) instanceof TasksReply reply)) {
                told = withCause(told, member + " did not tell within " + ANSWER_SECONDS + " s how it gets on");
                continue;
            }
            for (Task theirs : reply.tasks()) {
                if (theirs.id().equals(task.id()) && theirs.state() == TaskState.PAUSED) {
                    told = withCause(told, member + " says it is paused: resume it again");
                } else if (theirs.id().equals(task.id()) && !theirs.cause().isEmpty()) {
                    told = withCause(told, member + " says: " + theirs.cause());
                }
            }
        }
        return told;
    }

    private static Optional<TransferReport> report(ShardLoop shard) {
        try {
            return Optional.of(shard.transfers().get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(new TransferReport(0, 0, List.of("a shard of this node does not answer")));
        }
    }

    private long bytesSent() {
        long sent = 0;
        for (ShardLoop shard : shards) {
            try {
                sent += shard.counts().get(ANSWER_SECONDS, TimeUnit.SECONDS).get(Counter.TRANSFER_BYTES_SENT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("a shard did not tell its counts within {} s", ANSWER_SECONDS);
            }
        }
        return sent;
    }
}
