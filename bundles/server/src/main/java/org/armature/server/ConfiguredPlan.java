package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.config.Address;
import org.armature.config.ClusterFile;
import org.armature.config.ClusterKeyFile;
import org.armature.config.EtcDirectory;
import org.armature.config.FailureDetection;
import org.armature.config.InstanceConfig;
import org.armature.config.Limits;
import org.armature.config.Listener;
import org.armature.config.NodeConfig;
import org.armature.config.NodeIdentity;
import org.armature.config.Surroundings;
import org.armature.config.Threads;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Problem;
import org.armature.membership.DetectorSettings;
import org.armature.model.ErrorCode;
import org.armature.ring.Balance;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.transport.TransportLimits;

/** Reads a node's files and checks them against one another. */
final class ConfiguredPlan {
    private static final int LOW_WATER_PART = 2;

    private ConfiguredPlan() {}

    /**
     * @param etc the directory with {@code node.conf}, {@code cluster.conf}, {@code cluster.key} and {@code instances}
     * @param data the directory the launcher has locked
     * @param software as told to others
     * @throws InvalidConfig with the mistakes of all files
     * @throws StartFailed if the files are each right, and do not go together
     */
    static NodePlan read(Path etc, Path data, String software) {
        requireInitialised(etc);
        endReplacement(etc, data);
        Surroundings surroundings = Surroundings.ofProcess();
        NodeConfig node = NodeConfig.read(etc.resolve(NodeConfig.FILE), surroundings);
        ClusterFile cluster = ClusterFile.read(etc.resolve(ClusterFile.FILE));
        ClusterKeyFile keys = ClusterKeyFile.read(etc.resolve(ClusterKeyFile.FILE));
        List<InstanceConfig> instances = EtcDirectory.readInstances(etc, surroundings);
        requireSameCluster(etc, cluster, keys);
        checkAgainstLimits(instances, node.limits());
        return new NodePlan(
                self(node, cluster),
                new NodePlan.Cluster(cluster.id(), cluster.name(), cluster.ring(), keys.keys()),
                data,
                new NodePlan.Addresses(
                        bind(node.listeners().peers()),
                        bind(node.listeners().clients()),
                        bind(node.listeners().admin())),
                node.threads().shards(),
                node.threads().storage() == Threads.Storage.SHARD,
                node.threads().network(),
                limits(node.limits()),
                node.limits().maxRequests(),
                node.hints(),
                node.gossip(),
                node.transfers(),
                node.antiEntropy(),
                node.reaping(),
                node.background(),
                node.reconcilers(),
                detector(node.failureDetection()),
                instances,
                new NodePlan.ConfigFiles(etc, node.limits()),
                software,
                warnings(cluster.ring(), instances));
    }

    /** As the first ring has it; of a node that joined later, as its own file says. */
    private static Member self(NodeConfig node, ClusterFile cluster) {
        NodeIdentity identity = node.identity();
        Member founder = cluster.ring().members().get(identity.id());
        if (founder != null) {
            return founder;
        }
        try {
            return new Member(
                    identity.id(),
                    node.listeners().peers().advertised().toString(),
                    node.listeners().clients().advertised().toString(),
                    identity.host(),
                    identity.zone(),
                    identity.weight());
        } catch (IllegalArgumentException e) {
            throw new StartFailed(
                    ErrorCode.CONFIG_INVALID,
                    "node.conf names this node " + identity.id() + ", which is none of the first members of cluster "
                            + cluster.name() + " (" + cluster.ring().members().keySet() + "): to join as a new node, "
                            + e.getMessage() + "; if it is one of them, name it so in node.id. No data was touched");
        }
    }

    private static void requireInitialised(Path etc) {
        for (String file : List.of(NodeConfig.FILE, ClusterFile.FILE, ClusterKeyFile.FILE)) {
            if (!Files.exists(etc.resolve(file))) {
                throw new StartFailed(
                        ErrorCode.NOT_INITIALISED,
                        etc + " has no " + file + ": make a cluster with \"armature init\", or copy "
                                + ClusterFile.FILE + " and " + ClusterKeyFile.FILE
                                + " from a node of the cluster this one belongs to. No data was touched");
            }
        }
    }

    /** A process may have died while it replaced the files of instances. */
    private static void endReplacement(Path etc, Path data) {
        try {
            new InstanceDirectory(etc).goOn(new ConfigArchive(data.resolve(ConfigArchive.DIRECTORY)));
        } catch (IOException | UncheckedIOException e) {
            throw new StartFailed(
                    ErrorCode.DIRECTORY_UNREADABLE,
                    "the files in " + etc.resolve(InstanceConfig.DIRECTORY)
                            + " were being replaced when the node ended,"
                            + " and that can't be ended now: " + e + ". Have the node write there; or copy what is in "
                            + ReplacedFiles.ORDER + " there to its place, and remove that. No data was touched");
        }
    }

    private static void requireSameCluster(Path etc, ClusterFile cluster, ClusterKeyFile keys) {
        if (!cluster.id().equals(keys.clusterId())) {
            throw new StartFailed(
                    ErrorCode.FOREIGN_CLUSTER,
                    etc.resolve(ClusterFile.FILE) + " is of cluster " + cluster.id() + ", and "
                            + etc.resolve(ClusterKeyFile.FILE) + " of cluster " + keys.clusterId()
                            + ": copy both from one node. No data was touched");
        }
    }

    private static void checkAgainstLimits(List<InstanceConfig> instances, Limits limits) {
        List<Problem> problems = new ArrayList<>();
        instances.forEach(instance -> problems.addAll(instance.checkAgainst(limits)));
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
    }

    private static List<String> warnings(Ring ring, List<InstanceConfig> instances) {
        List<String> warnings = new ArrayList<>();
        Optional<String> tokens = Balance.of(ring, 1).warning();
        tokens.ifPresent(warnings::add);
        warnings.addAll(InstanceWarnings.of(instances, ring.hosts()));
        return warnings;
    }

    private static TransportLimits limits(Limits limits) {
        return new TransportLimits(
                limits.maxFrameBytes(),
                limits.maxUnsentBytes(),
                limits.maxUnsentBytes() / LOW_WATER_PART,
                limits.handshake(),
                limits.maxConnections());
    }

    private static DetectorSettings detector(FailureDetection detection) {
        return new DetectorSettings(detection.pingInterval(), detection.suspectAfter(), detection.slowAfter());
    }

    private static InetSocketAddress bind(Listener listener) {
        Address address = listener.bind();
        return new InetSocketAddress(address.host(), address.port());
    }
}
