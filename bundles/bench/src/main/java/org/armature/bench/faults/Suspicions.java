package org.armature.bench.faults;

import java.util.Map;
import java.util.TreeMap;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;

/**
 * How often each node found a peer down since it was started, as it counts it itself.
 *
 * @param byNode of the nodes that run
 */
record Suspicions(Map<String, Long> byNode) {
    static Suspicions of(LocalCluster cluster) {
        Map<String, Long> byNode = new TreeMap<>();
        cluster.nodes().stream().filter(LocalNode::isUp).forEach(node -> byNode.put(node.name(), of(node)));
        return new Suspicions(byNode);
    }

    private static long of(LocalNode node) {
        try (AdminClient admin = ArmatureClient.builder().node(node.admin()).buildAdmin()) {
            return admin.status().figures().getOrDefault("peers_found_down", 0L);
        }
    }

    /** How often a node found a peer down since then. */
    long since(Suspicions before, String node) {
        return byNode.getOrDefault(node, 0L) - before.byNode().getOrDefault(node, 0L);
    }
}
