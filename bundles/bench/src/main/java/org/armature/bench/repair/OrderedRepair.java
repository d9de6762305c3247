package org.armature.bench.repair;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.armature.bench.BenchFailed;
import org.armature.bench.steady.Operators;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.engine.Follow;
import org.armature.model.TableName;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.RepairOrderMessage.RepairBegun;

/** {@code armature repair TABLE} on all members, from the order until each has done its part. */
final class OrderedRepair {
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final LocalCluster cluster;
    private final Operators operators;
    private final String member;
    private final TableName table;

    /** @param member that is asked */
    OrderedRepair(LocalCluster cluster, Operators operators, String member, TableName table) {
        this.cluster = cluster;
        this.operators = operators;
        this.member = member;
        this.table = table;
    }

    /**
     * @throws TimeoutException if it has not ended within an hour
     * @throws BenchFailed if a node does not take part, or not to the end
     */
    Round run() throws InterruptedException, TimeoutException {
        Counts before = Counts.of(cluster, operators);
        long begun = System.nanoTime();
        AdminClient operator = operators.of(member);
        RepairBegun order = operator.repair(Optional.empty(), table, OptionalInt.empty(), true);
        if (!order.silent().isEmpty()) {
            throw new BenchFailed(order.silent() + " did not answer, so not all replicas were compared");
        }
        List<String> ids = order.tasks().stream().map(Task::id).toList();
        List<Task> ended = Follow.until(LIMIT, OFTEN, () -> "the ends of " + ids, () -> ended(operator, ids));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        String failed = ended.stream()
                .filter(task -> task.state() != TaskState.DONE)
                .map(task -> task.id() + ": " + task.cause())
                .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            throw new BenchFailed("not all replicas were repaired: " + failed);
        }
        return new Round(took, Counts.of(cluster, operators).since(before));
    }

    private static Optional<List<Task>> ended(AdminClient operator, List<String> ids) {
        List<Task> ended = operator.tasks().stream()
                .filter(task -> ids.contains(task.id()) && task.state().hasEnded())
                .toList();
        return ended.size() == ids.size() ? Optional.of(ended) : Optional.empty();
    }
}
