package org.armature.cli.verb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.local.Installation;
import org.armature.config.ClusterInit;
import org.armature.config.NodeConfig;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a cluster, once: its id, its key and its first ring. */
@Command(
        name = "init",
        description = "Makes a cluster: its id, its key and its first ring. Done once, on one machine.",
        footer = {
            "",
            "Example, a cluster of three:",
            "  armature init --name shop --member n1=10.0.0.1:7100 --member n2=10.0.0.2:7100,weight=200 \\",
            "                --member n3=10.0.0.3:7100,zone=b",
            "",
            "A member is " + MemberConverter.FORM,
            "with the address of its peers' listener; clients are served on the next port unless said otherwise. Nodes of",
            "one host never hold two copies of a key; the host is that of the address, or the node's name on loopback."
        })
public final class InitVerb implements Callable<Integer> {
    private static final String NODES = "nodes";

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The cluster's name, for people.")
    private String name;

    @Option(
            names = "--member",
            required = true,
            paramLabel = "MEMBER",
            converter = MemberConverter.class,
            description = "A first member; once for each.")
    private List<Member> members = new ArrayList<>();

    @Option(
            names = "--partitions",
            paramLabel = "Q",
            description = "Partitions of the ring, at least 32 for each node that will ever be in it; can't be changed"
                    + " later. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + ClusterInit.USUAL_PARTITIONS)
    private int partitions;

    @Option(
            names = "--strategy",
            paramLabel = "1|2|3",
            description =
                    "How tokens and partitions relate, section 6.2 of the paper; can't be changed later. Default: 3,"
                            + " equal partitions, the most even one.",
            defaultValue = "3")
    private int strategy;

    @Option(
            names = "--tokens",
            paramLabel = "T",
            description =
                    "With strategy 1 or 2: random tokens of a node for each unit of its weight, which is 100 unless"
                            + " said otherwise. Default: 1.")
    private Optional<Integer> tokens = Optional.empty();

    @Option(names = "--etc", paramLabel = "DIR", description = "Where the files go. Default: etc of this distribution.")
    private Optional<Path> etc = Optional.empty();

    public InitVerb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Path directory = etc.isPresent()
                ? etc.get()
                : Installation.of(Optional.empty(), Optional.empty()).etc();
        ClusterInit made = make(directory);
        writeNodeFiles(directory);
        tell(directory, made);
        return ExitCode.OK;
    }

    private ClusterInit make(Path directory) {
        try {
            if (tokens.isPresent() && strategy == Strategy.EQUAL_PARTITIONS.number()) {
                throw new IllegalArgumentException(
                        "strategy 3 has as many tokens as partitions; --tokens is for 1 and 2");
            }
            refuseSharedAdminPorts();
            ClusterInit.RingKind kind = new ClusterInit.RingKind(Strategy.of(strategy), partitions, tokens.orElse(1));
            return ClusterInit.run(directory, name, kind, members, new SecureRandom());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ". Nothing was written.", e);
        }
    }

    /** Of nodes on this machine alone: only they share its loopback addresses. */
    private void refuseSharedAdminPorts() {
        Map<String, String> taken = new HashMap<>();
        for (Member member : members) {
            String key = "members." + member.node() + ".";
            if (taken.putIfAbsent(member.peerAddress(), key + "peers") != null
                    || taken.putIfAbsent(member.clientAddress(), key + "clients") != null) {
                return; // refused with the cluster's file
            }
        }
        for (Member member : members) {
            if (NodeFileText.isProtected(member)) {
                String key = NODES + "/" + member.node() + ".conf: listen.admin";
                String admin = NodeFileText.admin(member).toString();
                String other = taken.putIfAbsent(admin, key);
                if (other != null) {
                    throw new IllegalArgumentException(key + ": is the same address as " + other + ": " + admin
                            + "; leave each node of one machine three ports in a row");
                }
            }
        }
    }

    private void writeNodeFiles(Path directory) throws IOException {
        Path nodes = Files.createDirectories(directory.resolve(NODES));
        for (Member member : members) {
            Files.writeString(
                    nodes.resolve(member.node() + ".conf"),
                    NodeFileText.of(member, "init"),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private static String randomTokens(ClusterInit made) {
        Ring ring = made.cluster().ring();
        return ring.strategy() == Strategy.EQUAL_PARTITIONS
                ? ""
                : ", " + ring.tokens().size() + " tokens by strategy "
                        + ring.strategy().number();
    }

    private void tell(Path directory, ClusterInit made) {
        streams.out()
                .println("cluster " + made.cluster().name() + " ("
                        + made.cluster().id() + ") with " + partitions + " partitions" + randomTokens(made) + " and "
                        + members.size()
                        + (members.size() == 1 ? " node" : " nodes"));
        made.written().forEach(file -> streams.out().println("  wrote " + file));
        streams.out().println("  wrote " + directory.resolve(NODES) + "/*.conf, one for each node");
        made.warnings().forEach(warning -> streams.out().println("warning: " + warning));
        streams.out().println();
        streams.out().println("On every node, into its etc/:");
        streams.out()
                .println("  cluster.conf and cluster.key   the same two files; the key is a secret, keep its mode 600");
        streams.out().println("  nodes/NODE.conf                as " + NodeConfig.FILE);
        streams.out()
                .println("  instances/APPLICATION.conf     the same on all nodes; `armature check etc` reads them all");
        streams.out().println("Then on every node:  armature start");
        streams.out().flush();
    }
}
