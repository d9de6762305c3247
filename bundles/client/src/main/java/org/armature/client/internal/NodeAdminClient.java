package org.armature.client.internal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.armature.client.AdminClient;
import org.armature.client.Receipt;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.BackgroundMessage;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import org.armature.protocol.ChoiceMessage;
import org.armature.protocol.ConfigMessage;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.ConfigOrder;
import org.armature.protocol.ConfigMessage.ConfigReply;
import org.armature.protocol.EngineMessage;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.armature.protocol.Message;
import org.armature.protocol.Message.RawGetReply;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.MigrationMessage;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.MigrationMessage.MigrationsReply;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage;
import org.armature.protocol.OperatorMessage.CommitReply;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.PlannedChange;
import org.armature.protocol.ReceiptMessage;
import org.armature.protocol.ReceiptMessage.ReapingsTold;
import org.armature.protocol.ReceiptMessage.ReceiptTold;
import org.armature.protocol.RepairOrderMessage;
import org.armature.protocol.RepairOrderMessage.DifferingKeys;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import org.armature.protocol.RepairOrderMessage.RepairStatus;

/** Questions and orders to one node's admin listener. */
public final class NodeAdminClient implements AdminClient {
    private final Cluster node;
    private final Duration deadline;

    /** @param deadline of every call */
    public NodeAdminClient(NodeAddress adminListener, Duration deadline) {
        node = Cluster.start(List.of(adminListener), Message.Role.ADMIN);
        this.deadline = deadline;
    }

    @Override
    public StatusReply status() {
        return ask("status", new Message.StatusRequest(), StatusReply.class);
    }

    @Override
    public RingReply ring() {
        return ask("ring", new Message.RingRequest(Optional.empty(), Optional.empty()), RingReply.class);
    }

    @Override
    public RingReply ring(TableName table, Key key) {
        Message.RingRequest request = new Message.RingRequest(Optional.of(table), Optional.of(key));
        return ask("ring " + Texts.of(table, key), request, RingReply.class);
    }

    @Override
    public RawGetReply rawGet(TableName table, Key key) {
        return ask("raw get " + Texts.of(table, key), new Message.RawGet(table, key), RawGetReply.class);
    }

    @Override
    public PlanReply plan(List<PlannedChange> changes, boolean force) {
        return ask("plan", new OperatorMessage.PlanAsked(changes, force), PlanReply.class);
    }

    @Override
    public PlanReply showPlan(String id) {
        return ask("plan " + id, new OperatorMessage.PlanShown(id), PlanReply.class);
    }

    @Override
    public void dropPlan(String id) {
        ask("drop of plan " + id, new OperatorMessage.PlanDropped(id), OperatorMessage.PlanForgotten.class);
    }

    @Override
    public CommitReply commit(String plan, boolean unsafe) {
        return order(
                "commit of " + plan,
                new OperatorMessage.CommitAsked(plan, unsafe),
                CommitReply.class,
                "The ring tells.");
    }

    @Override
    public ChoiceMessage.Explained explainEngine(TableName table) {
        return ask("engine explain", new ChoiceMessage.ExplainAsked(table), ChoiceMessage.Explained.class);
    }

    @Override
    public List<Task> tasks() {
        return ask("tasks", new OperatorMessage.TasksAsked(), OperatorMessage.TasksReply.class)
                .tasks();
    }

    @Override
    public Task task(String id, TaskAction action) {
        return order(new OperatorMessage.TaskAsked(id, action));
    }

    @Override
    public Task cancel(String id, Set<NodeId> givenUp, boolean force, boolean unsafe) {
        return order(new OperatorMessage.TaskAsked(id, TaskAction.CANCEL, new TreeSet<>(givenUp), force, unsafe));
    }

