package org.armature.bench.growth;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.OpenLoop;
import org.armature.bench.Workload;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.Operators;
import org.armature.bench.steady.Owners;
import org.armature.bench.steady.Pace;
import org.armature.bench.steady.SteadyLoad;
import org.armature.bench.steady.ThreeNodes;
import org.armature.model.NodeId;

/** The whole run on three nodes: fill them, find out what they bear, play the pairs under a part of that, look at every key. */
final class GrowthRun {
    private final ThreeNodes nodes;
    private final GrowthPlan plan;
    private final Pace pace;

    GrowthRun(ThreeNodes nodes, GrowthPlan plan, Pace pace) {
        this.nodes = nodes;
        this.plan = plan;
        this.pace = pace;
    }

    /**
     * @throws TimeoutException if the cluster does not become whole, or a change does not end
     * @throws ExecutionException if a caller failed by something that is no failure of the store
     */
    GrowthReport run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        double loadAverage = nodes.awaitReady();
        try (SteadyLoad load = nodes.load();
                Operators operators = new Operators(nodes.cluster())) {
            double capacity = load.fillAndMeasure(pace.warmup(), pace.capacityTime());
            double rate = pace.offered(capacity);
            Timeline timeline = new Timeline(System::nanoTime);
            Owners owners = nodes.owners(operators);
            underLoad(load, rate, timeline, operators, owners);
            LastLook.Found found = load.look(owners, ThreeNodes.N);
            return new GrowthReport(
                    nodes.workload(), plan, pace, capacity, rate, loadAverage, timeline.reports(), load.stale(), found);
        }
    }

    private void underLoad(SteadyLoad load, double rate, Timeline timeline, Operators operators, Owners owners)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Pair pair = new Pair(nodes, operators, timeline, plan, pace);
        Workload workload = nodes.workload();
        timeline.begin(0, Stage.RESTING);
        OpenLoop steady = load.start(rate, timeline.windows());
        try {
            OpenLoop watch =
                    CopyWatch.start(owners, timeline, workload.keys(), workload.seed(), plan.samplesPerSecond());
            try {
                pair.rest();
                for (int number = 1; number <= plan.pairs(); number++) {
                    pair.play(number, new NodeId("n" + (ThreeNodes.N + number)));
                }
            } finally {
                watch.stop();
            }
        } finally {
            steady.stop();
        }
        timeline.end();
    }
}
