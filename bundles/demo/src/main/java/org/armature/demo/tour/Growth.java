package org.armature.demo.tour;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.Traffic;
import org.armature.model.NodeId;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.OperatorMessage.CommitReply;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.PlannedChange;

/**
 * A fourth node joins while clients write, gets its share of the places, and leaves again (Dynamo §4.9): planned first,
 * then committed, and no key ever on fewer nodes than before.
 */
final class Growth {
    private static final int WRITERS = 4;
    private static final NodeId NEWCOMER = new NodeId("n4");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MOVING_LIMIT = Duration.ofSeconds(90);
    private static final long POLL_NANOS = 50_000_000;

    private final Stage stage;

    Growth(Stage stage) {
        this.stage = stage;
    }

    /**
     * @throws TimeoutException if a change of the ring does not end
     * @throws ExecutionException if a writer fails by something that is no failure of the store
     */
    void run(HistoryLog history) throws IOException, InterruptedException, TimeoutException, ExecutionException {
        stage.step(6, "a fourth node joins while " + WRITERS + " clients write, and leaves again");
        try (ArmatureClient client = stage.client();
                AdminClient operator = Stage.admin(stage.cluster().nodes().get(0))) {
            Traffic traffic = Traffic.start(
                    WRITERS,
                    name -> stage.recording(client, history, "growth-" + name),
                    stage.shop(),
                    stage.requestIds().nextLong());
            try {
                LocalNode newcomer = stage.cluster().addCandidate(NEWCOMER.name(), stage.requestIds());
                stage.screen().line("      " + newcomer.name() + "      pid " + newcomer.pid() + ", a candidate");
                change(operator, new PlannedChange.Join(NEWCOMER), traffic);
                long held = held(newcomer);
                stage.screen().line("      " + newcomer.name() + " holds " + Figures.count(held) + " objects");
                stage.checks().check(held > 0, "the new node holds its share");
                change(operator, new PlannedChange.Leave(NEWCOMER), traffic);
                stage.cluster().remove(newcomer);
                stage.screen().line("      " + newcomer.name() + " stopped");
            } finally {
                traffic.stop(PATIENCE);
            }
        }
    }

    private void change(AdminClient operator, PlannedChange change, Traffic traffic)
            throws InterruptedException, TimeoutException {
        PlanReply plan = plan(operator, change);
        Screen.Stopwatch watch = stage.screen().stopwatch();
        long before = traffic.acknowledged();
        CommitReply commit = operator.commit(plan.id(), false);
        await("ring epoch " + commit.epoch() + " to end", () -> settledAfter(operator, commit.epoch()));
        long meanwhile = traffic.acknowledged() - before;
        stage.screen()
                .line("      " + change.text() + "  moved " + plan.figures().copies()
                        + " copies of partitions (at least "
                        + plan.figures().leastCopies() + ") in " + watch.shown() + ", "
                        + Figures.count(meanwhile) + " writes acknowledged meanwhile");
        stage.checks().check(meanwhile > 0, "writes go on while places move");
    }

    /** A candidate is known to all members after some rounds of gossip. */
    private static PlanReply plan(AdminClient operator, PlannedChange change)
            throws InterruptedException, TimeoutException {
        return await("a plan to " + change.text(), () -> {
            PlanReply plan = operator.plan(List.of(change), false);
            return plan.isRefused() ? Optional.empty() : Optional.of(plan);
        });
    }

    private static Optional<RingReply> settledAfter(AdminClient operator, long epoch) {
        RingReply ring = operator.ring();
        return ring.epoch() > epoch && ring.progress().isSettled() ? Optional.of(ring) : Optional.empty();
    }

    private static long held(LocalNode node) {
        try (AdminClient admin = Stage.admin(node)) {
            return admin.status().tables().stream()
                    .mapToLong(table -> table.entries())
                    .sum();
        }
    }

    private interface Attempt<T> {
        Optional<T> tried();
    }

    private static <T> T await(String what, Attempt<T> attempt) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + MOVING_LIMIT.toNanos();
        while (true) {
            Optional<T> result = attempt.tried();
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("after " + MOVING_LIMIT.toSeconds() + " s still waiting for " + what);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
