package org.armature.node;

import org.armature.model.NodeId;

/**
 * What does not change while a shard runs.
 *
 * @param self this node
 * @param incarnation this node's present one
 * @param index of this shard, from 0
 * @param shards how many the node has; a call's number leaves the remainder {@code index} by it
 * @param maxCalls requests under way at once, above which new ones are refused
 * @param hints of this shard
 * @param transfers of this shard
 * @param exchanges of this shard
 * @param background work of this shard
 * @param scrub of this shard
 * @param reaping of this shard
 */
public record ShardSettings(
        NodeId self,
        long incarnation,
        int index,
        int shards,
        int maxCalls,
        HintSettings hints,
        TransferSettings transfers,
        ExchangeSettings exchanges,
        BackgroundSettings background,
        ScrubSettings scrub,
        ReapingSettings reaping) {
    public ShardSettings {
        if (index < 0 || index >= shards || maxCalls < 1) {
            throw new IllegalArgumentException("shard " + index + " of " + shards + ", " + maxCalls + " calls");
        }
    }
}
