package org.armature.bench.deletes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.ThrowAwayCluster.Shape;
import org.armature.bench.repair.Filling;
import org.armature.bench.steady.Hold;
import org.armature.bench.steady.Operators;
import org.armature.client.StoreException;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.cluster.Readiness;
import org.armature.demo.traffic.Jobs;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReceiptMessage.HoldingState;
import org.armature.protocol.RecordCodec;

/** Deletes everything while one of three nodes is down, starts that again, and looks what is left when all should be gone. */
final class DeletesRun {
    private static final String MEMBER = "n1";
    private static final String AWAY = "n3";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int PROGRESS = 20;
    private static final int PASSES = 3;
    private static final int THREADS = 6;

    private final TableName table;
    private final DeletesPlan plan;
    private final String heap;
    private final Consumer<String> progress;

    DeletesRun(TableName table, DeletesPlan plan, String heap, Consumer<String> progress) {
        this.table = table;
        this.plan = plan;
        this.heap = heap;
        this.progress = progress;
    }

    /** @throws TimeoutException if a node does not come back */
    DeletesReport run() throws IOException, InterruptedException, TimeoutException, ExecutionException {
        double loadAverage = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Shape shape = Shape.THREE.withNodeLines(plan.nodeLines());
        try (ThrowAwayCluster three =
                        ThrowAwayCluster.start(table, plan.workload().valueBytes(), heap, shape, progress);
                Operators operators = new Operators(three.nodes())) {
            LocalCluster cluster = three.nodes();
            Readiness.await(cluster, PATIENCE);
            try (Filling objects = new Filling(cluster, table, plan.workload(), progress)) {
                objects.fill();
            }
            HintFigures.awaitGone(cluster, PATIENCE);
            return run(cluster, operators, loadAverage);
        }
    }

    private DeletesReport run(LocalCluster cluster, Operators operators, double loadAverage)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        LocalNode away = cluster.node(AWAY);
        progress.accept("stopping " + AWAY);
        away.stop(PATIENCE);
        long stopped = System.nanoTime();
        try (Deleting deletes = new Deleting(cluster, table, plan.workload(), progress)) {
            Duration deleting = deletes.deleteAll();
            Duration left = plan.down().minusNanos(System.nanoTime() - stopped);
            if (!left.isNegative()) {
                progress.accept(AWAY + " stays away for another " + left.toSeconds() + " s");
                Hold.of(left);
            }
            Duration gone = Duration.ofNanos(System.nanoTime() - stopped);
            away.start();
            Readiness.await(cluster, PATIENCE);
            long back = System.nanoTime();
            long records = awaitReaped(cluster, operators, back);
            Duration reaping = Duration.ofNanos(System.nanoTime() - back);
            List<String> causes = records == 0 ? List.of() : causes(operators);
            List<Integer> found = new ArrayList<>();
            for (int pass = 0; pass < PASSES; pass++) {
                found.add(deletes.valuesFound());
            }
            return new DeletesReport(
                    plan,
                    loadAverage,
                    deleting,
                    gone,
                    reaping,
                    plan.workload().keys(),
                    found,
                    valuesOnNodes(cluster, operators),
                    records(cluster, operators),
                    complete(operators, deletes),
                    causes);
        }
    }

    /** @return what is left at the limit */
    private long awaitReaped(LocalCluster cluster, Operators operators, long from) throws InterruptedException {
        for (int look = 0; ; look++) {
            long left = records(cluster, operators);
            if (left == 0 || System.nanoTime() - from > plan.limit().toNanos()) {
                return left;
            }
            if (look % PROGRESS == 0) {
                progress.accept(left + " records are left"
                        + causes(operators).stream()
                                .findFirst()
                                .map(cause -> "; " + cause)
                                .orElse(""));
            }
            LockSupport.parkNanos(EVERY.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** On all nodes together; every one of them is of a deleted key. */
    private long records(LocalCluster cluster, Operators operators) {
        return cluster.nodes().stream()
                .flatMap(node -> operators.of(node.name()).status().tables().stream())
                .filter(each -> each.table().equals(table))
                .mapToLong(each -> each.entries())
                .sum();
    }

    private static List<String> causes(Operators operators) {
        return operators.of(MEMBER).reapings(false).nodes().stream()
                .flatMap(node -> node.causes().stream().map(cause -> node.node() + ": " + cause))
                .toList();
    }

    private int valuesOnNodes(LocalCluster cluster, Operators operators)
            throws InterruptedException, ExecutionException {
        AtomicInteger values = new AtomicInteger();
        Jobs.Job look = number -> {
            for (LocalNode node : cluster.nodes()) {
                if (hasValue(operators, node, number)) {
                    values.incrementAndGet();
                }
            }
        };
        Jobs.run(plan.workload().keys(), THREADS, thread -> look, done -> {});
        return values.get();
    }

    private boolean hasValue(Operators operators, LocalNode node, int number) throws ProtocolException {
        Bytes record = operators
                .of(node.name())
                .rawGet(table, Filling.key(number))
                .record()
                .orElse(null);
        return record != null
                && RecordCodec.decode(record).versions().stream().anyMatch(version -> !version.isTombstone());
    }

    private int complete(Operators operators, Deleting deletes) throws InterruptedException, ExecutionException {
        progress.accept("asking for " + plan.workload().keys() + " receipts");
        AtomicInteger complete = new AtomicInteger();
        Jobs.Job ask = number -> {
            if (isComplete(operators, deletes, number)) {
                complete.incrementAndGet();
            }
        };
        Jobs.run(plan.workload().keys(), THREADS, thread -> ask, done -> {});
        return complete.get();
    }

    /** One that can't be answered counts as one that is not complete. */
    private boolean isComplete(Operators operators, Deleting deletes, int number) {
        try {
            return operators.of(MEMBER).receipt(deletes.receipt(number)).holdings().stream()
                    .allMatch(holding -> holding.state() == HoldingState.REAPED);
        } catch (StoreException e) {
            progress.accept("no receipt of key " + number + ": " + e.getMessage());
            return false;
        }
    }
}
