package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.model.VersionSet;
import org.armature.node.ReapingReport;
import org.armature.node.Shard;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReceiptMessage;
import org.armature.protocol.ReceiptMessage.Holding;
import org.armature.protocol.ReceiptMessage.HoldingState;
import org.armature.protocol.ReceiptMessage.NodeReaping;
import org.armature.protocol.ReceiptMessage.PartitionReaping;
import org.armature.protocol.ReceiptMessage.ReapingsAsked;
import org.armature.protocol.ReceiptMessage.ReapingsTold;
import org.armature.protocol.ReceiptMessage.ReceiptAsked;
import org.armature.protocol.ReceiptMessage.ReceiptTold;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.StoredRecord;
import org.armature.replication.TableSpec;
import org.armature.ring.Ownership;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what operators ask of the removal of deleted data, of this node and, by asking them, of others. Thread-safe; what
 * asks others blocks until they have answered or the time is up.
 */
final class ReceiptAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptAnswers.class);
    private static final Duration DONE = Duration.ofSeconds(10);

    private final NodeId self;
    private final Supplier<Ownership> ownership;
    private final SortedMap<TableName, TableSpec> tables;
    private final EngineBindings bindings;
    private final ReapedJournal journal;
    private final OtherMembers others;
    private final boolean beginsRounds;
    private volatile List<ShardLoop> shards = List.of();

    /**
     * @param tables of this node; changes when they do
     * @param beginsRounds whether this node removes deleted data of which it is the first owner
     */
    ReceiptAnswers(
            NodeId self,
            Supplier<Ownership> ownership,
            SortedMap<TableName, TableSpec> tables,
            EngineBindings bindings,
            ReapedJournal journal,
            OtherMembers others,
            boolean beginsRounds) {
        this.self = self;
        this.ownership = ownership;
        this.tables = tables;
        this.bindings = bindings;
        this.journal = journal;
        this.others = others;
        this.beginsRounds = beginsRounds;
    }

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    // ---- operators

    Message answer(ReceiptMessage question) {
        if (question instanceof ReceiptAsked asked && asked.everywhere()) {
            return everywhere(asked);
        }
        if (question instanceof ReapingsAsked asked && asked.everywhere()) {
            return everywhere(asked);
        }
        return mine(here(question));
    }

    private Message mine(CompletableFuture<Message> answer) {
        return Patience.within(DONE, answer)
                .orElseGet(() -> new Message.Failure(
                        ErrorCode.UNAVAILABLE,
                        Message.Outcome.NOT_DONE,
                        self + " did not find it out within " + DONE.toSeconds() + " s"));
    }

    private Message everywhere(ReceiptAsked asked) {
        ReceiptAsked each = new ReceiptAsked(false, asked.table(), asked.key(), asked.write());
        Message here = mine(here(each));
        if (!(here instanceof ReceiptTold mine)) {
            return here;
        }
        Map<NodeId, Holding> holdings = new LinkedHashMap<>();
        List<NodeId> owners = owners(asked);
        owners.forEach(owner -> holdings.put(owner, silent(owner)));
        merge(holdings, mine);
        others.ask(each).forEach((node, answer) -> {
            if (answer instanceof ReceiptTold theirs) {
                merge(holdings, theirs);
            }
        });
        List<Holding> told = new ArrayList<>();
        holdings.forEach((node, holding) ->
                told.add(new Holding(node, owners.contains(node), holding.state(), holding.reapedMillis())));
        return new ReceiptTold(told);
    }

    /** Who owns the key no more is told of only if it has removed what was written. */
    private static void merge(Map<NodeId, Holding> holdings, ReceiptTold told) {
        for (Holding each : told.holdings()) {
            if (holdings.containsKey(each.node()) || each.state() == HoldingState.REAPED) {
                holdings.put(each.node(), each);
            }
        }
    }

    private static Holding silent(NodeId node) {
        return new Holding(node, true, HoldingState.SILENT, OptionalLong.empty());
    }

    private List<NodeId> owners(ReceiptAsked asked) {
        int n = tables.get(asked.table()).n();
        return ownership.get().preferenceList(Position.of(asked.key()), n).owners();
    }

    private Message everywhere(ReapingsAsked asked) {
        ReapingsAsked each = new ReapingsAsked(false, asked.everyPartition());
        Message here = mine(here(each));
        if (!(here instanceof ReapingsTold mine)) {
            return here;
        }
        List<NodeReaping> nodes = new ArrayList<>(mine.nodes());
        List<PartitionReaping> partitions = new ArrayList<>(mine.partitions());
        SortedSet<NodeId> silent = others.names();
        others.ask(each).forEach((node, answer) -> {
            if (answer instanceof ReapingsTold theirs) {
                silent.remove(node);
                nodes.addAll(theirs.nodes());
                partitions.addAll(theirs.partitions());
            }
        });
        return new ReapingsTold(nodes, partitions, List.copyOf(silent));
    }

    // ---- this node alone; never blocks

    CompletableFuture<Message> here(ReceiptMessage question) {
        if (question instanceof ReceiptAsked asked) {
            return tables.containsKey(asked.table())
                    ? journal.ask(() -> holding(asked)).exceptionally(why -> unknown(asked, why))
                    : CompletableFuture.completedFuture(new Message.Failure(
                            ErrorCode.NO_SUCH_TABLE,
                            Message.Outcome.REJECTED,
                            "there is no table " + asked.table() + " on " + self + "; tables are " + tables.keySet()));
        }
        if (question instanceof ReapingsAsked asked) {
            return reports().thenApply(reports -> told(asked, reports));
        }
        throw new AssertionError(question);
    }

    private Message unknown(ReceiptAsked asked, Throwable why) {
        LOG.warn("receipt not answered table={} write={}", asked.table(), asked.write(), why);
        return new ReceiptTold(List.of(silent(self)));
    }

    /** First the store, then the journal: what is removed meanwhile is in the one or the other. */
    private Message holding(ReceiptAsked asked) throws Exception {
        Optional<VersionSet> held = held(asked);
        boolean stands = held.stream().flatMap(set -> set.versions().stream()).anyMatch(version -> version.request()
                .equals(asked.write()));
        OptionalLong reaped = stands ? OptionalLong.empty() : journal.look(asked.table(), asked.key(), asked.write());
        HoldingState state = stands
                ? HoldingState.HELD
                : reaped.isPresent()
                        ? HoldingState.REAPED
                        : held.map(set -> replaced(asked, set)).orElse(HoldingState.NOTHING);
        return new ReceiptTold(List.of(new Holding(self, false, state, reaped)));
    }

    private static HoldingState replaced(ReceiptAsked asked, VersionSet held) {
        return held.requests().knows(asked.write()) ? HoldingState.REPLACED : HoldingState.OTHER;
    }

    private Optional<VersionSet> held(ReceiptAsked asked) throws ProtocolException {
        Position position = Position.of(asked.key());
        StoreKey key = StoreKey.of(position.toBytes(), asked.key().bytes().shared());
        int partition = position.partitionOf(ownership.get().state().settled().partitions());
        Optional<byte[]> stored = bindings.table(asked.table()).look(StoreKind.OBJECTS, partition, key);
        return stored.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        RecordCodec.decode(StoredRecord.decode(stored.get()).record()));
    }

    private CompletableFuture<List<ReapingReport>> reports() {
        List<CompletableFuture<List<ReapingReport>>> asked =
                shards.stream().map(shard -> shard.ask(Shard::reapings)).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(all ->
                        asked.stream().flatMap(each -> each.join().stream()).toList());
    }

    private ReapingsTold told(ReapingsAsked asked, List<ReapingReport> reports) {
        long settled = 0;
        long rounds = 0;
        long reaped = 0;
        long pruned = 0;
        int openRounds = 0;
        long openKeys = 0;
        SortedSet<String> causes = new TreeSet<>();
        if (!beginsRounds) {
            causes.add("it begins no rounds, since its reaping.interval is 0 s");
        }
        List<PartitionReaping> partitions = new ArrayList<>();
        for (ReapingReport each : reports) {
            settled = Math.max(settled, each.epoch().settled());
            rounds += each.rounds();
            reaped += each.reaped();
            pruned += each.pruned();
            openRounds += each.open() > 0 || !each.cause().isEmpty() ? 1 : 0;
            openKeys += each.open();
            if (!each.cause().isEmpty()) {
                causes.add(each.cause());
            }
            if (asked.everyPartition()) {
                partitions.add(partition(each));
            }
        }
        NodeReaping node =
                new NodeReaping(self, settled, rounds, reaped, pruned, openRounds, openKeys, List.copyOf(causes));
        return new ReapingsTold(List.of(node), partitions, List.of());
    }

    private PartitionReaping partition(ReapingReport report) {
        return new PartitionReaping(
                self,
                report.partition(),
                report.epoch().raised(),
                report.epoch().settled(),
                report.rounds(),
                report.reaped(),
                report.pruned(),
                report.open(),
                report.cause());
    }
}
