package org.armature.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.ExchangeResult;
import org.armature.node.RepairReport;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.RepairOrderMessage.DifferingKeys;

/** A node's part of an ordered repair or comparison: what its shards tell of it. Owned by {@link Repairs}. */
final class RepairRun {
    private static final int ALL = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String id;
    private final TableName table;
    private final OptionalInt partition;
    private final boolean mends;
    private final long beganNanos;
    private final Set<Integer> open;
    private final Map<Integer, RepairReport> reports = new TreeMap<>();

    /** @param open shards that do a part of it */
    RepairRun(
            NodeId self,
            long number,
            TableName table,
            OptionalInt partition,
            boolean mends,
            Set<Integer> open,
            long nowNanos) {
        this.id = "r-" + number + "@" + self;
        this.table = table;
        this.partition = partition;
        this.mends = mends;
        this.open = new LinkedHashSet<>(open);
        this.beganNanos = nowNanos;
    }

    String id() {
        return id;
    }

    Set<Integer> open() {
        return Set.copyOf(open);
    }

    /** How far that shard is. */
    void stands(int shard, RepairReport report) {
        if (open.contains(shard)) {
            reports.put(shard, report);
        }
    }

    void ended(int shard, RepairReport report) {
        stands(shard, report);
        open.remove(shard);
    }

    boolean isOver() {
        return open.isEmpty();
    }

    Task task(long nowNanos) {
        int done = 0;
        int all = 0;
        long bytes = 0;
        for (RepairReport report : reports.values()) {
            done += report.done();
            all += report.all();
            bytes += report.bytes();
        }
        double seconds = Math.max(1e-3, (nowNanos - beganNanos) / NANOS_PER_SECOND);
        return new Task(
                id,
                mends ? "repair" : "compare",
                what(),
                state(),
                permille(done, all),
                new Amount(done, all),
                new Amount(bytes, 0),
                Math.round(bytes / seconds),
                isOver() || done == 0 ? Optional.empty() : Optional.of(Math.round(seconds * (all - done) / done)),
                cause());
    }

    private int permille(int done, int all) {
        if (all == 0) {
            return isOver() ? ALL : 0;
        }
        return (int) ((long) ALL * done / all);
    }

    private String what() {
        String where = table + (partition.isPresent() ? ", partition " + partition.getAsInt() : "");
        long differing = differing();
        if (differing == 0) {
            return where;
        }
        return where + ": " + differing + " keys differed" + (mends ? ", " + repaired() + " of them repaired" : "");
    }

    private TaskState state() {
        if (!isOver()) {
            return cause().isEmpty() ? TaskState.RUNNING : TaskState.WAITING;
        }
        if (wasStopped()) {
            return TaskState.CANCELLED;
        }
        return differing() > repaired() ? TaskState.FAILED : TaskState.DONE;
    }

    private boolean wasStopped() {
        return reports.values().stream().anyMatch(RepairReport::stopped);
    }

    private String cause() {
        if (isOver() && !wasStopped()) {
            long left = differing() - repaired();
            return left == 0 ? "" : left + " keys differ";
        }
        return reports.values().stream()
                .map(RepairReport::cause)
                .filter(cause -> !cause.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private long differing() {
        return reports.values().stream().mapToLong(RepairReport::differing).sum();
    }

    private long repaired() {
        return reports.values().stream().mapToLong(RepairReport::repaired).sum();
    }

    DifferingKeys differingKeys() {
        List<Key> keys = new ArrayList<>();
        reports.values().forEach(report -> keys.addAll(report.examples()));
        return new DifferingKeys(
                differing(),
                keys.stream().distinct().limit(ExchangeResult.MOST_EXAMPLES).toList());
    }
}
