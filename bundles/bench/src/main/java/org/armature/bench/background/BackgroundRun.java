package org.armature.bench.background;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.ThrowAwayCluster.Shape;
import org.armature.bench.Workload;
import org.armature.bench.steady.Asked;
import org.armature.bench.steady.Operators;
import org.armature.bench.steady.Pace;
import org.armature.bench.steady.SteadyLoad;
import org.armature.bench.steady.ThreeNodes;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** The whole run: all pairs on three nodes whose background work yields, then as many on three where it does not. */
final class BackgroundRun {
    private static final TableName ASKED = new TableName("bench", "asked");
    private static final TableName BEHIND = new TableName("bench", "behind");
    private static final String FURTHER_TABLE = "tables.behind {}\n";

    private final Workload workload;
    private final BackgroundPlan plan;
    private final Pace pace;
    private final String heap;
    private final Consumer<String> progress;

    BackgroundRun(Asked<BackgroundPlan> asked, String heap, Consumer<String> progress) {
        this.workload = asked.workload();
        this.plan = asked.plan();
        this.pace = asked.pace();
        this.heap = heap;
        this.progress = progress;
    }

    /**
     * @throws TimeoutException if something the nodes are to do does not end
     * @throws ExecutionException if a caller failed by something that is no failure of the store
     */
    BackgroundReport run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Half on = half(Controller.ON, OptionalDouble.empty());
        double rate = pace.offered(on.capacity());
        return new BackgroundReport(workload, plan, pace, rate, on, half(Controller.OFF, OptionalDouble.of(rate)));
    }

    /** @param rate operations due in a second; empty to take the part that is asked for of what the nodes bear */
    private Half half(Controller controller, OptionalDouble rate)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Consumer<String> told = line -> progress.accept("controller " + controller.id() + ": " + line);
        Shape shape = new Shape(3, 2, 2, controller.nodeLines(plan.hintsPerSecond(pace.quietSeconds())), FURTHER_TABLE);
        Workload behindLoad = plan.behindOf(workload);
        try (ThrowAwayCluster cluster = ThrowAwayCluster.start(ASKED, workload.valueBytes(), heap, shape, told)) {
            ThreeNodes three = ThreeNodes.of(cluster, ASKED, workload, told);
            ThreeNodes threeBehind = ThreeNodes.of(cluster, BEHIND, behindLoad, told);
            double loadAverage = three.awaitReady();
            try (SteadyLoad asked = three.load();
                    SteadyLoad behind = threeBehind.load();
                    Operators operators = new Operators(cluster.nodes())) {
                behind.writeAll();
                double capacity = asked.fillAndMeasure(pace.warmup(), pace.capacityTime());
                Nodes nodes = new Nodes(
                        cluster.nodes(),
                        operators,
                        Set.of(ASKED, BEHIND),
                        (long) ThreeNodes.N * (workload.keys() + plan.behind()));
                Turn turn = new Turn(
                        nodes, asked, behind, BEHIND, pace, rate.orElseGet(() -> pace.offered(capacity)), told);
                List<Pair> pairs = new ArrayList<>();
                for (int number = 1; number <= plan.pairs(); number++) {
                    told.accept("pair " + number + " of " + plan.pairs());
                    pairs.add(turn.play(number, new NodeId("n" + (ThreeNodes.N + number))));
                }
                return new Half(
                        controller,
                        capacity,
                        loadAverage,
                        pairs,
                        asked.stale(),
                        three.look(asked, operators),
                        threeBehind.look(behind, operators));
            }
        }
    }
}
