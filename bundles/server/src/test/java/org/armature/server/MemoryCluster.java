package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.engine.memory.MemoryEngine;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.SavedMembership;

/**
 * Real nodes of this process, over real sockets, that keep in memory what they store. The one table is
 * {@code shop/cart}.
 */
final class MemoryCluster implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final LocalCluster files;
    private final SortedMap<Integer, RunningNode> running = new TreeMap<>();
    private final SortedMap<Integer, Reconcilers> reconcilers = new TreeMap<>();

    /**
     * Starts none of them.
     *
     * @param quorums of the table, and its other rules
     */
    MemoryCluster(Path directory, int nodes, String quorums) {
        files = LocalCluster.of(
                directory, nodes, "tables.cart { " + quorums + ", engine = memory, durability = memory }");
    }

    void start(int... nodes) {
        for (int node : nodes) {
            EnginePresence engines = new EnginePresence();
            engines.came(new MemoryEngine());
            Reconcilers ofNode = reconcilers(node);
            ReconcilerDesk desk = new ReconcilerDesk(new FakeReconcilerBundles(ofNode), ofNode);
            running.put(
                    node,
                    RunningNode.start(files.plan(node), engines, new FakeBundles(engines), desk, (where, cause) -> {
                        throw new AssertionError(where, cause);
                    }));
        }
    }

    /** Of a node, from before its start to its stop. */
    Reconcilers reconcilers(int node) {
        return reconcilers.computeIfAbsent(node, each -> new Reconcilers());
    }

    void stop(int node) {
        running.remove(node).close();
        reconcilers.remove(node);
    }

    /** Rewrites what a node that does not run keeps of its membership. */
    void rewriteMembership(int node, UnaryOperator<SavedMembership> change) {
        Path file = files.data(node).resolve("membership");
        try {
            SavedMembership before = new MembershipFile(file).read().orElseThrow();
            Files.write(file, change.apply(before).encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AdminClient admin(int node) {
        return ArmatureClient.builder()
                .node(files.admin(node))
                .deadline(DEADLINE)
                .buildAdmin();
    }

    StatusReply status(int node) {
        try (AdminClient admin = admin(node)) {
            return admin.status();
        }
    }

    ArmatureClient client(Duration deadline, int... nodes) {
        return builder(deadline, nodes).build();
    }

    /** Of a client of these nodes. */
    ClientBuilder builder(Duration deadline, int... nodes) {
        ClientBuilder builder = ArmatureClient.builder().deadline(deadline);
        for (int node : nodes) {
            builder.node(files.clients(node));
        }
        return builder;
    }

    /** Stops all that run; they can be started again. */
    @Override
    public void close() {
        running.values().forEach(RunningNode::close);
        running.clear();
        reconcilers.clear();
    }
}
