package org.armature.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.model.NodeId;
import org.armature.ring.Member;

/**
 * What a start without any configuration makes, so that the first put works: a cluster of one node, and the instance
 * {@code default} with the table {@code kv} of one copy.
 *
 * @param written every file, in the order written
 * @param sentence for the operator: what was made and where
 */
public record SingleNode(List<Path> written, String sentence) {
    private static final String CLUSTER_NAME = "single-node";

    /** Whether the directory holds nothing that an operator or {@code init} would have put there. */
    public static boolean isUnconfigured(Path etc) {
        return Stream.of(NodeConfig.FILE, ClusterFile.FILE, ClusterKeyFile.FILE)
                        .noneMatch(name -> Files.exists(etc.resolve(name)))
                && EtcDirectory.instanceFiles(etc).isEmpty();
    }

    /**
     * @param peers where the node is to listen for peers, on loopback and with a port; likewise the other two
     * @throws IllegalStateException if something is configured; nothing was written
     * @throws UncheckedIOException if a file can't be written
     */
    public static SingleNode write(
            Path etc, NodeId node, Address peers, Address clients, Address admin, SecureRandom random) {
        if (!isUnconfigured(etc)) {
            throw new IllegalStateException(etc + " holds a configuration, so no other one is made");
        }
        List<Path> written = new ArrayList<>();
        try {
            Path instance = etc.resolve(InstanceConfig.DIRECTORY).resolve(InstanceConfig.DEFAULT_NAME + ".conf");
            written.add(write(instance, template("default.conf.template")));
            Member member = new Member(
                    node,
                    peers.toString(),
                    clients.toString(),
                    node.name(),
                    NodeIdentity.DEFAULT_ZONE,
                    NodeIdentity.DEFAULT_WEIGHT);
            ClusterInit cluster =
                    ClusterInit.run(etc, CLUSTER_NAME, ClusterInit.USUAL_PARTITIONS, List.of(member), random);
            written.addAll(cluster.written());
            written.add(write(
                    etc.resolve(NodeConfig.FILE),
                    template("node.conf.template")
                            .replace("@id@", node.name())
                            .replace("@peers@", peers.toString())
                            .replace("@clients@", clients.toString())
                            .replace("@admin@", admin.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the configuration of a single node could not be written: " + e.getMessage(), e);
        }
        return new SingleNode(List.copyOf(written), sentence(etc, node, written));
    }

    /** As node {@code n1} on the usual ports. */
    public static SingleNode write(Path etc, SecureRandom random) {
        return write(
                etc,
                new NodeId("n1"),
                NodeKeys.PEERS.fallback().orElseThrow(),
                NodeKeys.CLIENTS.fallback().orElseThrow(),
                NodeKeys.ADMIN.fallback().orElseThrow(),
                random);
    }

    private static Path write(Path file, String text) throws IOException {
        NewFile.write(file, text, NewFile.FOR_ALL_TO_READ);
        return file;
    }

    private static String template(String name) throws IOException {
        try (InputStream in = SingleNode.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sentence(Path etc, NodeId node, List<Path> written) {
        return "There was no configuration in " + etc + ", so this became a cluster of one node, \"" + node
                + "\", with one copy of each object: the instance \"" + InstanceConfig.DEFAULT_NAME
                + "\" with the table \"kv\". Written: "
                + written.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
