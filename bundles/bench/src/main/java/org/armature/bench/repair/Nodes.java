package org.armature.bench.repair;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.armature.bench.BenchFailed;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.steady.Operators;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.cluster.Readiness;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.RepairOrderMessage.NodeTrees;

/** Three nodes with one table, one of which things are done to. */
final class Nodes implements AutoCloseable {
    private static final String MEMBER = "n1";
    private static final String VICTIM = "n3";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_ROUNDS = 5;
    private static final int TENTHS = 10;

    private final LocalCluster cluster;
    private final TableName table;
    private final Consumer<String> progress;
    private final Operators operators;
    private final OrderedRepair repair;

    /** @throws TimeoutException if they do not find one another */
    Nodes(ThrowAwayCluster cluster, TableName table, Consumer<String> progress)
            throws InterruptedException, TimeoutException {
        this.cluster = cluster.nodes();
        this.table = table;
        this.progress = progress;
        this.operators = new Operators(this.cluster);
        this.repair = new OrderedRepair(this.cluster, operators, MEMBER, table);
        awaitReady();
    }

    LocalCluster cluster() {
        return cluster;
    }

    LocalNode victim() {
        return cluster.node(VICTIM);
    }

    void awaitReady() throws InterruptedException, TimeoutException {
        Readiness.await(cluster, PATIENCE);
    }

    /** It will not answer any more, and has another address when it is back. */
    void forgetVictim() {
        operators.forget(victim());
    }

    Counts counts() {
        return Counts.of(cluster, operators);
    }

    Round repair() throws InterruptedException, TimeoutException {
        return repair.run();
    }

    /**
     * Compares until nothing differs any more.
     *
     * @return copies that were mended
     * @throws BenchFailed if there is always something
     */
    long mendAll() throws InterruptedException, TimeoutException {
        long mended = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Counts counts = repair().counts();
            mended += counts.repaired();
            if (counts.differed() == 0) {
                return mended;
            }
        }
        throw new BenchFailed("replicas differ after " + MOST_ROUNDS + " repairs, though nobody writes");
    }

    /** Of the victim; empty if it did not answer who was asked. */
    Optional<NodeTrees> treesOfVictim() {
        return operators.of(VICTIM).repairStatus(Optional.of(table), false).trees().stream()
                .filter(trees -> trees.node().equals(new NodeId(VICTIM)))
                .findFirst();
    }

    long recordsOfVictim() {
        return operators.of(VICTIM).status().tables().stream()
                .filter(each -> each.table().equals(table))
                .mapToLong(each -> each.entries())
                .sum();
    }

    /** Whether the victim counts on from what it was before. */
    boolean isSameIncarnation() {
        return operators.of(VICTIM).status().figures().getOrDefault("incarnation_is_new", 1L) == 0;
    }

    Likeness look(int count, IntUnaryOperator keys) throws InterruptedException, ExecutionException {
        List<String> names = cluster.nodes().stream().map(LocalNode::name).toList();
        return Likeness.of(operators, names, table, count, keys, done -> {
            if ((long) done * TENTHS / count != (long) (done - 1) * TENTHS / count) {
                progress.accept("looked at " + done + " of " + count + " keys on each node");
            }
        });
    }

    @Override
    public void close() {
        operators.close();
    }
}
