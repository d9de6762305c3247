package org.armature.server;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.armature.membership.LocalReport;
import org.armature.model.TableName;
import org.armature.node.Counter;
import org.armature.node.TransferReport;
import org.armature.replication.TableSpec;
import org.armature.storage.StorageException;
import org.armature.storage.StoreStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the membership what this node's shards say of themselves, once a second; what is stored, seldomer. */
final class LocalReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalReports.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final int STORED_EVERY = 10;
    private static final long ANSWER_SECONDS = 5;

    private final SortedMap<TableName, TableSpec> tables;
    private final SortedMap<String, Long> instances;
    private final EngineBindings bindings;
    private final Consumer<LocalReport> told;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "armature-report");
        made.setDaemon(true);
        return made;
    });
    private List<ShardLoop> shards = List.of();
    private long rounds;
    private StoreStats stored = new StoreStats(0, 0);

    /** @param instances a digest of each instance's configuration */
    LocalReports(
            SortedMap<TableName, TableSpec> tables,
            SortedMap<String, Long> instances,
            EngineBindings bindings,
            Consumer<LocalReport> told) {
        this.tables = tables;
        this.instances = instances;
        this.bindings = bindings;
        this.told = told;
    }

    void start(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
        thread.scheduleWithFixedDelay(this::report, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void report() {
        try {
            if (rounds++ % STORED_EVERY == 0) {
                stored = stored();
            }
            SortedSet<Integer> numbers = new TreeSet<>();
            tables.values().forEach(table -> numbers.add(table.n()));
            long hints = 0;
            int transfers = 0;
            long sent = 0;
            long drained = Long.MAX_VALUE;
            for (ShardLoop shard : shards) {
                Map<Counter, Long> counts = shard.counts().get(ANSWER_SECONDS, TimeUnit.SECONDS);
                hints += counts.get(Counter.HINTS_PENDING);
                sent += counts.get(Counter.TRANSFER_BYTES_SENT);
                TransferReport report = shard.transfers().get(ANSWER_SECONDS, TimeUnit.SECONDS);
                transfers += report.waiting() + report.underWay();
                drained = Math.min(drained, report.drainedEpoch());
            }
            told.accept(new LocalReport(
                    numbers, hints, transfers, stored.entries(), stored.bytes(), sent, instances, drained));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a shard did not report within {} s", ANSWER_SECONDS);
        } catch (RuntimeException e) {
            LOG.error("no report of this node was made", e);
        }
    }

    private StoreStats stored() {
        long entries = 0;
        long bytes = 0;
        for (TableName table : tables.keySet()) {
            try {
                StoreStats stats = bindings.table(table).stats();
                entries += stats.entries();
                bytes += stats.bytes();
            } catch (EngineMissing | StorageException e) {
                LOG.debug("not counted table={} reason=\"{}\"", table, e.getMessage());
            }
        }
        return new StoreStats(entries, bytes);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
