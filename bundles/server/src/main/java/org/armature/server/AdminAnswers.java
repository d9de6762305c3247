package org.armature.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.Counter;
import org.armature.protocol.BackgroundMessage;
import org.armature.protocol.ChoiceMessage;
import org.armature.protocol.ConfigMessage;
import org.armature.protocol.EngineMessage;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.MigrationMessage;
import org.armature.protocol.OperatorMessage;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReceiptMessage;
import org.armature.protocol.RepairOrderMessage;
import org.armature.protocol.StoredRecord;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StorageException;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.armature.storage.StoreStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers operators' questions, on a thread of its own: they may read stores. */
final class AdminAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminAnswers.class);
    private static final long COUNTS_LIMIT_SECONDS = 2;

    private final NodeDescription node;
    private final RingAnswers ring;
    private final RingAdministration administration;
    private final EngineDesk engines;
    private final MigrationAnswers moves;
    private final RepairAnswers repairs;
    private final BackgroundAnswers background;
    private final ReceiptAnswers receipts;
    private final ConfigAnswers configs;
    private final int partitions;
    private final SortedMap<TableName, TableSpec> tables;
    private final EngineBindings bindings;
    private final EngineExplanations explanations;
    private final MergedViews views;
    private final ReconcilerDesk reconcilers;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "armature-admin");
        made.setDaemon(true);
        return made;
    });
    private volatile List<ShardLoop> shards = List.of();

    /**
     * Who this node is, as it tells operators.
     *
     * @param figures beside those of the process and the shards
     */
    record NodeDescription(
            String clusterId,
            String clusterName,
            NodeId node,
            long incarnation,
            String software,
            List<String> warnings,
            Supplier<SortedMap<String, Long>> figures) {}

    /** @param partitions Q of the ring */
    AdminAnswers(
            NodeDescription node,
            RingAnswers ring,
            RingAdministration administration,
            EngineDesk engines,
            MigrationAnswers moves,
            RepairAnswers repairs,
            BackgroundAnswers background,
            ReceiptAnswers receipts,
            ConfigAnswers configs,
            int partitions,
            SortedMap<TableName, TableSpec> tables,
            EngineBindings bindings,
            EngineExplanations explanations,
            MergedViews views,
            ReconcilerDesk reconcilers) {
        this.node = node;
        this.ring = ring;
        this.administration = administration;
        this.engines = engines;
        this.moves = moves;
        this.repairs = repairs;
        this.background = background;
        this.receipts = receipts;
        this.configs = configs;
        this.partitions = partitions;
        this.tables = tables;
        this.bindings = bindings;
        this.explanations = explanations;
        this.views = views;
        this.reconcilers = reconcilers;
    }

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    void answer(Outgoing.Origin origin, Message question) {
        thread.execute(() -> {
            Message answer = answer(question);
            if (origin.connection().send(origin.correlation(), answer)) {
                origin.connection().flush();
            }
        });
    }

    private Message answer(Message question) {
        try {
            if (question instanceof Message.StatusRequest) {
                return status();
            }
            if (question instanceof Message.RingRequest request) {
                return ring.ring(request);
            }
            if (question instanceof OperatorMessage asked) {
                return answer(asked);
            }
            if (question instanceof EngineMessage asked) {
                return engines.answer(asked);
            }
            if (question instanceof MigrationMessage asked) {
                return moves.answer(asked);
            }
            if (question instanceof RepairOrderMessage asked) {
                return repairs.answer(asked);
            }
            if (question instanceof BackgroundMessage asked) {
                return background.answer(asked);
            }
            if (question instanceof ReceiptMessage asked) {
                return receipts.answer(asked);
            }
            if (question instanceof ConfigMessage asked) {
                return configs.answer(asked);
            }
            if (question instanceof ChoiceMessage.ExplainAsked asked) {
                return explanations.explain(asked);
            }
            if (question instanceof Message.RawGet request) {
                return rawGet(request);
            }
        } catch (EngineMissing e) {
            return new Message.Failure(e.code(), Outcome.NOT_DONE, e.getMessage());
        } catch (StorageException e) {
            return new Message.Failure(ErrorCode.STORAGE_FAILED, Outcome.NOT_DONE, e.getMessage());
        } catch (ProtocolException e) {
            return new Message.Failure(e.code(), Outcome.NOT_DONE, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("question not answered question={}", question, e);
            return new Message.Failure(ErrorCode.STORAGE_FAILED, Outcome.NOT_DONE, "the node met a defect: " + e);
        }
        return new Message.Failure(
                ErrorCode.NOT_ALLOWED_HERE,
                Outcome.REJECTED,
                question.getClass().getSimpleName() + " is not answered on this listener");
    }

    /** Exchanges of engines, moves of tables between engines, and comparisons of replicas are tasks as well. */
    private Message answer(OperatorMessage asked) {
        if (asked instanceof OperatorMessage.TaskAsked order) {
            if (RepairAnswers.isOne(order.id())) {
                return repairs.answer(order);
            }
            if (MigrationAnswers.isOne(order.id())) {
                return moves.answer(order);
            }
            Optional<Message> answer = engines.task(order);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        Message answer = administration.answer(asked);
        if (asked instanceof OperatorMessage.TasksAsked && answer instanceof OperatorMessage.TasksReply ofRing) {
            List<OperatorMessage.Task> all = new ArrayList<>(ofRing.tasks());
            all.addAll(engines.tasks());
            all.addAll(moves.tasks());
            all.addAll(repairs.tasks());
            all.sort(Comparator.comparing(task -> task.state().hasEnded()));
            return new OperatorMessage.TasksReply(all);
        }
        return answer;
    }

    private Message status() {
        SortedMap<String, Long> figures = Figures.ofProcess();
        figures.putAll(node.figures().get());
        figures.putAll(views.figures());
        counts().forEach((counter, count) -> figures.put(counter.figure(), count));
        List<Message.TableStatus> tableStates = new ArrayList<>();
        for (TableSpec table : tables.values()) {
            tableStates.add(status(table));
        }
        return new Message.StatusReply(
                node.clusterId(),
                node.clusterName(),
                node.node(),
                node.incarnation(),
                node.software(),
                ring.farewell().isPresent() ? "gone" : "serving",
                ring.state(node.node()),
                ring.epoch(),
                ring.progress(),
                ring.peerStatuses(),
                tableStates,
                warnings(),
                figures);
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(node.warnings());
        warnings.addAll(configs.warnings());
        warnings.addAll(ring.warnings());
        warnings.addAll(engines.warnings());
        warnings.addAll(moves.warnings());
        warnings.addAll(explanations.warnings());
        warnings.addAll(views.warnings());
        warnings.addAll(reconcilers.warnings());
        return warnings;
    }

    private Message.TableStatus status(TableSpec table) {
        String engine = "none";
        StoreStats stats = new StoreStats(0, 0);
        String problem = bindings.problem(table.name()).orElse("");
        if (problem.isEmpty()) {
            try {
                TableBinding binding = bindings.table(table.name());
                engine = binding.engine();
                stats = binding.stats();
            } catch (EngineMissing | StorageException e) {
                problem = e.getMessage();
            }
        }
        return new Message.TableStatus(
                table.name(),
                table.n(),
                table.quorums().r(),
                table.quorums().w(),
                engine,
                stats.entries(),
                stats.bytes(),
                problem);
    }

    private Map<Counter, Long> counts() {
        Map<Counter, Long> sum = new EnumMap<>(Counter.class);
        for (ShardLoop shard : shards) {
            try {
                shard.counts()
                        .get(COUNTS_LIMIT_SECONDS, TimeUnit.SECONDS)
                        .forEach((counter, count) -> sum.merge(counter, count, Long::sum));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("a shard did not tell its counts within {} s", COUNTS_LIMIT_SECONDS);
            }
        }
        return sum;
    }

    private Message rawGet(Message.RawGet request) throws ProtocolException {
        if (!tables.containsKey(request.table())) {
            return ring.noSuchTable(request.table());
        }
        Position position = Position.of(request.key());
        StoreKey key = StoreKey.of(position.toBytes(), request.key().bytes().shared());
        Optional<byte[]> stored =
                bindings.table(request.table()).look(StoreKind.OBJECTS, position.partitionOf(partitions), key);
        if (stored.isEmpty()) {
            return new Message.RawGetReply(Optional.empty(), Optional.empty());
        }
        StoredRecord record = StoredRecord.decode(stored.get());
        return new Message.RawGetReply(Optional.of(record.record()), record.minting());
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("an operator's question was still being answered at stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
