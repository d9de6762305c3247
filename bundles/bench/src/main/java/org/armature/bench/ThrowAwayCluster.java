package org.armature.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.armature.demo.cluster.ClusterPlan;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.OwnDirectory;
import org.armature.model.TableName;

/**
 * Nodes on this machine with one table on {@code bdbje} with durability {@code process}; three with N=3, R=2, W=2 unless told
 * otherwise. Their processes and files go when this is closed, or when the program is told to end before that.
 */
public final class ThrowAwayCluster implements Cluster, LocalCluster.Guard {
    private static final int PARTITIONS = 256;
    /** Set by {@code bin/armature}. */
    private static final String HOME = "armature.home";

    private final OwnDirectory directory;
    private final Consumer<String> progress;
    private final Thread hook = new Thread(this::end, "bench-cleanup");
    private LocalCluster nodes;
    private boolean ended;

    private ThrowAwayCluster(OwnDirectory directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * What the nodes are.
     *
     * @param nodes how many, all of which own every key
     * @param r of the table
     * @param w of the table
     * @param moreNode further lines of each node's own file, or nothing
     * @param moreInstance further lines of the instance's file, or nothing
     */
    public record Shape(int nodes, int r, int w, String moreNode, String moreInstance) {
        public static final Shape THREE = new Shape(3, 2, 2, "", "");

        public Shape withNodeLines(String lines) {
            return new Shape(nodes, r, w, lines, moreInstance);
        }

        Shape withInstanceLines(String lines) {
            return new Shape(nodes, r, w, moreNode, lines);
        }
    }

    /**
     * Starts the nodes and returns when all are ready.
     *
     * @throws BenchFailed if that fails, with what the node said; then nothing is left of them
     */
    public static ThrowAwayCluster start(TableName table, int maxValueBytes, String heap, Consumer<String> progress) {
        return start(table, maxValueBytes, heap, "", progress);
    }

    /**
     * Likewise.
     *
     * @param moreInstance further lines of the instance's file, or nothing
     */
    public static ThrowAwayCluster start(
            TableName table, int maxValueBytes, String heap, String moreInstance, Consumer<String> progress) {
        return start(table, maxValueBytes, heap, Shape.THREE.withInstanceLines(moreInstance), progress);
    }

    /** Likewise. */
    public static ThrowAwayCluster start(
            TableName table, int maxValueBytes, String heap, Shape shape, Consumer<String> progress) {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new BenchFailed(
                    "where the distribution is, is not known: run its bin/armature, or drive a cluster that"
                            + " runs already with --cluster HOST:PORT");
        }
        try {
            ThrowAwayCluster cluster = new ThrowAwayCluster(OwnDirectory.take(Optional.empty()), progress);
            cluster.startNodes(Path.of(home), plan(table, maxValueBytes, heap, shape));
            return cluster;
        } catch (IOException e) {
            throw new BenchFailed("no directory for nodes could be made: " + e.getMessage(), e);
        }
    }

    private static ClusterPlan plan(TableName table, int maxValueBytes, String heap, Shape shape) {
        String instance = """
                defaults { n = %d, r = %d, w = %d, engine = bdbje, durability = process, max-value = %d, max-siblings = %d }
                tables { %s {} }
                """.formatted(
                        shape.nodes(),
                        shape.r(),
                        shape.w(),
                        maxValueBytes,
                        Math.min(16, Workload.MAX_VALUE_BYTES / maxValueBytes),
                        table.table());
        return new ClusterPlan(
                "bench",
                shape.nodes(),
                PARTITIONS,
                Map.of(table.instance(), instance + shape.moreInstance()),
                shape.moreNode(),
                heap);
    }

    private void startNodes(Path home, ClusterPlan plan) {
        progress.accept("starting " + words(plan.nodes()) + " in " + directory.path());
        boolean started = false;
        try {
            LocalCluster.start(home, directory, plan, new SecureRandom(), this);
            started = true;
        } catch (IOException e) {
            throw new BenchFailed(words(plan.nodes()) + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private static String words(int nodes) {
        return nodes == 1 ? "one node" : nodes + " nodes";
    }

    @Override
    public synchronized void watch(LocalCluster starting) {
        nodes = starting;
    }

    /** The nodes, to be killed and started one by one. */
    public synchronized LocalCluster nodes() {
        return nodes;
    }

    /** Where everything of theirs is; what else is put there is deleted with it. */
    public Path directory() {
        return directory.path();
    }

    @Override
    public String name() {
        return "three nodes of its own";
    }

    @Override
    public synchronized List<String> clients() {
        return nodes.clients();
    }

    @Override
    public synchronized List<String> admins() {
        return nodes.admins();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            progress.accept("the benchmark was told to end");
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (nodes != null) {
            nodes.close();
        }
        try {
            directory.delete();
        } catch (IOException e) {
            progress.accept("not everything in " + directory.path() + " could be deleted: " + e);
        }
    }
}
