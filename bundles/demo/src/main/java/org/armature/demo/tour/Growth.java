package org.armature.demo.tour;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.cluster.RingChange;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.Traffic;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.PlanFigures;
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

    private void change(AdminClient operator, PlannedChange planned, Traffic traffic)
            throws InterruptedException, TimeoutException {
        RingChange change = RingChange.plan(operator, planned, MOVING_LIMIT);
        Screen.Stopwatch watch = stage.screen().stopwatch();
        long before = traffic.acknowledged();
        change.commit().awaitSettled();
        long meanwhile = traffic.acknowledged() - before;
        PlanFigures figures = change.plan().figures();
        stage.screen()
                .line("      " + planned.text() + "  moved " + figures.copies() + " copies of partitions (at least "
                        + figures.leastCopies() + ") in " + watch.shown() + ", " + Figures.count(meanwhile)
                        + " writes acknowledged meanwhile");
        stage.checks().check(meanwhile > 0, "writes go on while places move");
    }

    private static long held(LocalNode node) {
        try (AdminClient admin = Stage.admin(node)) {
            return admin.status().tables().stream()
                    .mapToLong(table -> table.entries())
                    .sum();
        }
    }
}
