package org.armature.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import org.armature.protocol.ChoiceMessage.Explained;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.ConfigOrder;
import org.armature.protocol.ConfigMessage.ConfigReply;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.armature.protocol.Message.RawGetReply;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.MigrationMessage.MigrationsReply;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage.CommitReply;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.PlannedChange;
import org.armature.protocol.ReceiptMessage.ReapingsTold;
import org.armature.protocol.ReceiptMessage.ReceiptTold;
import org.armature.protocol.RepairOrderMessage.DifferingKeys;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import org.armature.protocol.RepairOrderMessage.RepairStatus;
import org.osgi.annotation.versioning.ProviderType;

/** Questions and orders to one node's admin listener; each call ends by the client's deadline. Thread-safe. */
@ProviderType
public interface AdminClient extends AutoCloseable {
    StatusReply status();

    RingReply ring();

    RingReply ring(TableName table, Key key);

    /** Which engine keeps the table on this one node, and why. */
    Explained explainEngine(TableName table);

    /** What this one node holds of the key, without asking others. */
    RawGetReply rawGet(TableName table, Key key);

    /**
     * What would these changes, all at once, move? Nothing is changed.
     *
     * @param force plan them even if copies are lost for good
     */
    PlanReply plan(List<PlannedChange> changes, boolean force);

    /** A plan this node has made. */
    PlanReply showPlan(String id);

    void dropPlan(String id);

    /**
     * Carries a plan out.
     *
     * @param unsafe even without a majority of the members that decide
     */
    CommitReply commit(String plan, boolean unsafe);

    /** Long jobs: those under way, then the last that have ended. */
    List<Task> tasks();

    /** @return the task as it is then */
    Task task(String id, TaskAction action);

    /**
     * Has what a change of the ring has moved moved back.
     *
     * @param givenUp nodes that are dead, so that nobody waits for them
     * @param force even if all holders of some keys are given up
     * @param unsafe even without a majority of the members that decide
     * @return the task as it is then
     */
    Task cancel(String id, Set<NodeId> givenUp, boolean force, boolean unsafe);

    /** The storage engines that run there. */
    EnginesReply engines();

    /**
     * Has a jar take the place of the engine that runs under its symbolic name.
     *
     * @param file by its name in the node's directory of engines
     * @param evenOlder whether it may be older than the one that runs
     * @return the task as it begins
     */
    Task swapEngine(String file, boolean evenOlder);

    /**
     * Has an engine go.
     *
     * @param tablesWithoutEngine even if it serves tables, which the node then does not serve
     * @return what is left
     */
    EnginesReply removeEngine(String engine, boolean tablesWithoutEngine);

    /**
     * What would it take to move a table to another storage engine? Nothing is changed.
     *
     * @param node that would move it; empty for the one that is asked
     */
    MigrationPlan migrationPlan(Optional<NodeId> node, TableName table, String engine);

    /**
     * Has a node move a table to another storage engine, or do something about such a move.
     *
     * @param node that shall do it; empty for the one that is asked
     * @param engine to move to or to compare with; empty with other orders
     * @param keep how long the former copy is kept after a move
     * @return the task as it begins
     */
    Task migration(Optional<NodeId> node, TableName table, Order order, String engine, Duration keep);

    /** @param everywhere on all members, else on the one that is asked */
    MigrationsReply migrations(boolean everywhere);

    /**
     * Has owners of a table's partitions compare what they hold, whenever they last did.
     *
     * @param node whose part of it is to be done; empty for all members
     * @param partition empty for all
     * @param mends whether each is given what it lacks; else nothing is changed
     * @return the tasks as they begin, one a node
     */
    RepairBegun repair(Optional<NodeId> node, TableName table, OptionalInt partition, boolean mends);

    /**
     * When replicas were compared last, on all members.
     *
     * @param table empty for all
     * @param everyPartition whether each partition is told too; needs a table
     */
    RepairStatus repairStatus(Optional<TableName> table, boolean everyPartition);

    /** What background work may take of all members, what it has got, and why not more. */
    BackgroundStatus background();

    /** What such a task has found to differ. */
    DifferingKeys differingKeys(String task);

    /** What became of a delete, on all owners of its key. */
    ReceiptTold receipt(Receipt receipt);

    /**
     * How the removal of deleted data stands on all members.
     *
     * @param everyPartition whether each partition is told too
     */
    ReapingsTold reapings(boolean everyPartition);

    /**
     * Lets a machine become a candidate.
     *
     * @param valid for how long, from 1 ms
     * @return the token to take to it, a secret
     */
    String grant(NodeId node, Duration valid);

    /**
     * By what the node runs, and what its files want.
     *
     * @param everywhere the same of all members
     */
    ConfigReply config(boolean everywhere);

    /** @return how it stands afterwards on the nodes concerned; what was not done is among their problems */
    ConfigReply config(ConfigOrder order);

    /** Which configurations the node ran by, the latest first. */
    List<AppliedConfig> configHistory();

    @Override
    void close();
}
