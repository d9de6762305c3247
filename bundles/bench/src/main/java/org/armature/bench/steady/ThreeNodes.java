package org.armature.bench.steady;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.Workload;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.Readiness;
import org.armature.model.TableName;

/**
 * The three nodes of a run, the table of theirs that is under load, and what is done to it.
 *
 * @param files a directory that goes with the nodes
 * @param progress is told what happens, in lines for people
 */
public record ThreeNodes(
        LocalCluster cluster, Path files, TableName table, Workload workload, Consumer<String> progress) {
    /** Owners of each key; N of the table. */
    public static final int N = 3;

    /** One that is there from the beginning to the end. */
    public static final String MEMBER = "n1";

    /** For the cluster to become whole. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    public static ThreeNodes of(
            ThrowAwayCluster cluster, TableName table, Workload workload, Consumer<String> progress) {
        return new ThreeNodes(cluster.nodes(), cluster.directory(), table, workload, progress);
    }

    /**
     * Waits until they are ready.
     *
     * @return the load average of the machine, before anything is begun
     * @throws TimeoutException if the cluster does not become whole
     */
    public double awaitReady() throws IOException, InterruptedException, TimeoutException {
        Readiness.await(cluster, PATIENCE);
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    public SteadyLoad load() {
        return new SteadyLoad(cluster, table, workload, progress);
    }

    public Owners owners(Operators operators) {
        return Owners.of(operators, MEMBER, table, N);
    }

    /** Looks at every key, when the load has ended. */
    public LastLook.Found look(SteadyLoad load, Operators operators) throws InterruptedException, ExecutionException {
        return load.look(owners(operators), N);
    }
}
