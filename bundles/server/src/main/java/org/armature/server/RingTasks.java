package org.armature.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.membership.CallNumbers;
import org.armature.membership.MembershipView;
import org.armature.membership.Waiting;
import org.armature.membership.plan.Surrender;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.node.Counter;
import org.armature.node.TransferReport;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskAsked;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.ring.Ownership;
import org.armature.ring.RingState;
import org.armature.transport.PeerLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transitions of the ring as tasks: how far they are, since when, and why they do not go on. How many places have
 * moved, and what members have sent, is known of all nodes by gossip: of others' bytes a few seconds later than of this
 * node's. Thread-safe.
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
    private final PeerLinks links;
    private final LongSupplier nanoTime;
    private final Deque<Task> ended = new ArrayDeque<>();
    private volatile List<ShardLoop> shards = List.of();
    private Optional<Run> run = Optional.empty();

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

    RingTasks(RingLoop ring, RingAnswers answers, PeerStates peers, PeerLinks links, LongSupplier nanoTime) {
        this.ring = ring;
        this.answers = answers;
        this.peers = peers;
        this.links = links;
        this.nanoTime = nanoTime;
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
     * On every node that answers.
     *
     * @param kept run once this node will not forget it
     */
    void pause(TaskAsked order, Runnable kept) {
        pauseHere(order, kept);
        for (NodeId member : ring.ownership().state().members().keySet()) {
            if (!member.equals(ring.view().self())) {
                links.send(member, CallNumbers.UNAWAITED, order);
            }
        }
        links.flush();
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
        return tasks;
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
        if (ring.view().paused()) {
            return "paused by an operator";
        }
        Set<String> causes = new LinkedHashSet<>(); // shards often wait for the same
        MembershipView view = ring.view();
        Map<NodeId, Integer> owed = Surrender.owed(now, answers.numbers(now));
        for (NodeId member : now.state().concerned()) {
            if (!member.equals(view.self()) && !peers.isUp(member)) {
                causes.add(isDown(
                        member, owed.getOrDefault(member, 0), id(now.state().changeEpoch())));
            }
        }
        if (movesLeft == 0) {
            view.waiting().ifPresent(waiting -> addLastCauses(waiting, causes));
        }
        shards.forEach(shard -> report(shard).ifPresent(report -> causes.addAll(report.causes())));
        return String.join("; ", causes);
    }

    /** @param owed places that it has to give back, and that nobody can who has not had what was written there */
    private static String isDown(NodeId member, int owed, String task) {
        return member + " is down"
                + (owed == 0 ? "" : " and holds " + owed + (owed == 1 ? " place" : " places") + " that must come back")
                + ": start it, or if it is lost for good, give it up (armature tasks cancel " + task + " --give-up "
                + member + (owed == 0 ? ")" : "), and what was written to no other node is lost");
    }

    private static void addLastCauses(Waiting waiting, Set<String> causes) {
        SortedSet<NodeId> missing = new TreeSet<>(waiting.unacknowledged());
        missing.addAll(waiting.unheard());
        if (!missing.isEmpty()) {
            causes.add("not acknowledged yet by " + missing);
        }
        if (!waiting.draining().isEmpty()) {
            causes.add("still draining: " + waiting.draining().keySet());
        }
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
