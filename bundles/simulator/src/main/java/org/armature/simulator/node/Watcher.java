package org.armature.simulator.node;

import java.util.Map;
import java.util.Optional;
import org.armature.history.Fact;
import org.armature.model.Bytes;
import org.armature.node.Counter;
import org.armature.node.Effect;
import org.armature.simulator.disk.StoreName;
import org.armature.storage.StoreKey;

/** Sees what nodes do, and changes nothing. */
public interface Watcher {
    /**
     * A node's engine has carried out a write.
     *
     * @param asPromised whether it is as durable as its table says
     */
    void wrote(
            SimulatedNode node,
            StoreName store,
            StoreKey key,
            Optional<Bytes> before,
            Optional<Bytes> after,
            boolean asPromised);

    /** Everything a node's engines hold is as durable as it can be, also what was written without anybody being told. */
    void forced(SimulatedNode node);

    /** Something befell a node; {@code WIPED} for everything that destroys what it had promised to keep. */
    void befell(SimulatedNode node, Fact.NodeEvent.What what);

    /** A shard wants an operator to know. */
    void notice(SimulatedNode node, Effect.Notice notice);

    /** A node answers another one that compares what both hold. */
    void compared(SimulatedNode node, Comparison comparison);

    /** A node notes that it removes a deleted object for good, and does so next. */
    void reaped(SimulatedNode node, Effect.NoteReaped reaped);

    /** A process ended; what one of its shards had counted. */
    void counted(SimulatedNode node, Map<Counter, Long> counts);

    /** The core threw: a broken invariant. */
    void broke(SimulatedNode node, Throwable cause);
}
