package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.ExchangeReport;
import org.armature.node.Shard;
import org.armature.node.TreesReport;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskAsked;
import org.armature.protocol.OperatorMessage.TasksAsked;
import org.armature.protocol.OperatorMessage.TasksReply;
import org.armature.protocol.RepairOrderMessage;
import org.armature.protocol.RepairOrderMessage.DifferingKeysAsked;
import org.armature.protocol.RepairOrderMessage.NodeTrees;
import org.armature.protocol.RepairOrderMessage.PartitionComparison;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import org.armature.protocol.RepairOrderMessage.RepairOrdered;
import org.armature.protocol.RepairOrderMessage.RepairStatus;
import org.armature.protocol.RepairOrderMessage.RepairStatusAsked;
import org.armature.protocol.RepairOrderMessage.TableComparisons;
import org.armature.replication.TableSpec;

/**
 * Answers what operators ask about comparisons of replicas, of this node and, by asking them, of others. Thread-safe; what
 * asks others blocks until they have answered or the time is up.
 */
final class RepairAnswers {
    private static final Duration DONE = Duration.ofSeconds(10);
    private static final Pattern ID = Pattern.compile("r-[0-9]{1,18}@.*");

    private final NodeId self;
    private final int partitions;
    private final SortedMap<TableName, TableSpec> tables;
    private final Repairs repairs;
    private final OtherMembers others;
    private volatile List<ShardLoop> shards = List.of();

