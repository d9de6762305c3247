package org.armature.bench.steady;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;

/** Connections to the admin listeners of nodes, kept from one question to the next. Thread-safe. */
public final class Operators implements AutoCloseable {
    /** Long: nodes that have much to do answer operators late, and that is no failure of theirs. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final LocalCluster cluster;
    private final Map<String, AdminClient> byNode = new ConcurrentHashMap<>();

    public Operators(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /** @throws java.util.NoSuchElementException if there is no node of that name */
    public AdminClient of(String node) {
        return byNode.computeIfAbsent(node, name -> ArmatureClient.builder()
                .deadline(DEADLINE)
                .node(cluster.node(name).admin())
                .buildAdmin());
    }

    /** Of a node that will not be asked any more. */
    public void forget(LocalNode node) {
        AdminClient gone = byNode.remove(node.name());
        if (gone != null) {
            gone.close();
        }
    }

    @Override
    public void close() {
        byNode.values().forEach(AdminClient::close);
    }
}
