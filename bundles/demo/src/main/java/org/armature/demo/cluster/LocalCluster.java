package org.armature.demo.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.demo.process.NodeFailed;
import org.armature.model.ErrorCode;

/** Nodes on loopback, each a process with its own directory. Thread-safe; to be closed, which ends them. */
public final class LocalCluster implements AutoCloseable {
    private static final int TRIES = 3;

    private final Path home;
    private final Path directory;
    private final ClusterPlan plan;
    private final List<LocalNode> nodes;

    LocalCluster(Path home, Path directory, ClusterPlan plan, List<LocalNode> nodes) {
        this.home = home;
        this.directory = directory;
        this.plan = plan;
        this.nodes = new CopyOnWriteArrayList<>(nodes);
    }

    /** Who ends the processes if this program has to end meanwhile. */
    public interface Guard {
        /** @param cluster is about to start processes; replaces the one given before */
        void watch(LocalCluster cluster);
    }

    /**
     * Writes the files, starts all nodes at once and returns when each is ready. If somebody takes a port that was free
     * a moment ago, tries again with others.
     *
     * @param home of the distribution
     * @param directory for everything; emptied before another try
     * @throws NodeFailed with what the node said that could not start; then none is left running
     */
    public static LocalCluster start(
            Path home, OwnDirectory directory, ClusterPlan plan, SecureRandom random, Guard guard)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            LocalCluster cluster = new LocalCluster(
                    home, directory.path(), plan, ClusterFiles.write(home, directory.path(), plan, random));
            guard.watch(cluster);
            try {
                cluster.start();
                return cluster;
            } catch (NodeFailed failure) {
                cluster.close();
                if (attempt == TRIES || !failure.getMessage().contains(ErrorCode.PORT_IN_USE.toString())) {
                    throw failure;
                }
                directory.clear();
            }
        }
    }

    /**
     * Starts all nodes at once, none of which is running, and returns when each is ready.
     *
     * @throws NodeFailed with what the node said that could not start
     */
    public void start() throws IOException, InterruptedException {
        for (LocalNode node : nodes) {
            node.begin();
        }
        for (LocalNode node : nodes) {
            node.awaitReady();
        }
    }

    /** SIGKILL to all nodes at once; returns when their processes are gone. */
    public void kill() throws InterruptedException {
        nodes.forEach(LocalNode::strike);
        for (LocalNode node : nodes) {
            node.kill();
        }
    }

    public List<LocalNode> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Starts one more node, which is a candidate of the cluster then: a plan may have it join.
     *
     * @throws NodeFailed with what the node said that could not start
     */
    public LocalNode addCandidate(String name, SecureRandom random) throws IOException, InterruptedException {
        LocalNode node;
        try (AdminClient member =
                ArmatureClient.builder().node(nodes.get(0).admin()).buildAdmin()) {
            node = JoiningNode.write(home, directory, plan, name, member, random);
        }
        nodes.add(node);
        node.start();
        return node;
    }

    /** Stops a node that is no member any more, and deletes its files. */
    public void remove(LocalNode node) throws IOException, InterruptedException {
        node.askToEnd();
        node.end();
        nodes.remove(node);
        OwnDirectory.deleteTree(directory.resolve(node.name()));
    }

    /** @throws NoSuchElementException if there is none of that name */
    public LocalNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no node " + name));
    }

    /** Where clients reach the nodes. */
    public List<String> clients() {
        return nodes.stream().map(LocalNode::client).toList();
    }

    /** Where operators reach the nodes. */
    public List<String> admins() {
        return nodes.stream().map(LocalNode::admin).toList();
    }

    /** Ends all nodes and returns when they have ended; idempotent. */
    @Override
    public void close() {
        nodes.forEach(LocalNode::askToEnd);
        boolean interrupted = false;
        for (LocalNode node : nodes) {
            interrupted |= !ended(node);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(LocalNode node) {
        try {
            node.end();
            return true;
        } catch (InterruptedException e) {
            return false; // it has been asked to, and the caller is told by its flag
        }
    }
}
