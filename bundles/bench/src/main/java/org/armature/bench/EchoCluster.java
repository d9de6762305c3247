package org.armature.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Three echo processes on loopback, each connected to the two others; they end with it, and with this process. */
final class EchoCluster implements Servers, AutoCloseable {
    static final int NODES = 3;

    private final List<EchoProcess> processes = new ArrayList<>();

    private EchoCluster() {}

    /**
     * Returns when all are connected.
     *
     * @param jvmOptions of each; those of the nodes they stand for
     * @throws BenchFailed if one does not come up; then none is left
     */
    static EchoCluster start(List<String> jvmOptions, int maxValueBytes) {
        EchoCluster cluster = new EchoCluster();
        try {
            for (int node = 1; node <= NODES; node++) {
                cluster.processes.add(EchoProcess.start("echo" + node, jvmOptions, maxValueBytes));
            }
            for (EchoProcess process : cluster.processes) {
                process.connectTo(cluster.ports().stream()
                        .filter(port -> port != process.port())
                        .toList());
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    List<Integer> ports() {
        return processes.stream().map(EchoProcess::port).toList();
    }

    List<EchoProcess> processes() {
        return List.copyOf(processes);
    }

    @Override
    public SortedMap<String, Map<String, Long>> figures() {
        TreeMap<String, Map<String, Long>> figures = new TreeMap<>();
        processes.forEach(process -> figures.put(process.name(), Map.of(CPU, process.cpuNanos())));
        return figures;
    }

    @Override
    public void close() {
        processes.forEach(EchoProcess::close);
    }
}
