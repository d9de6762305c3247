package org.armature.bench.background;

import java.util.Map;
import org.armature.bench.steady.Operators;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;

/**
 * The background work of all nodes, as they count it themselves, each since it was started.
 *
 * @param repaired copies to which a comparison has added something
 * @param exchangeBytes sent because of comparisons, frame headers included
 * @param delivered hints whose owner has confirmed them
 * @param moved records sent to nodes that take places over
 * @param movedBytes of these, with their keys
 */
record Work(long repaired, long exchangeBytes, long delivered, long moved, long movedBytes) {
    private static final Work NOTHING = new Work(0, 0, 0, 0, 0);

    /** @throws org.armature.client.StoreException if a node does not answer */
    static Work of(LocalCluster cluster, Operators operators) {
        return cluster.nodes().stream()
                .map(LocalNode::name)
                .map(name -> of(operators.of(name).status().figures()))
                .reduce(NOTHING, Work::plus);
    }

    private static Work of(Map<String, Long> figures) {
        return new Work(
                figures.getOrDefault("keys_repaired", 0L),
                figures.getOrDefault("exchange_bytes_sent", 0L),
                figures.getOrDefault("hints_delivered", 0L),
                figures.getOrDefault("transfer_keys_sent", 0L),
                figures.getOrDefault("transfer_bytes_sent", 0L));
    }

    private Work plus(Work other) {
        return new Work(
                repaired + other.repaired,
                exchangeBytes + other.exchangeBytes,
                delivered + other.delivered,
                moved + other.moved,
                movedBytes + other.movedBytes);
    }

    /** @param before of the same nodes */
    Work since(Work before) {
        return new Work(
                repaired - before.repaired,
                exchangeBytes - before.exchangeBytes,
                delivered - before.delivered,
                moved - before.moved,
                movedBytes - before.movedBytes);
    }

    /** By which that kind of work is known to go on. */
    long of(Kind kind) {
        return switch (kind) {
            case EXCHANGE -> exchangeBytes;
            case HINTS -> delivered;
            case TRANSFER -> moved;
        };
    }
}
