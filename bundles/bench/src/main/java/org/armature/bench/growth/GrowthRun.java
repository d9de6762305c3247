package org.armature.bench.growth;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.armature.bench.OpenLoop;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.Workload;
import org.armature.bench.steady.LastLook;
import org.armature.bench.steady.Operators;
import org.armature.bench.steady.Owners;
import org.armature.bench.steady.SteadyLoad;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.Readiness;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** The whole run on three nodes: fill them, find out what they bear, play the pairs under a part of that, look at every key. */
final class GrowthRun {
    private static final int N = 3;
    /** It stays, and so do the two others. */
    private static final String MEMBER = "n1";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalCluster cluster;
    private final TableName table;
    private final Workload workload;
    private final GrowthPlan plan;
    private final Consumer<String> progress;

    GrowthRun(ThrowAwayCluster nodes, TableName table, Workload workload, GrowthPlan plan, Consumer<String> progress) {
        this.cluster = nodes.nodes();
        this.table = table;
        this.workload = workload;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * @throws TimeoutException if the cluster does not become whole, or a change does not end
     * @throws ExecutionException if a caller failed by something that is no failure of the store
     */
    GrowthReport run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Readiness.await(cluster, PATIENCE);
        double loadAverage = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        try (SteadyLoad load = new SteadyLoad(cluster, table, workload, progress);
                Operators operators = new Operators(cluster)) {
            double capacity = load.fillAndMeasure(plan.warmup(), plan.capacityTime());
            double rate = plan.offered(capacity);
            Timeline timeline = new Timeline(System::nanoTime);
            Owners owners = Owners.of(operators, MEMBER, table, N);
            underLoad(load, rate, timeline, operators, owners);
            LastLook.Found found = load.look(owners, N);
            return new GrowthReport(
                    workload, plan, capacity, rate, loadAverage, timeline.reports(), load.stale(), found);
        }
    }

    private void underLoad(SteadyLoad load, double rate, Timeline timeline, Operators operators, Owners owners)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        SecureRandom random = new SecureRandom();
        Pair pair = new Pair(
                cluster, operators, MEMBER, table, (long) N * workload.keys(), timeline, plan, random, progress);
        timeline.begin(0, Stage.RESTING);
        OpenLoop steady = load.start(rate, timeline.windows());
        try {
            OpenLoop watch =
                    CopyWatch.start(owners, timeline, workload.keys(), workload.seed(), plan.samplesPerSecond());
            try {
                pair.rest();
                for (int number = 1; number <= plan.pairs(); number++) {
                    pair.play(number, new NodeId("n" + (N + number)));
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