    /**
     * @param partitions Q of the ring
     * @param tables of this node; changes when they do
     */
    RepairAnswers(
            NodeId self, int partitions, SortedMap<TableName, TableSpec> tables, Repairs repairs, OtherMembers others) {
        this.self = self;
        this.partitions = partitions;
        this.tables = tables;
        this.repairs = repairs;
        this.others = others;
    }

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
        repairs.serve(loops);
    }

    // ---- operators

    Message answer(RepairOrderMessage question) {
        if (question instanceof RepairOrdered ordered) {
            return answer(ordered);
        }
        if (question instanceof RepairStatusAsked asked && asked.everywhere()) {
            return everywhere(asked);
        }
        if (question instanceof DifferingKeysAsked asked) {
            return ofItsNode(asked.task(), asked, here(asked));
        }
        return mine(here(question));
    }

    private Message answer(RepairOrdered ordered) {
        if (ordered.node().isPresent() && !ordered.node().get().equals(self)) {
            return others.ask(
                    ordered.node().get(),
                    ordered,
                    DONE.toSeconds(),
                    () -> late(ordered.node().get()));
        }
        Message here = mine(here(ordered));
        if (ordered.node().isPresent() || !(here instanceof RepairBegun mine)) {
            return here;
        }
        List<Task> tasks = new ArrayList<>(mine.tasks());
        SortedSet<NodeId> silent = others.names();
        others.ask(ordered).forEach((node, answer) -> {
            if (answer instanceof RepairBegun begun) {
                silent.remove(node);
                tasks.addAll(begun.tasks());
            }
        });
        return new RepairBegun(tasks, List.copyOf(silent));
    }

    private Message everywhere(RepairStatusAsked asked) {
        RepairStatusAsked each = new RepairStatusAsked(false, asked.table(), asked.everyPartition());
        Message here = mine(here(each));
        if (!(here instanceof RepairStatus mine)) {
            return here;
        }
        List<NodeTrees> trees = new ArrayList<>(mine.trees());
        List<TableComparisons> sums = new ArrayList<>(mine.tables());
        List<PartitionComparison> comparisons = new ArrayList<>(mine.partitions());
        SortedSet<NodeId> silent = others.names();
        others.ask(each).forEach((node, answer) -> {
            if (answer instanceof RepairStatus theirs) {
                silent.remove(node);
                trees.addAll(theirs.trees());
                sums.addAll(theirs.tables());
                comparisons.addAll(theirs.partitions());
            }
        });
        return new RepairStatus(trees, sums, comparisons, List.copyOf(silent));
    }

    private Message mine(CompletableFuture<Message> answer) {
        return Patience.within(DONE, answer).orElseGet(() -> late(self));
    }

    private static Failure late(NodeId node) {
        return new Failure(
                ErrorCode.OUTCOME_UNKNOWN,
                Outcome.UNKNOWN,
                node + " did not answer within " + DONE.toSeconds()
                        + " s, and may do it yet: `armature tasks` shows how it stands");
    }

    // ---- tasks

    /** Whether a task of this name is one of these. */
    static boolean isOne(String task) {
        return ID.matcher(task).matches();
    }

    /** Of all nodes that answer. */
    List<Task> tasks() {
        List<Task> all = new ArrayList<>(Patience.within(DONE, tasksHere()).orElse(List.of()));
        others.ask(new TasksAsked()).forEach((node, answer) -> {
            if (answer instanceof TasksReply reply) {
                reply.tasks().stream().filter(task -> isOne(task.id())).forEach(all::add);
            }
        });
        return all;
    }

    /** @param asked about {@link #isOne one of these} */
    Message answer(TaskAsked asked) {
        return ofItsNode(asked.id(), asked, here(asked));
    }

    private Message ofItsNode(String task, Message question, CompletableFuture<Message> here) {
        String node = task.substring(task.indexOf('@') + 1);
        return !NodeId.NAME.matcher(node).matches() || node.equals(self.name())
                ? mine(here)
                : others.ask(new NodeId(node), question, DONE.toSeconds(), () -> late(new NodeId(node)));
    }

    // ---- this node alone; never blocks

    CompletableFuture<List<Task>> tasksHere() {
        return repairs.tasks();
    }

    CompletableFuture<Message> here(TaskAsked asked) {
        if (asked.action() == TaskAction.CANCEL && repairs.cancel(asked.id())) {
            return tasksHere().thenApply(TasksReply::new);
        }
        return tasksHere().thenApply(tasks -> refusal(asked.id(), tasks));
    }

    private Failure refusal(String id, List<Task> tasks) {
        Optional<Task> there =
                tasks.stream().filter(task -> task.id().equals(id)).findFirst();
        if (there.isEmpty()) {
            return noSuchTask(id);
        }
        return new Failure(
                ErrorCode.TASK_NOT_THAT_WAY,
                Outcome.REJECTED,
                there.get().state().hasEnded()
                        ? "task " + id + " has ended"
                        : "a comparison of replicas can be cancelled, and not paused");
    }

    private Failure noSuchTask(String id) {
        return new Failure(
                ErrorCode.NO_SUCH_TASK,
                Outcome.REJECTED,
                "there is no task " + id + " on " + self + "; `armature tasks` lists them");
    }

    CompletableFuture<Message> here(RepairOrderMessage question) {
        if (question instanceof RepairOrdered ordered) {
            return CompletableFuture.completedFuture(begun(ordered));
        }
        if (question instanceof RepairStatusAsked asked) {
            return status(asked);
        }
        if (question instanceof DifferingKeysAsked asked) {
            return repairs.differingKeys(asked.task())
                    .thenApply(keys -> keys.<Message>map(found -> found).orElseGet(() -> noSuchTask(asked.task())));
        }
        throw new AssertionError(question);
    }

    private Message begun(RepairOrdered ordered) {
        TableSpec table = tables.get(ordered.table());
        if (table == null) {
            return refused(
                    ErrorCode.NO_SUCH_TABLE,
                    "there is no table " + ordered.table() + " on " + self + "; tables are " + tables.keySet());
        }
        if (ordered.partition().orElse(0) >= partitions) {
            return refused(
                    ErrorCode.BAD_REQUEST,
                    "there is no partition " + ordered.partition().getAsInt() + ": the ring has " + partitions
                            + ", from 0 to " + (partitions - 1));
        }
        if (others.names().isEmpty()) {
            return refused(
                    ErrorCode.BAD_REQUEST, self + " is the only node, so there is no other copy to compare with");
        }
        if (table.n() == 1) {
            return refused(
                    ErrorCode.BAD_REQUEST,
                    "table " + ordered.table() + " has n = 1, so there is no other copy to compare with");
        }
        return new RepairBegun(
                List.of(repairs.begin(ordered.table(), ordered.partition(), ordered.mends())), List.of());
    }

    private static Failure refused(ErrorCode code, String why) {
        return new Failure(code, Outcome.REJECTED, why + ". Nothing was changed");
    }

    private CompletableFuture<Message> status(RepairStatusAsked asked) {
        if (asked.table().isPresent() && !tables.containsKey(asked.table().get())) {
            return CompletableFuture.completedFuture(new Failure(
                    ErrorCode.NO_SUCH_TABLE,
                    Outcome.REJECTED,
                    "there is no table " + asked.table().get() + " on " + self + "; tables are " + tables.keySet()));
        }
        if (asked.everyPartition() && asked.table().isEmpty()) {
            return CompletableFuture.completedFuture(new Failure(
                    ErrorCode.BAD_REQUEST,
                    Outcome.REJECTED,
                    "single partitions are told of one table at a time: name it"));
        }
        return ofAll(Shard::trees)
                .thenCombine(ofAll(Shard::exchanges), (trees, exchanges) -> status(asked, trees, exchanges));
    }

    private RepairStatus status(
            RepairStatusAsked asked, List<TreesReport> trees, List<List<ExchangeReport>> exchanges) {
        long now = System.nanoTime();
        List<ExchangeReport> reports = exchanges.stream()
                .flatMap(List::stream)
                .filter(report -> asked.table().isEmpty()
                        || report.table().equals(asked.table().get()))
                .toList();
        return new RepairStatus(
                List.of(RepairStates.trees(self, trees)),
                RepairStates.tables(self, reports, now),
                asked.everyPartition() ? RepairStates.partitions(self, reports, now) : List.of(),
                List.of());
    }

    private <T> CompletableFuture<List<T>> ofAll(Function<Shard, T> question) {
        List<CompletableFuture<T>> asked =
                shards.stream().map(shard -> shard.ask(question)).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).toList());
    }
}
