package org.armature.bench.repair;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.ThrowAwayCluster.Shape;
import org.armature.bench.Workload;
import org.armature.demo.engine.Follow;
import org.armature.model.TableName;
import org.armature.protocol.RepairOrderMessage.NodeTrees;

/**
 * Three nodes that compare only when they are told to, and keep no hints: what was written while one was down is lacking there
 * until then, and whatever they send because of comparisons is of the one that was ordered.
 */
final class CompareRun {
    private static final String ONLY_BY_ORDER = """
            hints { max-size = 0 B }
            anti-entropy { interval = 0 s }
            """;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final TableName table;
    private final RepairPlan plan;
    private final Workload workload;
    private final String heap;
    private final Consumer<String> progress;

    CompareRun(TableName table, RepairPlan plan, String heap, Consumer<String> progress) {
        this.table = table;
        this.plan = plan;
        this.workload = plan.many();
        this.heap = heap;
        this.progress = progress;
    }

    /** @throws TimeoutException if a node does not stop or start, or a comparison does not end */
    RepairReport.Compared run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Shape shape = Shape.THREE.withNodeLines(ONLY_BY_ORDER);
        try (ThrowAwayCluster three = ThrowAwayCluster.start(table, workload.valueBytes(), heap, shape, progress);
                Nodes nodes = new Nodes(three, table, progress);
                Filling objects = new Filling(nodes.cluster(), table, workload, progress)) {
            objects.fill();
            long mended = nodes.mendAll();
            Optional<Quiet> quiet = plan.has(Part.QUIET) ? Optional.of(quiet(nodes)) : Optional.empty();
            Optional<Restarted> restarted = plan.has(Part.RESTART) ? Optional.of(restarted(nodes)) : Optional.empty();
            Optional<Differing> differing =
                    plan.has(Part.DIFFERING) ? Optional.of(differing(nodes, objects)) : Optional.empty();
            return new RepairReport.Compared(workload, mended, quiet, restarted, differing);
        }
    }

    private Quiet quiet(Nodes nodes) throws InterruptedException, TimeoutException {
        progress.accept("comparing equal replicas twice");
        return new Quiet(List.of(nodes.repair(), nodes.repair()));
    }

    private Restarted restarted(Nodes nodes) throws IOException, InterruptedException, TimeoutException {
        progress.accept("stopping " + nodes.victim().name() + " and starting it again");
        Duration stopping = stop(nodes);
        long begun = System.nanoTime();
        nodes.victim().start();
        Duration starting = Duration.ofNanos(System.nanoTime() - begun);
        int unknown = trees(nodes, told -> true).unknown();
        trees(nodes, told -> told.unknown() == 0);
        Duration known = Duration.ofNanos(System.nanoTime() - begun);
        boolean isSame = nodes.isSameIncarnation();
        nodes.awaitReady();
        return new Restarted(stopping, starting, unknown, known, isSame);
    }

    private NodeTrees trees(Nodes nodes, Predicate<NodeTrees> wanted) throws InterruptedException, TimeoutException {
        return Follow.until(
                LIMIT, OFTEN, () -> "the hash trees of " + nodes.victim().name(), () -> nodes.treesOfVictim()
                        .filter(wanted));
    }

    private Differing differing(Nodes nodes, Filling objects)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        progress.accept(
                "writing " + plan.differing() + " keys while " + nodes.victim().name() + " is down");
        stop(nodes);
        objects.change(plan.differing());
        nodes.victim().start();
        nodes.awaitReady();
        Round round = nodes.repair();
        Likeness look =
                nodes.look(plan.differing(), number -> Filling.spread(number, plan.differing(), workload.keys()));
        return new Differing(plan.differing(), round, look);
    }

    private static Duration stop(Nodes nodes) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        nodes.victim().stop(LIMIT);
        nodes.forgetVictim();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
