package org.armature.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.AsyncTable;
import org.armature.client.Codec;
import org.armature.client.JoinClient;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.Receipt;
import org.armature.client.Table;
import org.armature.client.TypedTable;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import org.armature.protocol.ChoiceMessage.Explained;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.ConfigOrder;
import org.armature.protocol.ConfigMessage.ConfigReply;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.armature.protocol.Message.QuorumKind;
import org.armature.protocol.Message.RawGetReply;
import org.armature.protocol.Message.ReadWish;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.Message.WriteWish;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.MigrationMessage.MigrationsReply;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage.CommitReply;
import org.armature.protocol.OperatorMessage.JoinAsked;
import org.armature.protocol.OperatorMessage.JoinReply;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.PlannedChange;
import org.armature.protocol.ReceiptMessage.ReapingsTold;
import org.armature.protocol.ReceiptMessage.ReceiptTold;
import org.armature.protocol.RepairOrderMessage.DifferingKeys;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import org.armature.protocol.RepairOrderMessage.RepairStatus;

/** Answers what it was told to, and remembers what it was asked. */
final class FakeStore implements Connections {
    final List<String> asked = new ArrayList<>();
    Explained explained;
    ReadResult found = new ReadResult(List.of(), CausalContext.NONE);
    WriteResult written = new WriteResult(context("after"), 1, 2, 0, new RequestId(1, 2));
    RuntimeException failure;
    StatusReply status;
    RingReply ring;
    RawGetReply stored = new RawGetReply(Optional.empty(), Optional.empty());
    PlanReply plan;
    CommitReply committed = new CommitReply(2, "decided by n1, n2 and n3");
    String token;
    EnginesReply engines;
    RepairBegun repair;
    RepairStatus repairStatus;
    BackgroundStatus background;
    ReceiptTold receipt;
    ReapingsTold reapings;
    DifferingKeys differingKeys = new DifferingKeys(0, List.of());
    MigrationsReply migrations = new MigrationsReply(List.of(), List.of());

    /** By node. */
    final Map<String, MigrationPlan> migrationPlans = new TreeMap<>();

    ConfigReply configuration;
    List<AppliedConfig> history = List.of();
    Function<JoinAsked, JoinReply> letIn;

    /** One answer after the other; the last one again and again. */
    final List<List<Task>> tasks = new ArrayList<>();

    static CausalContext context(String text) {
        return new CausalContext(Bytes.utf8(text));
    }

