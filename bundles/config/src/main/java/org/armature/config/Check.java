package org.armature.config;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.config.problem.Warning;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Ring;

/** Checks configuration without starting anything: one file, or a directory of them and how they fit together. */
public final class Check {
    private final Surroundings surroundings;
    private final List<EngineDescription> engines;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final List<String> summary = new ArrayList<>();

    private Check(Surroundings surroundings, List<EngineDescription> engines) {
        this.surroundings = surroundings;
        this.engines = engines;
    }

    /**
     * @param path a file, told by its name: {@code node.conf}, {@code cluster.conf}, {@code cluster.key}, any other is an
     *     instance's; or a directory laid out like {@code etc}
     * @param engines those that will be installed; if there are none, what depends on them is left out and the summary
     *     says so
     */
    public static CheckReport run(Path path, Surroundings surroundings, List<EngineDescription> engines) {
        Check check = new Check(surroundings, engines);
        try {
            if (Files.isDirectory(path)) {
                check.directory(path);
            } else {
                check.file(path);
            }
        } catch (UncheckedIOException e) {
            check.problems.add(Problem.wrong(Place.whole(path.toString()), "", e.getMessage()));
        }
        return new CheckReport(check.problems, check.warnings, check.summary);
    }

    private void file(Path file) {
        switch (file.getFileName().toString()) {
            case NodeConfig.FILE -> node(file);
            case ClusterFile.FILE -> cluster(file);
            case ClusterKeyFile.FILE -> key(file);
            default -> {
                instance(file);
                noteEngines();
            }
        }
    }

    private void directory(Path etc) {
        if (SingleNode.isUnconfigured(etc)) {
            problems.add(Problem.wrong(Place.whole(etc.toString()), "", "holds no configuration")
                    .suggesting("a start would make a cluster of one node there"));
            return;
        }
        Optional<NodeConfig> node = node(etc.resolve(NodeConfig.FILE));
        Optional<ClusterFile> cluster = cluster(etc.resolve(ClusterFile.FILE));
        Optional<ClusterKeyFile> key = key(etc.resolve(ClusterKeyFile.FILE));
        if (cluster.isPresent() && key.isPresent()) {
            checkSameCluster(etc, cluster.get(), key.get());
        }
        if (node.isPresent() && cluster.isPresent()) {
            checkMembership(etc, node.get(), cluster.get());
        }
        List<Path> instances = EtcDirectory.instanceFiles(etc);
        if (instances.isEmpty()) {
            Place place = Place.whole(etc.resolve(InstanceConfig.DIRECTORY).toString());
            warnings.add(new Warning(place, "", "holds no instance, so there is no table to use"));
        }
        for (Path file : instances) {
            instance(file).ifPresent(instance -> {
                cluster.ifPresent(
                        c -> warnings.addAll(instance.warningsFor(c.ring().hosts())));
                node.ifPresent(n -> problems.addAll(instance.checkAgainst(n.limits())));
            });
        }
        noteEngines();
    }

    private Optional<NodeConfig> node(Path file) {
        Optional<NodeConfig> node = read(() -> NodeConfig.read(file, surroundings));
        node.ifPresent(config -> {
            NodeIdentity identity = config.identity();
            Listeners listeners = config.listeners();
            summary.add(String.format(
                    "node %s on host %s in zone %s, weight %d; peers at %s, clients at %s, admin at %s%s; %d shards",
                    identity.id(),
                    identity.host(),
                    identity.zone(),
                    identity.weight(),
                    listeners.peers().bind(),
                    listeners.clients().bind(),
                    listeners.admin().bind(),
                    listeners.insecure() ? ", unprotected" : "",
                    config.threads().shards()));
        });
        return node;
    }

    private Optional<ClusterFile> cluster(Path file) {
        Optional<ClusterFile> cluster = read(() -> ClusterFile.read(file));
        cluster.ifPresent(config -> {
            Ring ring = config.ring();
            summary.add(String.format(
                    "cluster %s (%s): strategy %d, %d partitions, members %s on %d hosts",
                    config.name(),
                    config.id(),
                    ring.strategy().number(),
                    ring.partitions(),
                    ring.members().keySet(),
                    ring.hosts()));
        });
        return cluster;
    }

    private Optional<ClusterKeyFile> key(Path file) {
        return read(() -> ClusterKeyFile.read(file));
    }

    private Optional<InstanceConfig> instance(Path file) {
        Optional<InstanceConfig> read = read(() -> InstanceConfig.read(file, surroundings));
        read.ifPresent(instance -> {
            warnings.addAll(instance.warnings());
            if (!engines.isEmpty()) {
                problems.addAll(instance.checkAgainst(engines));
            }
            instance.tables()
                    .values()
                    .forEach(table -> summary.add("instance " + instance.name() + ", table " + table.summary()));
        });
        return read;
    }

    private void checkSameCluster(Path etc, ClusterFile cluster, ClusterKeyFile key) {
        if (!cluster.id().equals(key.clusterId())) {
            problems.add(Problem.unfit(
                            Place.whole(etc.resolve(ClusterKeyFile.FILE).toString()),
                            "cluster",
                            "the id in cluster.conf, " + cluster.id(),
                            key.clusterId())
                    .suggesting("copy both files from the same node"));
        }
    }

    private void checkMembership(Path etc, NodeConfig node, ClusterFile cluster) {
        Place place = Place.whole(etc.resolve(NodeConfig.FILE).toString());
        NodeId id = node.identity().id();
        Member member = cluster.ring().members().get(id);
        if (member == null) {
            warnings.add(new Warning(
                    place,
                    NodeKeys.ID.key(),
                    id + " is none of the first members, "
                            + cluster.ring().members().keySet() + ": it holds nothing until it joins"));
            return;
        }
        warnIfElsewhere(
                place,
                NodeKeys.PEERS.key(),
                member.peerAddress(),
                node.listeners().peers());
        warnIfElsewhere(
                place,
                NodeKeys.CLIENTS.key(),
                member.clientAddress(),
                node.listeners().clients());
    }

    private void warnIfElsewhere(Place place, String key, String expected, Listener listener) {
        String advertised = listener.advertised().toString();
        if (!expected.equals(advertised)) {
            warnings.add(new Warning(
                    place, key, "others look for it at " + expected + ", as cluster.conf says, not at " + advertised));
        }
    }

    private void noteEngines() {
        if (engines.isEmpty()) {
            summary.add(
                    "not checked, since that takes the engines: whether they are there, their options, their durability,"
                            + " their longest record");
        }
    }

    private <T> Optional<T> read(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (InvalidConfig e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
