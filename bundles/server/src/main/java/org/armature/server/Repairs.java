package org.armature.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.RepairOrderMessage.DifferingKeys;

/** Has this node's shards compare what they hold with other owners because an operator orders it. Thread-safe; never blocks. */
final class Repairs {
    private static final int ENDED_KEPT = 16;

    /** When it ended, its task is kept as it was then. */
    private record Ended(Task task, DifferingKeys keys) {}

    private final NodeId self;
    private final LongSupplier nanoTime;
    private final Map<Long, RepairRun> runs = new TreeMap<>();
    private final Deque<Ended> ended = new ArrayDeque<>();
    private volatile List<ShardLoop> shards = List.of();
    private long last;

    Repairs(NodeId self, LongSupplier nanoTime) {
        this.self = self;
        this.nanoTime = nanoTime;
    }

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    synchronized Task begin(TableName table, OptionalInt partition, boolean mends) {
        Set<Integer> concerned = partition.isPresent()
                ? Set.of(partition.getAsInt() % shards.size())
                : IntStream.range(0, shards.size()).boxed().collect(Collectors.toSet());
        long number = ++last;
        RepairRun run = new RepairRun(self, number, table, partition, mends, concerned, nanoTime.getAsLong());
        runs.put(number, run);
        concerned.forEach(shard -> shards.get(shard).tell(new Event.RepairAsked(number, table, partition, mends)));
        return run.task(nanoTime.getAsLong());
    }

    /** On the shard's thread. */
    synchronized void ended(int shard, Effect.RepairEnded effect) {
        RepairRun run = runs.get(effect.order());
        if (run == null) {
            throw new AssertionError("nobody ordered " + effect);
        }
        run.ended(shard, effect.report());
        if (run.isOver()) {
            runs.remove(effect.order());
            ended.addFirst(new Ended(run.task(nanoTime.getAsLong()), run.differingKeys()));
            while (ended.size() > ENDED_KEPT) {
                ended.removeLast();
            }
        }
    }

    /** @return false if none of that name is under way */
    synchronized boolean cancel(String id) {
        for (Map.Entry<Long, RepairRun> run : runs.entrySet()) {
            if (run.getValue().id().equals(id)) {
                Event stopped = new Event.RepairStopped(run.getKey());
                run.getValue().open().forEach(shard -> shards.get(shard).tell(stopped));
                return true;
            }
        }
        return false;
    }

    /** Those under way first, then the last that have ended. */
    CompletableFuture<List<Task>> tasks() {
        return looked().thenApply(looked -> told());
    }

    private synchronized List<Task> told() {
        List<Task> tasks = new ArrayList<>();
        runs.values().forEach(run -> tasks.add(run.task(nanoTime.getAsLong())));
        ended.forEach(each -> tasks.add(each.task()));
        return tasks;
    }

    /** Empty if there is no such task any more. */
    CompletableFuture<Optional<DifferingKeys>> differingKeys(String id) {
        return looked().thenApply(looked -> keysOf(id));
    }

    private synchronized Optional<DifferingKeys> keysOf(String id) {
        return runs.values().stream()
                .filter(run -> run.id().equals(id))
                .map(RepairRun::differingKeys)
                .findFirst()
                .or(() -> ended.stream()
                        .filter(each -> each.task().id().equals(id))
                        .map(Ended::keys)
                        .findFirst());
    }

    /** Once all shards have said how far they are. */
    private synchronized CompletableFuture<Void> looked() {
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        runs.forEach((number, run) -> run.open()
                .forEach(shard -> asked.add(shards.get(shard)
                        .repair(number)
                        .thenAccept(report -> report.ifPresent(there -> {
                            synchronized (this) {
                                run.stands(shard, there);
                            }
                        })))));
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new));
    }
}
