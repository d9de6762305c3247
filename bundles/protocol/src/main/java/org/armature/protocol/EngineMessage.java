package org.armature.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** How storage engines are exchanged on running nodes: what operators ask, and how nodes take turns. */
public sealed interface EngineMessage extends Message {

    // ---- operator to node

    /** Which engines run there? Answered by {@link EnginesReply}. */
    record EnginesAsked() implements EngineMessage {}

    /**
     * @param directory where the node finds jars of engines
     * @param complaints sentences on jars that are not used, and on engines whose jar is gone
     */
    record EnginesReply(NodeId node, String directory, List<Engine> engines, List<String> complaints)
            implements EngineMessage {}

    /**
     * An engine that runs.
     *
     * @param bundle its symbolic name; empty if the engine came with no bundle
     * @param version of the bundle
     * @param file the jar, by its name in the directory
     * @param tables it serves
     * @param environments it has open, {@code engine/instance}
     * @param sinceMillis wall time at which this version began to serve
     * @param last its last exchange in this run of the node
     */
    record Engine(
            String name,
            String bundle,
            String version,
            String file,
            List<TableName> tables,
            List<String> environments,
            long sinceMillis,
            Optional<Exchange> last) {}

    /**
     * How an exchange ended.
     *
     * @param done whether the other version serves
     * @param atMillis wall time of its end
     * @param pauseNanos for which storage calls of its tables waited; 0 if none did
     * @param text how long its parts took, or why it was not done
     */
    record Exchange(String from, String to, boolean done, long atMillis, long pauseNanos, String text) {}

    /**
     * The jar shall take the place of the engine that runs under its symbolic name. Answered by {@link
     * OperatorMessage.TasksReply} with the task.
     *
     * @param file by its name in the node's directory of engines
     * @param evenOlder whether it may be older than the one that runs
     */
    record EngineSwapAsked(String file, boolean evenOlder) implements EngineMessage {}

    /**
     * The engine shall go. Answered by {@link EnginesReply} of those that are left.
     *
     * @param tablesWithoutEngine even if it serves tables, which the node then does not serve
     */
    record EngineRemoveAsked(String engine, boolean tablesWithoutEngine) implements EngineMessage {}

    // ---- node to node

    /**
     * The asker wants to be the only node that exchanges an engine now, or goes on to be. Answered by {@link TurnReply}.
     *
     * @param leaseMillis for how long from now on; 0 to give the turn back
     */
    record TurnAsked(long leaseMillis) implements EngineMessage {}

    /** @param holder who has the turn then, as far as the one who answers knows; empty if nobody */
    record TurnReply(boolean granted, Optional<NodeId> holder) implements EngineMessage {}

    /**
     * The sender exchanges the engine of these tables, and its stores will answer late. Answered by {@link
     * AvoidanceNoted} when the receiver works by it.
     *
     * @param millis for how long from now on, unless told otherwise; 0 if it is over
     */
    record TablesAvoided(SortedSet<TableName> tables, long millis) implements EngineMessage {
        public TablesAvoided {
            tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
        }
    }

    record AvoidanceNoted() implements EngineMessage {}
}
