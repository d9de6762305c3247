package org.armature.bench.migrate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.BenchFailed;
import org.armature.bench.OpenLoop;
import org.armature.bench.steady.Hold;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.Operators;
import org.armature.bench.steady.Pace;
import org.armature.bench.steady.SteadyLoad;
import org.armature.bench.steady.ThreeNodes;
import org.armature.bench.steady.Windows;
import org.armature.bench.steady.Windows.Window;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.model.TableName;

/** The whole run: fill three nodes, find out what they bear, move the table there and back under a part of that, look at every key. */
final class MigrateRun {

    private final ThreeNodes nodes;
    private final LocalCluster cluster;
    private final TableName table;
    private final MigratePlan plan;
    private final Pace pace;
    private final String database;
    private final Windows<Stretch> windows = new Windows<>(System::nanoTime);

    /** @param database for the report */
    MigrateRun(ThreeNodes nodes, MigratePlan plan, Pace pace, String database) {
        this.nodes = nodes;
        this.cluster = nodes.cluster();
        this.table = nodes.table();
        this.plan = plan;
        this.pace = pace;
        this.database = database;
    }

    /**
     * @throws BenchFailed if the table can't be moved to that engine, with all reasons
     * @throws TimeoutException if the cluster does not become whole, or a move does not end
     * @throws ExecutionException if a caller failed by something that is no failure of the store
     */
    MigrateReport run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        double loadAverage = nodes.awaitReady();
        try (SteadyLoad load = nodes.load();
                Operators operators = new Operators(cluster)) {
            refuseIfImpossible(operators);
            double capacity = load.fillAndMeasure(pace.warmup(), pace.capacityTime());
            double rate = pace.offered(capacity);
            Killer killer = new Killer(cluster, operators, table, windows, plan.kill(), nodes.progress());
            List<Move> moves = new ArrayList<>();
            windows.begin(Stretch.QUIET_BEFORE);
            OpenLoop steady = load.start(rate, windows);
            Duration took;
            try {
                Hold.of(pace.quiet());
                long began = System.nanoTime();
                moves(operators, killer, moves);
                took = Duration.ofNanos(System.nanoTime() - began);
                quiet(Stretch.QUIET_AFTER);
            } finally {
                steady.stop();
            }
            windows.end();
            HintFigures.awaitGone(cluster, ThreeNodes.PATIENCE);
            List<Window<Stretch>> all = windows.all();
            return new MigrateReport(
                    nodes.workload(),
                    plan,
                    pace,
                    database,
                    capacity,
                    rate,
                    loadAverage,
                    moves,
                    killer.kills(),
                    killer.left(),
                    byStretch(all),
                    LoadFigures.of(all),
                    took,
                    load.stale(),
                    nodes.look(load, operators));
        }
    }

    private void refuseIfImpossible(Operators operators) {
        List<String> refusals = operators
                .of(ThreeNodes.MEMBER)
                .migrationPlan(Optional.empty(), table, plan.to())
                .refusals();
        if (!refusals.isEmpty()) {
            throw new BenchFailed(
                    "the table can't be moved to engine " + plan.to() + ": " + String.join("; ", refusals));
        }
    }

    private void moves(Operators operators, Killer killer, List<Move> moves)
            throws IOException, InterruptedException, TimeoutException {
        all(Stretch.THERE, MigratePlan.HOME, plan.to(), operators, killer, moves);
        quiet(Stretch.QUIET_THERE);
        all(Stretch.BACK, plan.to(), MigratePlan.HOME, operators, killer, moves);
        if (plan.kill()) {
            windows.begin(Stretch.TURNED_BACK);
            told(
                    new NodeMove(ThreeNodes.MEMBER, operators, table, killer, Stretch.TURNED_BACK)
                            .thereAndBack(MigratePlan.HOME, plan.to()),
                    moves);
        }
    }

    private void all(Stretch stretch, String from, String to, Operators operators, Killer killer, List<Move> moves)
            throws IOException, InterruptedException, TimeoutException {
        windows.begin(stretch);
        for (LocalNode node : cluster.nodes()) {
            told(new NodeMove(node.name(), operators, table, killer, stretch).forGood(from, to), moves);
        }
    }

    private void told(Move move, List<Move> moves) {
        moves.add(move);
        nodes.progress().accept(MigrateText.of(move));
    }

    private void quiet(Stretch stretch) throws InterruptedException {
        windows.begin(stretch);
        Hold.of(pace.quiet());
    }

    private static Map<Stretch, LoadFigures> byStretch(List<Window<Stretch>> all) {
        Map<Stretch, LoadFigures> figures = new LinkedHashMap<>();
        for (Window<Stretch> window : all) {
            figures.computeIfAbsent(
                    window.label(),
                    stretch -> LoadFigures.of(
                            all.stream().filter(each -> each.label() == stretch).toList()));
        }
        return figures;
    }
}
