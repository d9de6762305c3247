package org.armature.server;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.EngineMessage.TablesAvoided;

/**
 * Keeps clients' requests away from this node's stores for some tables: its own shards and all members that are up avoid
 * it while it lasts. Thread-safe; calls block while others are told, for a bounded time.
 */
final class Quiet {
    /** Unless it is renewed: a node that dies in between is avoided for so long after it is back. */
    static final Duration LASTS = Duration.ofSeconds(15);

    private static final long ANSWER_SECONDS = 1;

    private final NodeId self;
    private final Avoidances here;
    private final Supplier<? extends Collection<NodeId>> othersUp;
    private final BiConsumer<Collection<NodeId>, TablesAvoided> tell;
    private SortedSet<TableName> tables = Collections.emptySortedSet();

    /**
     * @param othersUp members but for this one
     * @param tell asks them all and waits, for a bounded time, for their answers
     */
    Quiet(
            NodeId self,
            Avoidances here,
            Supplier<? extends Collection<NodeId>> othersUp,
            BiConsumer<Collection<NodeId>, TablesAvoided> tell) {
        this.self = self;
        this.here = here;
        this.othersUp = othersUp;
        this.tell = tell;
    }

    /** Returns when requests that were begun before have been answered, or take long. */
    synchronized void begin(SortedSet<TableName> kept) {
        tables = kept;
        say(LASTS);
    }

    /** Without effect once it has ended. */
    synchronized void renew() {
        if (!tables.isEmpty()) {
            say(LASTS);
        }
    }

    synchronized void end() {
        say(Duration.ZERO);
        tables = Collections.emptySortedSet();
    }

    private void say(Duration time) {
        CompletableFuture<Boolean> noted = new CompletableFuture<>();
        here.heed(self, tables, time, () -> noted.complete(true));
        tell.accept(othersUp.get(), new TablesAvoided(tables, time.toMillis()));
        noted.completeOnTimeout(false, ANSWER_SECONDS, TimeUnit.SECONDS).join();
    }
}
