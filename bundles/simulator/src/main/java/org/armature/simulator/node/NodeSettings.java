package org.armature.simulator.node;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.membership.DetectorSettings;
import org.armature.model.TableName;
import org.armature.node.ExchangeSettings;
import org.armature.node.HintSettings;
import org.armature.node.ReapingSettings;
import org.armature.node.TransferSettings;
import org.armature.replication.TableSpec;
import org.armature.ring.Ring;

/**
 * What a node's configuration says; may be another after a restart.
 *
 * @param shards how many loops share the partitions
 * @param maxCalls requests under way at once in each shard
 * @param hints of each shard
 * @param transfers of each shard
 * @param exchanges of each shard
 * @param reaping of each shard
 * @param storageOnLoop whether calls that are not forced run on the shard's loop
 */
public record NodeSettings(
        Ring ring,
        SortedMap<TableName, TableSpec> tables,
        int shards,
        int maxCalls,
        HintSettings hints,
        TransferSettings transfers,
        ExchangeSettings exchanges,
        ReapingSettings reaping,
        DetectorSettings detector,
        boolean storageOnLoop) {
    public NodeSettings {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }
}
