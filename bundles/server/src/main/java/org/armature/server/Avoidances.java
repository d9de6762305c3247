package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.Event;
import org.armature.node.Shard;

/**
 * Has this node's shards avoid a node, this one perhaps, for tables whose engine it exchanges; and tells when no request
 * that was begun before relies on it any more. Thread-safe; never blocks.
 */
final class Avoidances implements AutoCloseable {
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_EVERY_MILLIS = 2;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "armature-avoid");
        made.setDaemon(true);
        return made;
    });
    private volatile List<ShardLoop> shards = List.of();

    /** Requests of one shard up to this one. */
    private record Begun(ShardLoop shard, CompletableFuture<Long> newest) {
        CompletableFuture<Boolean> areAnswered() {
            long upTo = newest.join();
            return shard.ask(each -> each.answersAllUpTo(upTo));
        }
    }

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    /**
     * @param time from now on; zero if it is over
     * @param noted run once the shards work by it, and what they had begun is answered or takes long; on any thread
     */
    void heed(NodeId node, Set<TableName> tables, Duration time, Runnable noted) {
        long now = System.nanoTime();
        List<Begun> begun = new ArrayList<>();
        for (ShardLoop shard : shards) {
            shard.tell(new Event.TablesAvoided(node, tables, now + time.toNanos()));
            begun.add(new Begun(shard, shard.ask(Shard::newestCall)));
        }
        CompletableFuture.allOf(begun.stream().map(Begun::newest).toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> {
                    if (time.isZero()) {
                        noted.run();
                    } else {
                        look(begun, now + LONGEST_NANOS, noted);
                    }
                });
    }

    private void look(List<Begun> begun, long untilNanos, Runnable noted) {
        List<CompletableFuture<Boolean>> answered =
                begun.stream().map(Begun::areAnswered).toList();
        CompletableFuture.allOf(answered.toArray(CompletableFuture<?>[]::new)).thenRun(() -> {
            boolean all = answered.stream().allMatch(CompletableFuture::join);
            if (all || untilNanos - System.nanoTime() <= 0) {
                noted.run();
            } else if (!thread.isShutdown()) {
                thread.schedule(() -> look(begun, untilNanos, noted), LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