    @Override
    public ArmatureClient client(List<String> nodes, Duration deadline) {
        asked.add("client " + nodes + " " + deadline);
        return new ArmatureClient() {
            @Override
            public Table table(TableName name) {
                return new FakeTable(name);
            }

            @Override
            public <K, V> TypedTable<K, V> table(TableName name, Codec<K> keys, Codec<V> values) {
                throw new AssertionError("the command reads and writes bytes");
            }

            @Override
            public CompletionStage<Void> connected() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                asked.add("close");
            }
        };
    }

    @Override
    public AdminClient admin(String node, Duration deadline) {
        asked.add("admin " + node + " " + deadline);
        return new AdminClient() {
            @Override
            public StatusReply status() {
                return answer("status", status);
            }

            @Override
            public RingReply ring() {
                return answer("ring", ring);
            }

            @Override
            public RingReply ring(TableName table, Key key) {
                return answer("ring " + table + " " + key, ring);
            }

            @Override
            public Explained explainEngine(TableName table) {
                return answer("explain " + table, explained);
            }

            @Override
            public RawGetReply rawGet(TableName table, Key key) {
                return answer("raw " + table + " " + key, stored);
            }

            @Override
            public PlanReply plan(List<PlannedChange> changes, boolean force) {
                String what = changes.stream().map(PlannedChange::text).collect(Collectors.joining(", "));
                return answer("plan " + what + (force ? " force" : ""), plan);
            }

            @Override
            public PlanReply showPlan(String id) {
                return answer("show " + id, plan);
            }

            @Override
            public void dropPlan(String id) {
                answer("drop " + id, id);
            }

            @Override
            public CommitReply commit(String id, boolean unsafe) {
                return answer("commit " + id + (unsafe ? " unsafe" : ""), committed);
            }

            @Override
            public List<Task> tasks() {
                return answer("tasks", tasks.size() > 1 ? tasks.remove(0) : tasks.get(0));
            }

            @Override
            public Task task(String id, TaskAction action) {
                return answer(action + " " + id, tasks.get(0).get(0));
            }

            @Override
            public Task cancel(String id, Set<NodeId> givenUp, boolean force, boolean unsafe) {
                return answer(
                        "CANCEL " + id + (givenUp.isEmpty() ? "" : " without " + givenUp) + (force ? " force" : "")
                                + (unsafe ? " unsafe" : ""),
                        tasks.get(0).get(0));
            }

            @Override
            public EnginesReply engines() {
                return answer("engines", engines);
            }

            @Override
            public Task swapEngine(String file, boolean evenOlder) {
                return answer(
                        "swap " + file + (evenOlder ? " force" : ""),
                        tasks.get(0).get(0));
            }

            @Override
            public EnginesReply removeEngine(String engine, boolean tablesWithoutEngine) {
                return answer("remove " + engine + (tablesWithoutEngine ? " from tables" : ""), engines);
            }

            @Override
            public MigrationPlan migrationPlan(Optional<NodeId> on, TableName table, String engine) {
                String where = on.map(NodeId::name).orElse("itself");
                return answer("plan of moving " + table + " to " + engine + " on " + where, migrationPlans.get(where));
            }

            @Override
            public Task migration(Optional<NodeId> on, TableName table, Order order, String engine, Duration keep) {
                String where = on.map(NodeId::name).orElse("itself");
                return answer(
                        order + " " + table + " " + engine + " on " + where + " " + keep,
                        tasks.get(0).get(0));
            }

            @Override
            public RepairBegun repair(Optional<NodeId> on, TableName table, OptionalInt partition, boolean mends) {
                return answer(
                        (mends ? "repair " : "compare ")
                                + table
                                + (partition.isPresent() ? " partition " + partition.getAsInt() : "")
                                + on.map(member -> " on " + member).orElse(""),
                        repair);
            }

            @Override
            public RepairStatus repairStatus(Optional<TableName> table, boolean everyPartition) {
                return answer(
                        "repair status" + table.map(name -> " " + name).orElse("") + (everyPartition ? " all" : ""),
                        repairStatus);
            }

            @Override
            public BackgroundStatus background() {
                return answer("background", background);
            }

            @Override
            public ReceiptTold receipt(Receipt of) {
                return answer("receipt " + of.table() + " " + of.key() + " " + of.write(), receipt);
            }

            @Override
            public ReapingsTold reapings(boolean everyPartition) {
                return answer("reapings" + (everyPartition ? " all" : ""), reapings);
            }

            @Override
            public DifferingKeys differingKeys(String task) {
                return answer("keys of " + task, differingKeys);
            }

            @Override
            public MigrationsReply migrations(boolean everywhere) {
                return answer("migrations" + (everywhere ? " everywhere" : ""), migrations);
            }

            @Override
            public String grant(NodeId who, Duration valid) {
                return answer("grant " + who + " " + valid, token);
            }

            @Override
            public ConfigReply config(boolean everywhere) {
                return answer("config" + (everywhere ? " everywhere" : ""), configuration);
            }

            @Override
            public ConfigReply config(ConfigOrder order) {
                return answer(order.toString(), configuration);
            }

            @Override
            public List<AppliedConfig> configHistory() {
                return answer("history", history);
            }

            @Override
            public void close() {
                asked.add("close");
            }
        };
    }

    @Override
    public JoinClient join(List<String> members, String clusterId, Duration deadline) {
        asked.add("join " + members + " " + clusterId + " " + deadline);
        return new JoinClient() {
            @Override
            public JoinReply join(JoinAsked request) {
                return answer("join of " + request.member().node(), letIn.apply(request));
            }

            @Override
            public void close() {
                asked.add("close");
            }
        };
    }

    private <T> T answer(String question, T reply) {
        asked.add(question);
        if (failure != null) {
            throw failure;
        }
        return reply;
    }

    private final class FakeTable implements Table {
        private final TableName name;

        FakeTable(TableName name) {
            this.name = name;
        }

        @Override
        public TableName name() {
            return name;
        }

        @Override
        public ReadResult get(Key key, ReadOptions options) {
            return answer("get " + name + " " + key + asked(options.wish()), found);
        }

        @Override
        public WriteResult put(Key key, Bytes value, CausalContext context, WriteOptions options) {
            return answer(
                    "put " + name + " " + key + " " + value.utf8() + " ["
                            + context.token().utf8() + "]" + asked(options.wish()),
                    written);
        }

        @Override
        public WriteResult delete(Key key, CausalContext context, WriteOptions options) {
            return answer(
                    "delete " + name + " " + key + " [" + context.token().utf8() + "]" + asked(options.wish()),
                    written);
        }

        @Override
        public AsyncTable async() {
            throw new AssertionError("the command waits for each call");
        }
    }

    private static String asked(ReadWish wish) {
        return number("r", wish.r()) + number("pr", wish.pr()) + asked(wish.quorum(), wish.confirmed());
    }

    private static String asked(WriteWish wish) {
        return number("w", wish.w())
                + number("pw", wish.pw())
                + number("hosts", wish.distinctHosts())
                + wish.ttl().map(ttl -> " ttl=" + ttl.duration()).orElse("")
                + (wish.isConditional() ? " " + wish.condition() : "")
                + asked(wish.quorum(), wish.confirmed());
    }

    private static String asked(QuorumKind quorum, boolean confirmed) {
        return (quorum == QuorumKind.TABLE ? "" : " " + quorum) + (confirmed ? " confirmed" : "");
    }

    private static String number(String name, int number) {
        return number == 0 ? "" : " " + name + "=" + number;
    }

    static Optional<Bytes> text(String value) {
        return Optional.of(Bytes.utf8(value));
    }
}
