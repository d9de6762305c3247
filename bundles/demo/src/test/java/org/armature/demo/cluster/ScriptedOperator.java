package org.armature.demo.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.armature.client.AdminClient;
import org.armature.client.Receipt;
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

/** A member that answers plans and rings in the order given, the last one of each for ever; each commit is epoch 8. */
final class ScriptedOperator implements AdminClient {
    private static final long EPOCH = 8;

    private final Deque<PlanReply> plans;
    private final Deque<RingReply> rings;
    private final List<String> committed = new ArrayList<>();
    private int ringsAsked;

    ScriptedOperator(Collection<PlanReply> plans, Collection<RingReply> rings) {
        this.plans = new ArrayDeque<>(plans);
        this.rings = new ArrayDeque<>(rings);
    }

    List<String> committed() {
        return committed;
    }

    int ringsAsked() {
        return ringsAsked;
    }

    private static <T> T next(Deque<T> answers) {
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    @Override
    public PlanReply plan(List<PlannedChange> changes, boolean force) {
        return next(plans);
    }

    @Override
    public CommitReply commit(String plan, boolean unsafe) {
        committed.add(plan);
        return new CommitReply(EPOCH, "decided");
    }

    @Override
    public RingReply ring() {
        ringsAsked++;
        return next(rings);
    }

    @Override
    public RingReply ring(TableName table, Key key) {
        throw unasked();
    }

    @Override
    public StatusReply status() {
        throw unasked();
    }

    @Override
    public EnginesReply engines() {
        throw unasked();
    }

    @Override
    public Task swapEngine(String file, boolean evenOlder) {
        throw unasked();
    }

    @Override
    public EnginesReply removeEngine(String engine, boolean tablesWithoutEngine) {
        throw unasked();
    }

    @Override
    public MigrationPlan migrationPlan(Optional<NodeId> on, TableName table, String engine) {
        throw unasked();
    }

    @Override
    public Task migration(Optional<NodeId> on, TableName table, Order order, String engine, Duration keep) {
        throw unasked();
    }

    @Override
    public MigrationsReply migrations(boolean everywhere) {
        throw unasked();
    }

    @Override
    public RepairBegun repair(Optional<NodeId> on, TableName table, OptionalInt partition, boolean mends) {
        throw unasked();
    }

    @Override
    public RepairStatus repairStatus(Optional<TableName> table, boolean everyPartition) {
        throw unasked();
    }

    @Override
    public BackgroundStatus background() {
        throw unasked();
    }

    @Override
    public DifferingKeys differingKeys(String task) {
        throw unasked();
    }

    @Override
    public ReceiptTold receipt(Receipt receipt) {
        throw unasked();
    }

    @Override
    public ReapingsTold reapings(boolean everyPartition) {
        throw unasked();
    }

    @Override
    public Explained explainEngine(TableName table) {
        throw unasked();
    }

    @Override
    public RawGetReply rawGet(TableName table, Key key) {
        throw unasked();
    }

    @Override
    public PlanReply showPlan(String id) {
        throw unasked();
    }

    @Override
    public void dropPlan(String id) {
        throw unasked();
    }

    @Override
    public List<Task> tasks() {
        throw unasked();
    }

    @Override
    public Task task(String id, TaskAction action) {
        throw unasked();
    }

    @Override
    public Task cancel(String id, Set<NodeId> givenUp, boolean force, boolean unsafe) {
        throw unasked();
    }

    @Override
    public String grant(NodeId node, Duration valid) {
        throw unasked();
    }

    private static AssertionError unasked() {
        return new AssertionError("a change of the ring needs a plan, a commit and the ring, no more");
    }

    @Override
    public ConfigReply config(boolean everywhere) {
        throw unasked();
    }

    @Override
    public ConfigReply config(ConfigOrder order) {
        throw unasked();
    }

    @Override
    public List<AppliedConfig> configHistory() {
        throw unasked();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
