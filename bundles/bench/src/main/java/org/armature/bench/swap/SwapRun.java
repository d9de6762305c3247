package org.armature.bench.swap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.OpenLoop;
import org.armature.bench.steady.Hold;
import org.armature.bench.steady.LastLook;
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
import org.armature.demo.engine.EngineExchange;
import org.armature.demo.engine.EngineJar;
import org.armature.protocol.EngineMessage.Exchange;

/** The whole run: fill three nodes, find out what they bear, exchange their engines under a part of that, look at every key. */
final class SwapRun {
    static final String ENGINE = "bdbje";
    static final String ENGINE_CLASS = "org.armature.engine.bdbje.BdbjeEngine";

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ThreeNodes nodes;
    private final LocalCluster cluster;
    private final SwapPlan plan;
    private final Pace pace;
    private final Windows<Stretch> windows = new Windows<>(System::nanoTime);

    SwapRun(ThreeNodes nodes, SwapPlan plan, Pace pace) {
        this.nodes = nodes;
        this.cluster = nodes.cluster();
        this.plan = plan;
        this.pace = pace;
    }

    /** What one exchange came to, but for the load around it. */
    private record Done(int number, String node, Exchange exchange, Duration took) {}

    /**
     * @throws IOException if a node refuses a newer jar, with the reason
     * @throws TimeoutException if the cluster does not become whole, or an exchange does not end
     * @throws ExecutionException if a caller failed by something that is no failure of the store
     */
    SwapReport run(Loaders loaders) throws IOException, InterruptedException, TimeoutException, ExecutionException {
        double loadAverage = nodes.awaitReady();
        List<Path> jars = jars();
        try (SteadyLoad load = nodes.load();
                Operators operators = new Operators(cluster)) {
            double capacity = load.fillAndMeasure(pace.warmup(), pace.capacityTime());
            double rate = pace.offered(capacity);
            List<Done> done = underLoad(load, rate, operators, jars);
            HintFigures.awaitGone(cluster, ThreeNodes.PATIENCE);
            List<LoaderCount> counts = count(loaders, done);
            LastLook.Found found = nodes.look(load, operators);
            return report(capacity, rate, loadAverage, done, counts, load.stale(), found);
        }
    }

    /** One for each time that a node's engine is exchanged; made before, for that takes CPU time. */
    private List<Path> jars() throws IOException {
        EngineJar shipped = EngineJar.find(cluster.node(ThreeNodes.MEMBER).engines(), ENGINE);
        List<Path> jars = new ArrayList<>();
        for (int step = 1; step <= plan.times(plan.swaps()); step++) {
            jars.add(shipped.newer(nodes.files().resolve(ENGINE + "-newer-" + step + ".jar"), step));
        }
        return jars;
    }

    private List<Done> underLoad(SteadyLoad load, double rate, Operators operators, List<Path> jars)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        List<Done> done = new ArrayList<>();
        windows.begin(new Stretch(0, Stretch.Kind.RESTING));
        OpenLoop steady = load.start(rate, windows);
        try {
            Hold.of(pace.rest());
            for (int number = 1; number <= plan.swaps(); number++) {
                windows.begin(new Stretch(number, Stretch.Kind.QUIET));
                Hold.of(pace.quiet());
                done.add(swap(number, operators, jars.get(plan.times(number) - 1)));
                windows.begin(new Stretch(number, Stretch.Kind.RESTING));
                Hold.of(pace.rest());
            }
        } finally {
            steady.stop();
        }
        windows.end();
        return done;
    }

    private Done swap(int number, Operators operators, Path jar)
            throws IOException, InterruptedException, TimeoutException {
        LocalNode node = cluster.node(plan.nodeOf(number));
        EngineExchange exchange = new EngineExchange(node, operators.of(node.name()), ENGINE);
        windows.begin(new Stretch(number, Stretch.Kind.SWAPPING));
        long begun = System.nanoTime();
        Exchange made = exchange.run(jar);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        nodes.progress()
                .accept("swap " + number + " of " + plan.swaps() + " on " + node.name() + ": " + made.from() + " to "
                        + made.to() + " in " + took.toMillis() + " ms, " + made.text());
        return new Done(number, node.name(), made, took);
    }

    /** Asks again for a minute at most while there are several: what has just ended is given up little by little. */
    private List<LoaderCount> count(Loaders loaders, List<Done> done) throws IOException, InterruptedException {
        List<LoaderCount> counts = new ArrayList<>();
        for (LocalNode node : cluster.nodes()) {
            long end = System.nanoTime() + ThreeNodes.PATIENCE.toNanos();
            long count = loaders.count(node.pid());
            while (count > 1 && System.nanoTime() - end < 0) {
                Hold.of(PAUSE);
                count = loaders.count(node.pid());
            }
            long swaps = done.stream()
                    .filter(each -> each.node().equals(node.name()))
                    .count();
            counts.add(new LoaderCount(node.name(), (int) swaps, count));
        }
        return counts;
    }

    private SwapReport report(
            double capacity,
            double rate,
            double loadAverage,
            List<Done> done,
            List<LoaderCount> counts,
            long stale,
            LastLook.Found found) {
        List<Window<Stretch>> all = windows.all();
        List<Swap> swaps = done.stream()
                .map(each -> new Swap(
                        each.number(),
                        each.node(),
                        each.exchange(),
                        each.took(),
                        figures(all, new Stretch(each.number(), Stretch.Kind.QUIET)),
                        figures(all, new Stretch(each.number(), Stretch.Kind.SWAPPING)),
                        figures(all, new Stretch(each.number(), Stretch.Kind.RESTING))))
                .toList();
        return new SwapReport(
                nodes.workload(),
                plan,
                pace,
                capacity,
                rate,
                loadAverage,
                swaps,
                LoadFigures.of(all),
                figures(all, Stretch.Kind.QUIET),
                figures(all, Stretch.Kind.SWAPPING),
                counts,
                stale,
                found);
    }

    private static LoadFigures figures(List<Window<Stretch>> windows, Stretch stretch) {
        return LoadFigures.of(
                windows.stream().filter(each -> each.label().equals(stretch)).toList());
    }

    private static LoadFigures figures(List<Window<Stretch>> windows, Stretch.Kind kind) {
        return LoadFigures.of(
                windows.stream().filter(each -> each.label().kind() == kind).toList());
    }
}
