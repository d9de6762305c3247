package org.armature.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.HintLimits;
import org.armature.config.InstanceConfig;
import org.armature.config.QuorumTerms;
import org.armature.config.Reconciling;
import org.armature.config.TableConfig;
import org.armature.membership.DetectorSettings;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.HintSettings;
import org.armature.protocol.ClusterKey;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Ring;
import org.armature.transport.TransportLimits;

/**
 * All a node needs to start, read and checked.
 *
 * @param data the node's directory
 * @param storageOnLoop see {@link ShardStorage}
 * @param maxCalls requests under way at once in one shard
 * @param hints of the whole node
 * @param warnings for the operator, shown by {@code status}
 */
record NodePlan(
        NodeId node,
        Cluster cluster,
        Path data,
        Addresses listen,
        int shards,
        boolean storageOnLoop,
        int networkThreads,
        TransportLimits limits,
        int maxCalls,
        HintLimits hints,
        DetectorSettings detector,
        List<InstanceConfig> instances,
        String software,
        List<String> warnings) {
    /** @param keys the newest seals contexts, all of them are accepted */
    record Cluster(String id, String name, Ring ring, List<ClusterKey> keys) {}

    /** Port 0 lets the system choose. */
    record Addresses(InetSocketAddress peers, InetSocketAddress clients, InetSocketAddress admin) {}

    HintSettings hintsOfShard() {
        return new HintSettings(hints.maxBytes() / shards, Math.max(1, hints.perSecond() / shards));
    }

    SortedMap<TableName, TableSpec> tables() {
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
                new TableSpec.Limits(
                        table.limits().maxKeyBytes(),
                        table.limits().maxValueBytes(),
                        table.limits().maxSiblings()),
                table.reconciling().rule() == Reconciling.Rule.LWW
                        ? Reconciliation.byStamp(
                                table.reconciling().lwwMaxAhead().toMillis())
                        : Reconciliation.SIBLINGS);
    }
}
