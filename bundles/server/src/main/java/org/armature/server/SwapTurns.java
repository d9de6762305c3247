package org.armature.server;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.armature.model.NodeId;
import org.armature.protocol.EngineMessage.TurnAsked;
import org.armature.protocol.EngineMessage.TurnReply;

/** To whom this node has granted that it alone exchanges an engine now: to one at a time, for as long as the lease. */
final class SwapTurns {
    private final LongSupplier nanoTime;
    private Optional<NodeId> holder = Optional.empty();
    private long untilNanos;

    /** @param nanoTime monotonic */
    SwapTurns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized TurnReply answer(NodeId asker, TurnAsked asked) {
        long now = nanoTime.getAsLong();
        if (holder.isPresent() && untilNanos - now <= 0) {
            holder = Optional.empty();
        }
        boolean free = holder.isEmpty() || holder.get().equals(asker);
        if (free && asked.leaseMillis() > 0) {
            holder = Optional.of(asker);
            untilNanos = now + TimeUnit.MILLISECONDS.toNanos(asked.leaseMillis());
        } else if (free) {
            holder = Optional.empty();
        }
        return new TurnReply(free, holder);
    }
}
