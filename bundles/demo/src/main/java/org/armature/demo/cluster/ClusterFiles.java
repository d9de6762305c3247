package org.armature.demo.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.armature.config.ClusterFile;
import org.armature.config.ClusterInit;
import org.armature.config.ClusterKeyFile;
import org.armature.config.InstanceConfig;
import org.armature.config.NodeConfig;
import org.armature.model.NodeId;
import org.armature.ring.Member;

/** The files of nodes on this machine, as an operator would write them: {@code <directory>/<node>/etc/...}. */
final class ClusterFiles {
    private static final String LOOPBACK = "127.0.0.1:";

    private ClusterFiles() {}

    /** Nodes are n1, n2 and so on, each on a host of its own as far as the ring is concerned. */
    static List<LocalNode> write(Path home, Path directory, ClusterPlan plan, SecureRandom random) throws IOException {
        List<Integer> ports = FreePorts.choose(2 * plan.nodes(), random);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < plan.nodes(); i++) {
            String name = "n" + (i + 1);
            members.add(new Member(
                    new NodeId(name),
                    LOOPBACK + ports.get(2 * i),
                    LOOPBACK + ports.get(2 * i + 1),
                    name,
                    "default",
                    100));
        }
        Path first = etc(directory, members.get(0));
        ClusterInit.run(first, plan.name(), plan.partitions(), members, random);
        List<LocalNode> nodes = new ArrayList<>();
        for (Member member : members) {
            Path etc = etc(directory, member);
            if (!etc.equals(first)) {
                Files.createDirectories(etc);
                copy(ClusterFile.FILE, first, etc);
                copy(ClusterKeyFile.FILE, first, etc);
            }
            writeOwnFiles(etc, member, plan);
            nodes.add(new LocalNode(member.node().name(), home, etc.getParent(), member.clientAddress(), plan.heap()));
        }
        return nodes;
    }

    private static Path etc(Path directory, Member member) {
        return directory.resolve(member.node().name()).resolve("etc");
    }

    private static void copy(String file, Path from, Path to) throws IOException {
        Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }

    static void writeOwnFiles(Path etc, Member member, ClusterPlan plan) throws IOException {
        Files.writeString(
                etc.resolve(NodeConfig.FILE),
                """
                node.id = %s
                listen {
                  peers = "%s"
                  clients = "%s"
                  admin = "127.0.0.1:0"
                }
                %s
                """.formatted(member.node(), member.peerAddress(), member.clientAddress(), plan.moreNode()),
                StandardCharsets.UTF_8);
        Path instances = Files.createDirectories(etc.resolve(InstanceConfig.DIRECTORY));
        for (Map.Entry<String, String> instance : plan.instances().entrySet()) {
            Files.writeString(
                    instances.resolve(instance.getKey() + ".conf"), instance.getValue(), StandardCharsets.UTF_8);
        }
    }
}
