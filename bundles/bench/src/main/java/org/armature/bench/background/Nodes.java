package org.armature.bench.background;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.armature.bench.BenchFailed;
import org.armature.bench.steady.Operators;
import org.armature.bench.steady.ThreeNodes;
import org.armature.client.AdminClient;
import org.armature.client.StoreException;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.cluster.RingChange;
import org.armature.demo.engine.Follow;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.PlannedChange;
import org.armature.protocol.RepairOrderMessage.RepairBegun;

/** The nodes, what is done to them so that they have background work, and whether they have done it. */
final class Nodes {
    private static final String VICTIM = "n3";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration NOW_AND_THEN = Duration.ofMillis(250);

    private final LocalCluster cluster;
    private final Operators operators;
    private final Set<TableName> tables;
    private final long entriesInAll;
    private final SecureRandom random = new SecureRandom();

    /** @param entriesInAll of these tables, when each key lies on its owners and nowhere else */
    Nodes(LocalCluster cluster, Operators operators, Set<TableName> tables, long entriesInAll) {
        this.cluster = cluster;
        this.operators = operators;
        this.tables = tables;
        this.entriesInAll = entriesInAll;
    }

    Work work() {
        return Work.of(cluster, operators);
    }

    // ---- one that is away

    /** Stops a node's process as it is, connections and all; returns when the others hold it for down. */
    void sendAway() throws IOException, InterruptedException, TimeoutException {
        cluster.node(VICTIM).pause();
        await("others to hold " + VICTIM + " for down", () -> others().allMatch(node -> !sees(node, VICTIM)));
    }

    /** Returns when it sees all others, and they see it. */
    void bringBack() throws IOException, InterruptedException, TimeoutException {
        cluster.node(VICTIM).resume();
        await(VICTIM + " and the others to see one another", () -> others().allMatch(
                        node -> sees(node, VICTIM) && sees(VICTIM, node)));
    }

    private Stream<String> others() {
        return cluster.nodes().stream().map(LocalNode::name).filter(name -> !name.equals(VICTIM));
    }

    private boolean sees(String node, String peer) {
        return operators.of(node).status().peers().stream()
                .anyMatch(each -> each.node().name().equals(peer) && each.isReachable());
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException, TimeoutException {
        Follow.until(PATIENCE, OFTEN, () -> what, () -> isMet(condition));
    }

    private static Optional<Boolean> isMet(BooleanSupplier condition) {
        return condition.getAsBoolean() ? Optional.of(true) : Optional.empty();
    }

    // ---- what is ordered

    private AdminClient operator() {
        return operators.of(ThreeNodes.MEMBER);
    }

    /** Starts one more node and lets it join; returns when everything is where it belongs. */
    void join(NodeId newcomer) throws IOException, InterruptedException, TimeoutException {
        cluster.addCandidate(newcomer.name(), random);
        change(new PlannedChange.Join(newcomer)).awaitSettled();
        awaitRest(List.of());
    }

    /** @return the change, which goes on from now */
    RingChange.Committed leave(NodeId leaving) throws InterruptedException, TimeoutException {
        return change(new PlannedChange.Leave(leaving));
    }

    private RingChange.Committed change(PlannedChange change) throws InterruptedException, TimeoutException {
        return RingChange.plan(operator(), change, LIMIT).commit();
    }

    /** Has all replicas of a table compared. */
    List<String> repair(TableName table) {
        RepairBegun order = operator().repair(Optional.empty(), table, OptionalInt.empty(), true);
        if (!order.silent().isEmpty()) {
            throw new BenchFailed(order.silent() + " did not answer, so not all replicas are compared");
        }
        return order.tasks().stream().map(Task::id).toList();
    }

    /** Of a node that is no member any more. */
    void remove(NodeId gone) throws IOException, InterruptedException {
        LocalNode node = cluster.node(gone.name());
        operators.forget(node);
        cluster.remove(node);
    }

    // ---- whether it was done

    /**
     * Returns when nothing is left to do in the background: no hint, no copy on a node that does not own it.
     *
     * @param repairs that are waited for, too
     * @throws TimeoutException saying what is left, after ten minutes
     */
    void awaitRest(List<String> repairs) throws InterruptedException, TimeoutException {
        Follow.until(LIMIT, NOW_AND_THEN, () -> "the ends of " + repairs, () -> isMet(() -> haveEnded(repairs)));
        Follow.until(
                LIMIT,
                NOW_AND_THEN,
                () -> "hints to be delivered",
                () -> isMet(() -> HintFigures.of(cluster).pending() == 0));
        Follow.until(
                LIMIT,
                NOW_AND_THEN,
                () -> entries() + " records on all nodes to become " + entriesInAll,
                () -> isMet(() -> entries() <= entriesInAll));
    }

    /** Those of a node that is gone are not told of any more. */
    private boolean haveEnded(List<String> repairs) {
        return operator().tasks().stream().allMatch(task -> task.state().hasEnded() || !repairs.contains(task.id()));
    }

    /** @throws StoreException if a node does not answer */
    private long entries() {
        return cluster.nodes().stream()
                .map(node -> operators.of(node.name()).status())
                .filter(status -> status.member() != MemberState.REMOVED)
                .mapToLong(this::entries)
                .sum();
    }

    private long entries(StatusReply status) {
        return status.tables().stream()
                .filter(each -> tables.contains(each.table()))
                .mapToLong(each -> each.entries())
                .sum();
    }
}
