package org.armature.bench.repair;

import java.util.Map;
import org.armature.bench.steady.Operators;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;

/**
 * What the nodes that run count themselves, summed; each since it was started.
 *
 * @param gets that clients asked for
 * @param replicaGets records read for other nodes' gets and puts
 * @param exchanges comparisons begun
 * @param differed keys that a comparison found to differ; one counts for each pair of owners that found it so
 * @param repaired copies to which a comparison has added something
 * @param writes records and hints that engines were asked to write or to remove
 * @param messages sent because of comparisons
 * @param bytes of these, frame headers included
 */
record Counts(
        long gets,
        long replicaGets,
        long exchanges,
        long differed,
        long repaired,
        long writes,
        long messages,
        long bytes) {
    private static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    /** @throws org.armature.client.StoreException if a node that runs does not answer */
    static Counts of(LocalCluster cluster, Operators operators) {
        return cluster.nodes().stream()
                .filter(LocalNode::isUp)
                .map(node -> of(operators.of(node.name()).status().figures()))
                .reduce(NOTHING, Counts::plus);
    }

    private static Counts of(Map<String, Long> figures) {
        return new Counts(
                figures.getOrDefault("gets", 0L),
                figures.getOrDefault("replica_gets", 0L),
                figures.getOrDefault("exchanges", 0L),
                figures.getOrDefault("keys_differed", 0L),
                figures.getOrDefault("keys_repaired", 0L),
                figures.getOrDefault("store_writes", 0L),
                figures.getOrDefault("exchange_messages_sent", 0L),
                figures.getOrDefault("exchange_bytes_sent", 0L));
    }

    private Counts plus(Counts other) {
        return new Counts(
                gets + other.gets,
                replicaGets + other.replicaGets,
                exchanges + other.exchanges,
                differed + other.differed,
                repaired + other.repaired,
                writes + other.writes,
                messages + other.messages,
                bytes + other.bytes);
    }

    /** @param before of the same nodes, but for those that were started since */
    Counts since(Counts before) {
        return new Counts(
                gets - before.gets,
                replicaGets - before.replicaGets,
                exchanges - before.exchanges,
                differed - before.differed,
                repaired - before.repaired,
                writes - before.writes,
                messages - before.messages,
                bytes - before.bytes);
    }
}
