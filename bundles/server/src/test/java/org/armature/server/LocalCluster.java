package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.ClusterInit;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Ring;

/** The configurations of nodes {@code n1}, {@code n2}, ... of one cluster on loopback, and their directories. */
final class LocalCluster {
    static final int PARTITIONS = 16;

    private final Path directory;
    private final List<Address> addresses;

    private record Address(int peers, int clients, int admin) {}

    private LocalCluster(Path directory, List<Address> addresses) {
        this.directory = directory;
        this.addresses = addresses;
    }

    /** @param shop the lines of the one instance, {@code shop} */
    static LocalCluster of(Path directory, int nodes, String... shop) {
        LocalCluster cluster = new LocalCluster(directory, freePorts(nodes));
        List<Member> members = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            members.add(new Member(id(node), cluster.peers(node), cluster.clients(node), "host" + node, "default", 1));
        }
        Path first = cluster.etc(1);
        try {
            ClusterInit.run(first, "test", PARTITIONS, members, new SecureRandom());
            for (int node = 1; node <= nodes; node++) {
                Path etc = cluster.etc(node);
                if (node > 1) {
                    Files.createDirectories(etc);
                    Files.copy(first.resolve("cluster.conf"), etc.resolve("cluster.conf"));
                    Files.copy(first.resolve("cluster.key"), etc.resolve("cluster.key"));
                }
                Files.createDirectories(etc.resolve("instances"));
                Instances.write(etc.resolve("instances"), "shop", shop);
                cluster.configure(node, "node.id = n" + node);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cluster;
    }

    /** Held all at once, so that none is given twice. */
    private static List<Address> freePorts(int nodes) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * nodes; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Address> addresses = new ArrayList<>();
            for (int i = 0; i < held.size(); i += 3) {
                addresses.add(new Address(
                        held.get(i).getLocalPort(),
                        held.get(i + 1).getLocalPort(),
                        held.get(i + 2).getLocalPort()));
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
            return addresses;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the node's own file, except for where it listens. */
    void configure(int node, String... lines) {
        List<String> text = new ArrayList<>(List.of(lines));
        text.add("listen { peers = \"" + peers(node) + "\", clients = \"" + clients(node) + "\", admin = \""
                + admin(node) + "\" }");
        text.add("shards = 2");
        text.add("threads.network = 1");
        try {
            Files.write(etc(node).resolve("node.conf"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For all nodes, from their next start on. */
    void configureInstance(String... shop) {
        for (int node = 1; node <= addresses.size(); node++) {
            Instances.write(etc(node).resolve("instances"), "shop", shop);
        }
    }

    static NodeId id(int node) {
        return new NodeId("n" + node);
    }

    /** A ring of another epoch, in which that node is no member any more. */
    static Ring without(int node, Ring ring, long epoch) {
        SortedMap<NodeId, Member> members = new TreeMap<>(ring.members());
        members.remove(id(node));
        return new Ring(epoch, Placement.of(members.values(), ring.partitions()).tokens(), members);
    }

    Path etc(int node) {
        return directory.resolve("etc" + node);
    }

    Path data(int node) {
        return directory.resolve("data" + node);
    }

    String peers(int node) {
        return "127.0.0.1:" + addresses.get(node - 1).peers();
    }

    String clients(int node) {
        return "127.0.0.1:" + addresses.get(node - 1).clients();
    }

    String admin(int node) {
        return "127.0.0.1:" + addresses.get(node - 1).admin();
    }

    NodePlan plan(int node) {
        return ConfiguredPlan.read(etc(node), data(node), "armature/test");
    }
}