    private Task order(OperatorMessage.TaskAsked asked) {
        String id = asked.id();
        String what = asked.action().name().toLowerCase(Locale.ROOT) + " of task " + id;
        List<Task> tasks = order(what, asked, OperatorMessage.TasksReply.class, "The list of tasks tells.")
                .tasks();
        return tasks.stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new StoreException.OutcomeUnknown(
                        ErrorCode.BAD_FRAME, what + " was answered without a word of it. The list of tasks tells."));
    }

    @Override
    public EnginesReply engines() {
        return ask("engines", new EngineMessage.EnginesAsked(), EnginesReply.class);
    }

    @Override
    public Task swapEngine(String file, boolean evenOlder) {
        return order(
                        "exchange for " + file,
                        new EngineMessage.EngineSwapAsked(file, evenOlder),
                        OperatorMessage.TasksReply.class,
                        "The list of tasks tells.")
                .tasks()
                .get(0);
    }

    @Override
    public EnginesReply removeEngine(String engine, boolean tablesWithoutEngine) {
        return order(
                "removal of engine " + engine,
                new EngineMessage.EngineRemoveAsked(engine, tablesWithoutEngine),
                EnginesReply.class,
                "The list of engines tells.");
    }

    @Override
    public MigrationPlan migrationPlan(Optional<NodeId> who, TableName table, String engine) {
        return ask(
                "plan of moving " + table,
                new MigrationMessage.MigrationPlanAsked(who, table, engine),
                MigrationPlan.class);
    }

    @Override
    public Task migration(Optional<NodeId> who, TableName table, Order order, String engine, Duration keep) {
        List<Task> tasks = order(
                        "moving " + table,
                        new MigrationMessage.MigrationOrdered(who, table, order, engine, keep.toMillis()),
                        OperatorMessage.TasksReply.class,
                        "The list of moves tells.")
                .tasks();
        if (tasks.isEmpty()) {
            throw new StoreException.OutcomeUnknown(
                    ErrorCode.BAD_FRAME,
                    "moving " + table + " was answered without its task. The list of moves tells.");
        }
        return tasks.get(0);
    }

    @Override
    public MigrationsReply migrations(boolean everywhere) {
        return ask("moves of tables", new MigrationMessage.MigrationsAsked(everywhere), MigrationsReply.class);
    }

    @Override
    public RepairBegun repair(Optional<NodeId> who, TableName table, OptionalInt partition, boolean mends) {
        return order(
                "repair of " + table,
                new RepairOrderMessage.RepairOrdered(who, table, partition, mends),
                RepairBegun.class,
                "The list of tasks tells.");
    }

    @Override
    public RepairStatus repairStatus(Optional<TableName> table, boolean everyPartition) {
        return ask(
                "state of comparisons",
                new RepairOrderMessage.RepairStatusAsked(true, table, everyPartition),
                RepairStatus.class);
    }

    @Override
    public BackgroundStatus background() {
        return ask("background work", new BackgroundMessage.BackgroundAsked(true), BackgroundStatus.class);
    }

    @Override
    public DifferingKeys differingKeys(String task) {
        return ask(
                "keys that task " + task + " found",
                new RepairOrderMessage.DifferingKeysAsked(task),
                DifferingKeys.class);
    }

    @Override
    public ReceiptTold receipt(Receipt receipt) {
        return ask(
                "receipt of " + Texts.of(receipt.table(), receipt.key()),
                new ReceiptMessage.ReceiptAsked(true, receipt.table(), receipt.key(), receipt.write()),
                ReceiptTold.class);
    }

    @Override
    public ReapingsTold reapings(boolean everyPartition) {
        return ask(
                "state of the removal of deleted data",
                new ReceiptMessage.ReapingsAsked(true, everyPartition),
                ReapingsTold.class);
    }

    @Override
    public String grant(NodeId who, Duration valid) {
        return order(
                        "grant for " + who,
                        new OperatorMessage.GrantAsked(who, valid.toMillis()),
                        OperatorMessage.GrantReply.class,
                        "A grant nobody has the token of does no harm: have another one made.")
                .token();
    }

    @Override
    public ConfigReply config(boolean everywhere) {
        return ask("configuration", new ConfigMessage.ConfigAsked(everywhere), ConfigReply.class);
    }

    @Override
    public ConfigReply config(ConfigOrder order) {
        return order("change of the configuration", order, ConfigReply.class, "The history of configurations tells.");
    }

    @Override
    public List<AppliedConfig> configHistory() {
        return ask("history", new ConfigMessage.ConfigHistoryAsked(), ConfigMessage.ConfigHistory.class)
                .applied();
    }

    private <R extends Message> R order(String what, Message request, Class<R> answerType, String afterUnknownOutcome) {
        return node.askAndWait(AdminCall.order(what, request, answerType, afterUnknownOutcome), Span.fromNow(deadline));
    }

    private <R extends Message> R ask(String what, Message request, Class<R> answerType) {
        return node.askAndWait(AdminCall.question(what, request, answerType), Span.fromNow(deadline));
    }

    @Override
    public void close() {
        node.close();
    }
}
