package org.armature.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.AntiEntropy;
import org.armature.config.BackgroundLimits;
import org.armature.config.Gossip;
import org.armature.config.HintLimits;
import org.armature.config.InstanceConfig;
import org.armature.config.Limits;
import org.armature.config.QuorumTerms;
import org.armature.config.Reaping;
import org.armature.config.ReconcilerLimits;
import org.armature.config.Reconciling;
import org.armature.config.TableConfig;
import org.armature.config.TransferLimits;
import org.armature.membership.DetectorSettings;
import org.armature.membership.Identity;
import org.armature.membership.MembershipSettings;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.BackgroundSettings;
import org.armature.node.ExchangeSettings;
import org.armature.node.HintSettings;
import org.armature.node.QuietHours;
import org.armature.node.ReapingSettings;
import org.armature.node.ScrubSettings;
import org.armature.node.TransferSettings;
import org.armature.protocol.ClusterKey;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.transport.TransportLimits;

/**
 * All a node needs to start, read and checked.
 *
 * @param self as this node's own file describes it
 * @param data the node's directory
 * @param storageOnLoop see {@link ShardStorage}
 * @param maxCalls requests under way at once in one shard
 * @param hints of the whole node
 * @param transfers of the whole node
 * @param warnings for the operator, shown by {@code status}
 */
record NodePlan(
        Member self,
        Cluster cluster,
        Path data,
        Addresses listen,
        int shards,
        boolean storageOnLoop,
        int networkThreads,
        TransportLimits limits,
        int maxCalls,
        HintLimits hints,
        Gossip gossip,
        TransferLimits transfers,
        AntiEntropy antiEntropy,
        Reaping reaping,
        BackgroundLimits background,
        ReconcilerLimits reconcilers,
        DetectorSettings detector,
        List<InstanceConfig> instances,
        ConfigFiles files,
        String software,
        List<String> warnings) {
    /**
     * Where instances are configured, and what their files are checked against.
     *
     * @param etc the directory above {@code instances}
     */
    record ConfigFiles(Path etc, Limits limits) {}

    /** @param keys the newest seals contexts, all of them are accepted */
    record Cluster(String id, String name, Ring ring, List<ClusterKey> keys) {}

    /** Port 0 lets the system choose. */
    record Addresses(InetSocketAddress peers, InetSocketAddress clients, InetSocketAddress admin) {}

    NodeId node() {
        return self.node();
    }

    HintSettings hintsOfShard() {
        return new HintSettings(hints.maxBytes() / shards, Math.max(1, hints.perSecond() / shards));
    }

    TransferSettings transfersOfShard() {
        return new TransferSettings(
                Math.max(1, transfers.bytesPerSecond() / shards),
                transfers.sharePercent(),
                Math.max(1, transfers.parallel() / shards));
    }

    ExchangeSettings exchangesOfShard() {
        Duration interval = antiEntropy.interval();
        return new ExchangeSettings(interval.isZero() ? 0 : Math.max(1, interval.toMillis()));
    }

    ScrubSettings scrubOfShard() {
        return new ScrubSettings(antiEntropy.scrubPeriod().toMillis());
    }

    ReapingSettings reapingOfShard() {
        return new ReapingSettings(
                reaping.interval().toMillis(),
                reaping.lookThrough().toMillis(),
                ReapingSettings.DEFAULT.maxVectorEntries());
    }

    BackgroundSettings backgroundOfShard() {
        return new BackgroundSettings(
                background.latency().toNanos(),
                background.engineLatency().toNanos(),
                background.queueWait().toNanos(),
                background.lockFailures(),
                background.leastSharePercent(),
                new QuietHours(
                        background.quiet().spans().stream()
                                .map(span -> new QuietHours.Span(span.fromMinute(), span.toMinute()))
                                .toList(),
                        background.quiet().zone(),
                        background.quiet().sharePercent()));
    }

    MembershipSettings membership(Identity identity) {
        SortedMap<NodeId, String> seeds = new TreeMap<>();
        gossip.seeds().forEach((node, address) -> seeds.put(node, address.toString()));
        MembershipSettings usual = MembershipSettings.of(identity);
        return new MembershipSettings(
                identity,
                seeds,
                gossip.interval(),
                usual.seedEvery(),
                usual.changeLimit(),
                usual.attemptLimit(),
                usual.loadEvery());
    }

    static SortedMap<TableName, TableSpec> tables(List<InstanceConfig> instances) {
        SortedMap<TableName, TableSpec> tables = new TreeMap<>();
        for (InstanceConfig instance : instances) {
            instance.tables().values().forEach(table -> tables.put(table.name(), spec(table)));
        }
        return tables;
    }

    private static TableSpec spec(TableConfig table) {
        return new TableSpec(
                table.name(),
                new TableSpec.Quorums(
                        table.quorum().n(),
                        table.quorum().r(),
                        table.quorum().w(),
                        table.terms().pr(),
                        table.terms().pw(),
                        table.terms().distinctHosts(),
                        table.terms().kind() == QuorumTerms.Kind.STRICT),
                table.durability(),
                table.durableReplica(),
                new TableSpec.Limits(
                        table.limits().maxKeyBytes(),
                        table.limits().maxValueBytes(),
                        table.limits().maxSiblings()),
                reconciliation(table.reconciling()),
                table.ttl());
    }

    private static Reconciliation reconciliation(Reconciling reconciling) {
        return reconciling.rule().isLww()
                ? Reconciliation.byStamp(reconciling.lwwMaxAhead().toMillis())
                : reconciling.rule().reconciler().map(Reconciliation::by).orElse(Reconciliation.SIBLINGS);
    }
}
