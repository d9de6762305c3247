package org.armature.distribution;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.armature.client.ArmatureClient;
import org.armature.config.ClusterInit;
import org.armature.config.InstanceConfig;
import org.armature.config.NodeConfig;
import org.armature.model.NodeId;
import org.armature.ring.Member;

/** A node's two directories, and the process that runs on them when it runs. */
final class NodeUnderTest implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PARTITIONS = 64;
    private static final int WEIGHT = 1;

    private final Path home;
    private final Path directory;
    private boolean hasEngines;
    private Command process;

    private NodeUnderTest(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    /**
     * A cluster that is made, its nodes not started.
     *
     * @param instance the text of the file of the instance {@code default}
     */
    static List<NodeUnderTest> cluster(Path home, Path folder, int size, String instance) throws IOException {
        return cluster(home, folder, ClusterInit.RingKind.equalPartitions(PARTITIONS), size, instance);
    }

    /** Likewise with a ring of any strategy. */
    static List<NodeUnderTest> cluster(Path home, Path folder, ClusterInit.RingKind ring, int size, String instance)
            throws IOException {
        List<Integer> ports = freePorts(3 * size);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            NodeId id = new NodeId("n" + (i + 1));
            members.add(new Member(id, at(ports.get(3 * i)), at(ports.get(3 * i + 1)), id.name(), "z", WEIGHT));
        }
        Path made = folder.resolve("made");
        List<Path> files =
                ClusterInit.run(made, "test", ring, members, new SecureRandom()).written();
        List<NodeUnderTest> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            NodeUnderTest node = new NodeUnderTest(home, folder.resolve("n" + (i + 1)));
            node.configure("n" + (i + 1), ports.subList(3 * i, 3 * i + 3), instance);
            for (Path file : files) {
                Files.copy(file, node.etc().resolve(file.getFileName()));
            }
            nodes.add(node);
        }
        return nodes;
    }

    /** A machine that belongs to no cluster yet, with the configuration of the node it is to be. */
    static NodeUnderTest outsider(Path home, Path folder, String name, String instance) throws IOException {
        NodeUnderTest node = new NodeUnderTest(home, folder.resolve(name));
        node.configure(name, freePorts(3), instance);
        return node;
    }

    private void configure(String name, List<Integer> ports, String instance) throws IOException {
        Path instances = Files.createDirectories(etc().resolve(InstanceConfig.DIRECTORY));
        Files.writeString(instances.resolve("default.conf"), instance);
        Files.writeString(
                etc().resolve(NodeConfig.FILE),
                "node { id = " + name + ", host = " + name + ", zone = z, weight = " + WEIGHT
                        + " }\nlisten { peers = \"" + at(ports.get(0)) + "\", clients = \"" + at(ports.get(1))
                        + "\", admin = \"" + at(ports.get(2)) + "\" }\n");
    }

    private static String at(int port) {
        return "127.0.0.1:" + port;
    }

    /** Ports that were free just now: a member's address stands in the cluster's file before the node listens. */
    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
        return ports;
    }

    Path etc() {
        return directory.resolve("etc");
    }

    Path data() {
        return directory.resolve("data");
    }

    /** From its next start the node has a directory of engines of its own, with the jars of the zip. */
    Path takeEngines() throws IOException {
        hasEngines = true;
        Files.createDirectories(engines());
        for (Path jar : UnpackedZip.jars(home.resolve("engines"))) {
            Files.copy(jar, engines().resolve(jar.getFileName()));
        }
        return engines();
    }

    Path engines() {
        return directory.resolve("engines");
    }

    long pid() {
        return process.pid();
    }

    /** Starts the process, which may yet refuse to become a node. */
    Command launch(Map<String, String> environment) throws IOException {
        end();
        List<String> words =
                new ArrayList<>(List.of("run-node", "--etc", etc().toString(), "--data", data().toString()));
        if (hasEngines) {
            words.addAll(List.of("--engines", engines().toString()));
        }
        process = Command.start(home.resolve("bin/armature"), environment, words.toArray(new String[0]));
        return process;
    }

    /** Starts the process and waits until the node answers. */
    void start(Map<String, String> environment) throws Exception {
        launch(environment);
        Await.until("node.ports", LIMIT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the node ended: " + process.output());
            }
            return Files.exists(data().resolve("node.ports"));
        });
    }

    void start() throws Exception {
        start(Map.of());
    }

    /** SIGTERM; returns the exit status. */
    int stop() throws Exception {
        process.terminate();
        return process.exitStatus();
    }

    /** SIGKILL. */
    void kill() throws Exception {
        process.kill();
        process.exitStatus();
        Files.delete(data().resolve("node.ports"));
    }

    String output() throws IOException {
        return process.output();
    }

    String log() throws IOException {
        return Files.readString(data().resolve("log/armature.log"));
    }

    /** Where the running node listens: {@code peer}, {@code client} or {@code admin}. */
    String address(String listener) throws IOException {
        Properties ports = new Properties();
        try (Reader in = Files.newBufferedReader(data().resolve("node.ports"))) {
            ports.load(in);
        }
        return ports.getProperty(listener);
    }

    ArmatureClient client() throws IOException {
        return ArmatureClient.builder().node(address("client")).deadline(LIMIT).build();
    }

    private void end() throws IOException {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
