package org.armature.server;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.armature.model.TableName;
import org.armature.storage.load.LoadReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the shards have counted of each table's load, put together. Thread-safe. */
final class MeasuredLoads {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuredLoads.class);
    private static final long LIMIT_SECONDS = 2;

    private volatile List<ShardLoop> shards = List.of();

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    /** Blocks for {@value #LIMIT_SECONDS} s at most; without a shard that does not answer by then. */
    SortedMap<TableName, LoadReport> all() {
        List<CompletableFuture<SortedMap<TableName, LoadReport>>> asked =
                shards.stream().map(ShardLoop::loads).toList();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        SortedMap<TableName, LoadReport> sum = new TreeMap<>();
        for (CompletableFuture<SortedMap<TableName, LoadReport>> answer : asked) {
            try {
                answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                        .forEach((table, report) -> sum.merge(table, report, LoadReport::plus));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("a shard did not tell its tables' loads within {} s", LIMIT_SECONDS);
            }
        }
        return sum;
    }
}
