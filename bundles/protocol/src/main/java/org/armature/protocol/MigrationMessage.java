package org.armature.protocol;

import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** What operators say to have a table moved from one storage engine to another while its nodes serve it. */
public sealed interface MigrationMessage extends Message {
    /**
     * What would it take? Answered by {@link MigrationPlan}; nothing is changed.
     *
     * @param node that would move the table; empty for the one that is asked
     */
    record MigrationPlanAsked(Optional<NodeId> node, TableName table, String engine) implements MigrationMessage {}

    /**
     * @param from the engine that serves the table; "none" if there is none
     * @param bytes of keys and values
     * @param needBytes room that the other engine is going to take, about
     * @param freeBytes where it will take it; -1 if this node can't tell
     * @param seconds it takes at least
     * @param costs sentences
     * @param refusals sentences; empty if the table can be moved
     */
    record MigrationPlan(
            NodeId node,
            TableName table,
            String from,
            String to,
            long entries,
            long bytes,
            long needBytes,
            long freeBytes,
            long seconds,
            List<String> costs,
            List<String> refusals)
            implements MigrationMessage {
        public MigrationPlan {
            costs = List.copyOf(costs);
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Answered by {@link OperatorMessage.TasksReply} with the task.
     *
     * @param node that shall do it; empty for the one that is asked
     * @param engine to move the table to, or to compare with; empty with other orders
     * @param keepMillis with {@link Order#MOVE}: how long the former copy is kept after the switch, so that the table can be
     *     moved back at once
     */
    record MigrationOrdered(Optional<NodeId> node, TableName table, Order order, String engine, long keepMillis)
            implements MigrationMessage {}

    enum Order {
        MOVE,
        /** The former engine shall serve again. */
        ROLL_BACK,
        /** The former copy shall be removed now. */
        FINISH,
        /** What two engines have of the table shall be compared. */
        VERIFY
    }

    /**
     * Which tables are moved, or were? Answered by {@link MigrationsReply}.
     *
     * @param everywhere on all members, else only on the one that is asked
     */
    record MigrationsAsked(boolean everywhere) implements MigrationMessage {}

    /** @param silent members that were asked and did not answer */
    record MigrationsReply(List<Migration> migrations, List<NodeId> silent) implements MigrationMessage {
        public MigrationsReply {
            migrations = List.copyOf(migrations);
            silent = List.copyOf(silent);
        }
    }

    /**
     * A table's move on one node.
     *
     * @param serving the engine that serves now
     * @param stage as a participle, such as {@code copied and compared}
     * @param task empty if nothing is under way
     * @param equalStores known to be the same in both engines
     * @param stores of the table in both engines, as they were last counted
     * @param keptUntilMillis wall time until which the former copy is kept; 0 before the switch
     * @param cause why it does not go on; empty if it does
     */
    record Migration(
            NodeId node,
            TableName table,
            String from,
            String to,
            String serving,
            String stage,
            String task,
            int equalStores,
            int stores,
            long keptUntilMillis,
            String cause) {}
}
