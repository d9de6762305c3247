package org.armature.bench.repair;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.ThrowAwayCluster.Shape;
import org.armature.bench.Workload;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.OwnDirectory;
import org.armature.demo.engine.Follow;
import org.armature.model.TableName;
import org.armature.protocol.RepairOrderMessage.NodeTrees;

/** Takes away everything one of three nodes has stored, as a broken disk would, and waits until it has it again. */
final class WipeRun {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int PROGRESS = 10;

    private final TableName table;
    private final Workload workload;
    private final String heap;
    private final Consumer<String> progress;

    WipeRun(TableName table, Workload workload, String heap, Consumer<String> progress) {
        this.table = table;
        this.workload = workload;
        this.heap = heap;
        this.progress = progress;
    }

    /** @throws TimeoutException if not everything comes back */
    Wiped run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Duration copying = copying();
        try (ThrowAwayCluster three =
                        ThrowAwayCluster.start(table, workload.valueBytes(), heap, Shape.THREE, progress);
                Nodes nodes = new Nodes(three, table, progress)) {
            Duration filling;
            try (Filling objects = new Filling(nodes.cluster(), table, workload, progress)) {
                filling = objects.fill();
            }
            HintFigures.awaitGone(nodes.cluster(), PATIENCE);
            nodes.mendAll();
            return wipe(nodes, copying, filling);
        }
    }

    /** Each object goes over the network once, and is stored once, by a node that has just been started. */
    private Duration copying() throws InterruptedException, ExecutionException {
        try (ThrowAwayCluster one = ThrowAwayCluster.start(
                        table, workload.valueBytes(), heap, new Shape(1, 1, 1, "", ""), progress);
                Filling objects = new Filling(one.nodes(), table, workload, progress)) {
            return objects.fill();
        }
    }

    private Wiped wipe(Nodes nodes, Duration copying, Duration filling)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        nodes.victim().kill();
        nodes.forgetVictim();
        OwnDirectory.deleteTree(nodes.victim().data().resolve("engines"));
        Counts before = nodes.counts();
        long begun = System.nanoTime();
        nodes.victim().start();
        long ready = System.nanoTime();
        progress.accept(nodes.victim().name() + " is back, with nothing");
        Return gone = new Return(nodes, ready);
        Follow.until(LIMIT, EVERY, gone::missing, gone::look);
        Counts counts = nodes.counts().since(before);
        return new Wiped(
                workload,
                copying,
                filling,
                Duration.ofNanos(ready - begun),
                Duration.ofNanos(gone.thereNanos - ready),
                Duration.ofNanos(gone.comparedNanos - ready),
                counts,
                nodes.look(workload.keys(), number -> number));
    }

    /** Of all that the node had. */
    private final class Return {
        private final Nodes nodes;
        private long thereNanos;
        private long comparedNanos;
        private long records;
        private int looks;
        private Optional<NodeTrees> trees = Optional.empty();

        Return(Nodes nodes, long ready) {
            this.nodes = nodes;
            this.thereNanos = ready;
            this.comparedNanos = ready;
        }

        Optional<Return> look() {
            if (records < workload.keys()) {
                records = nodes.recordsOfVictim();
                thereNanos = System.nanoTime();
            }
            trees = nodes.treesOfVictim();
            comparedNanos = System.nanoTime();
            if (looks++ % PROGRESS == 0) {
                progress.accept(missing());
            }
            boolean isOver = records >= workload.keys()
                    && trees.isPresent()
                    && trees.get().unknown() == 0
                    && trees.get().doubtful() == 0;
            return isOver ? Optional.of(this) : Optional.empty();
        }

        String missing() {
            return nodes.victim().name() + " has " + records + " of " + workload.keys() + " records"
                    + trees.map(told -> ", " + told.doubtful() + " partitions of it may still lack some")
                            .orElse("");
        }
    }
}
