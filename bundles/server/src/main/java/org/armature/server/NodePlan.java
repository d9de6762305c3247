package org.armature.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.ClusterKey;
import org.armature.replication.TableSpec;
import org.armature.ring.Ring;
import org.armature.transport.TransportLimits;

/**
 * All a node needs to start, read and checked.
 *
 * @param data the node's directory
 * @param maxCalls requests under way at once in one shard
 * @param warnings for the operator, shown by {@code status}
 */
record NodePlan(
        NodeId node,
        Cluster cluster,
        Path data,
        Addresses listen,
        int shards,
        int networkThreads,
        TransportLimits limits,
        int maxCalls,
        List<InstancePlan> instances,
        String software,
        List<String> warnings) {
    /** @param keys the newest seals contexts, all of them are accepted */
    record Cluster(String id, String name, Ring ring, List<ClusterKey> keys) {}

    /** Port 0 lets the system choose. */
    record Addresses(InetSocketAddress peers, InetSocketAddress clients, InetSocketAddress admin) {}

    SortedMap<TableName, TableSpec> tables() {
        SortedMap<TableName, TableSpec> tables = new TreeMap<>();
        for (InstancePlan instance : instances) {
            instance.tables().forEach(table -> tables.put(table.spec().name(), table.spec()));
        }
        return tables;
    }
}
