package org.armature.cli.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.CommandFailed;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.local.Installation;
import org.armature.cli.output.Json;
import org.armature.client.JoinClient;
import org.armature.client.StoreException;
import org.armature.config.ClusterJoin;
import org.armature.config.InstanceConfig;
import org.armature.config.NodeConfig;
import org.armature.config.Surroundings;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.GrantToken;
import org.armature.protocol.JoinSeal;
import org.armature.protocol.OperatorMessage.JoinAsked;
import org.armature.protocol.OperatorMessage.JoinReply;
import org.armature.protocol.ProtocolException;
import org.armature.ring.Member;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes this machine a candidate of a cluster, with a token of {@code grant}. */
@Command(
        name = "join",
        description = "Gets this machine the files of a cluster, so that it starts as a candidate.",
        footer = {
            "",
            "A node.conf that is there already is kept, and has to name the node the token is for; then leave out --listen.",
            "Nothing is overwritten: a machine of another cluster is refused. The token is used up once this succeeds."
        })
public final class JoinVerb implements Callable<Integer> {
    private static final String LISTEN_FORM = "HOST:PORT[,clients=HOST:PORT][,weight=W][,zone=ZONE][,host=HOST]";

    private final Streams streams;
    private final Connections connections;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TOKEN", description = "As grant made it on a member.")
    private String token;

    @Option(
            names = "--listen",
            paramLabel = LISTEN_FORM,
            description = {
                "Where other nodes will reach this one, and what else there is to know of it, as for a member of init."
            })
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "For the whole call, such as 500ms or 2s. Default: 10s.",
            converter = TimeConverter.class)
    private Duration timeout = Duration.ofSeconds(10);

    @Option(names = "--etc", paramLabel = "DIR", description = "Where the files go. Default: etc of this distribution.")
    private Optional<Path> etc = Optional.empty();

    @Mixin
    private OutputOption output;

    public JoinVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        GrantToken grant = grant();
        Path directory = etc.isPresent()
                ? etc.get()
                : Installation.of(Optional.empty(), Optional.empty()).etc();
        ClusterJoin.refuseIfThere(directory);
        boolean hasNodeFile = Files.exists(directory.resolve(NodeConfig.FILE));
        Member member = hasNodeFile ? configured(grant, directory) : described(grant);
        Bytes nonce = nonce();
        JoinSeal seal = new JoinSeal(grant.clusterId(), grant.grant(), grant.secret(), member, nonce);
        JoinReply reply = ask(grant, new JoinAsked(grant.grant(), grant.salt(), member, nonce, seal.proof()));
        String keys = seal.open(reply)
                .orElseThrow(() -> new CommandFailed(
                        ErrorCode.GRANT_REFUSED,
                        "the answer was not made with this token's secret: it was altered on its way, or comes from"
                                + " somebody else. Nothing was written; have another token made."));
        ClusterJoin joined = ClusterJoin.run(
                directory,
                grant.clusterId(),
                reply.clusterFile(),
                keys,
                hasNodeFile ? Optional.empty() : Optional.of(NodeFileText.of(member, "join")));
        output.print(streams, json(member, joined), lines(member, joined, directory));
        return ExitCode.OK;
    }

    private GrantToken grant() {
        try {
            return GrantToken.parse(token);
        } catch (ProtocolException e) {
            throw new CommandFailed(e.code(), e.getMessage() + ".");
        }
    }

    private Member described(GrantToken grant) {
        if (listen.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say where other nodes will reach this one: --listen " + LISTEN_FORM + ". Nothing was written");
        }
        try {
            return new MemberConverter().convert(grant.node() + "=" + listen.get());
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), "--listen " + e.getMessage(), e);
        }
    }

    private Member configured(GrantToken grant, Path directory) {
        if (listen.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    directory.resolve(NodeConfig.FILE)
                            + " is there and says where the node listens: leave out --listen,"
                            + " or remove the file. Nothing was written");
        }
        NodeConfig node = NodeConfig.read(directory.resolve(NodeConfig.FILE), Surroundings.ofProcess());
        if (!node.identity().id().equals(grant.node())) {
            throw new CommandFailed(
                    ErrorCode.GRANT_REFUSED,
                    "the token is for a node called " + grant.node() + ", and "
                            + directory.resolve(NodeConfig.FILE) + " says this one is "
                            + node.identity().id() + ". Nothing was written.");
        }
        try {
            return new Member(
                    node.identity().id(),
                    node.listeners().peers().advertised().toString(),
                    node.listeners().clients().advertised().toString(),
                    node.identity().host(),
                    node.identity().zone(),
                    node.identity().weight());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ErrorCode.CONFIG_INVALID,
                    directory.resolve(NodeConfig.FILE) + " does not tell others how to reach the node: "
                            + e.getMessage() + ". Nothing was written.");
        }
    }

    private static Bytes nonce() {
        byte[] nonce = new byte[JoinSeal.NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return Bytes.wrap(nonce);
    }

    private JoinReply ask(GrantToken grant, JoinAsked request) {
        try (JoinClient members = connections.join(grant.peers(), grant.clusterId(), timeout)) {
            return members.join(request);
        } catch (StoreException.OutcomeUnknown e) {
            throw new CommandFailed(
                    e.code(),
                    ExitCode.UNKNOWN,
                    e.getMessage()
                            + "\n  Nothing was written here. If the token is refused as used, have another made.");
        } catch (StoreException.Unavailable e) {
            if (e.code() == ErrorCode.GRANT_REFUSED) {
                throw CommandFailed.toldBy(e.getMessage());
            }
            throw new CommandFailed(
                    e.code(),
                    ExitCode.UNAVAILABLE,
                    e.getMessage() + "\n  No member could be reached where it serves its peers: "
                            + String.join(", ", grant.peers()) + ". Nothing was written; the token is still good.");
        }
    }

    private static Json json(Member member, ClusterJoin joined) {
        return new Json()
                .with("node", member.node())
                .with("clusterName", joined.cluster().name())
                .with("clusterId", joined.cluster().id())
                .with("written", joined.written().stream().map(Path::toString).toList());
    }

    private static List<String> lines(Member member, ClusterJoin joined, Path directory) {
        List<String> lines = new ArrayList<>();
        lines.add("this machine may start as " + member.node() + ", a candidate of cluster "
                + joined.cluster().name());
        joined.written().forEach(file -> lines.add("  wrote " + file));
        lines.add("");
        lines.add("Copy " + InstanceConfig.DIRECTORY + "/*.conf from a member into " + directory
                + ": they are the same on all nodes.");
        if (!NodeFileText.isProtected(member)) {
            lines.add(
                    "Say insecure = true in " + NodeConfig.FILE + " if other machines may reach this one unprotected.");
        }
        lines.add("Then, here:         armature start");
        lines.add("and on a member:    armature plan --join " + member.node());
        return lines;
    }
}
