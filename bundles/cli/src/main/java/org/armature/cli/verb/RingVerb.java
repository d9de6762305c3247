package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.address.ObjectPath;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.client.AdminClient;
import org.armature.model.NodeId;
import org.armature.protocol.Message.MemberStatus;
import org.armature.protocol.Message.RingReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows who owns what, and where a key lives (Dynamo §4.2, §4.3, §6.2). */
@Command(
        name = "ring",
        description = "Shows each node's share of the ring and, of one object, where it lives.",
        footer = {"", "The preference list names the owners first, then those who stand in for them."})
public final class RingVerb implements Callable<Integer> {
    /** Fewer leave shares too uneven. */
    private static final int FEWEST_TOKENS = 32;

    private final Streams streams;
    private final Connections connections;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = ObjectArgument.LABEL, description = "The object to look up.")
    private Optional<String> object = Optional.empty();

    @Option(
            names = {"-i", "--instance"},
            paramLabel = "NAME",
            description = "The object's instance, as for get.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--hex", description = "The key is in hexadecimal.")
    private boolean hex;

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public RingVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        Optional<ObjectPath> path = object.map(this::parse);
        RingReply ring;
        try (AdminClient admin = connections.admin(node.address(), node.timeout())) {
            ring = path.isPresent() ? admin.ring(path.get().table(), path.get().key()) : admin.ring();
        }
        output.print(streams, json(ring), lines(ring, path));
        return ExitCode.OK;
    }

    private ObjectPath parse(String text) {
        try {
            return ObjectPath.parse(text, instance, hex);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static List<String> lines(RingReply ring, Optional<ObjectPath> path) {
        Map<NodeId, Integer> tokens = tokens(ring);
        List<String> lines = new ArrayList<>();
        lines.add("ring " + ring.epoch() + "  " + ring.partitions() + " partitions, strategy " + ring.strategy() + ", "
                + ring.members().size() + (ring.members().size() == 1 ? " node" : " nodes"));
        lines.add("");
        lines.addAll(table(ring, tokens).lines());
        if (ring.members().size() > 1) {
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT, "balance %.2f: the largest share in proportion to its weight", balance(ring, tokens)));
        }
        tokens.forEach((id, count) -> {
            if (count < FEWEST_TOKENS) {
                lines.add("warning: " + id + " has " + count + " tokens; with fewer than " + FEWEST_TOKENS
                        + " a node's load depends on luck, and the number of partitions can't be changed later");
            }
        });
        path.ifPresent(object -> {
            lines.add("");
            lines.add(object + "  position " + ring.keyPosition() + ", partition " + ring.keyPartition() + " of "
                    + ring.partitions());
            lines.add("preference list  "
                    + ring.preferenceList().stream().map(NodeId::name).collect(Collectors.joining(" ")));
        });
        return lines;
    }

    private static Map<NodeId, Integer> tokens(RingReply ring) {
        Map<NodeId, Integer> tokens = new TreeMap<>();
        ring.members().keySet().forEach(id -> tokens.put(id, 0));
        ring.tokens().forEach(id -> tokens.merge(id, 1, Integer::sum));
        return tokens;
    }

    private static TextTable table(RingReply ring, Map<NodeId, Integer> tokens) {
        TextTable table = new TextTable("NODE", "ADDRESS", "CLIENTS", "HOST", "ZONE", ">WEIGHT", ">TOKENS", ">SHARE");
        new TreeMap<>(ring.members())
                .forEach((id, member) -> table.row(
                        id,
                        member.address(),
                        member.clientAddress(),
                        member.host(),
                        member.zone(),
                        member.weight(),
                        tokens.get(id),
                        String.format(
                                Locale.ROOT,
                                "%.1f %%",
                                100.0 * tokens.get(id) / ring.tokens().size())));
        return table;
    }

    private static double balance(RingReply ring, Map<NodeId, Integer> tokens) {
        double weights =
                ring.members().values().stream().mapToInt(MemberStatus::weight).sum();
        return ring.members().entrySet().stream()
                .mapToDouble(member -> tokens.get(member.getKey())
                        / (ring.tokens().size() * member.getValue().weight() / weights))
                .max()
                .orElse(1);
    }

    private static Json json(RingReply ring) {
        Json members = new Json();
        new TreeMap<>(ring.members())
                .forEach((id, member) -> members.with(
                        id.name(),
                        new Json()
                                .with("address", member.address())
                                .with("clientAddress", member.clientAddress())
                                .with("host", member.host())
                                .with("zone", member.zone())
                                .with("weight", member.weight())));
        Json json = new Json()
                .with("epoch", ring.epoch())
                .with("strategy", ring.strategy())
                .with("partitions", ring.partitions())
                .with("members", members)
                .with("tokens", ring.tokens());
        if (ring.keyPartition() >= 0) {
            json.with("keyPosition", ring.keyPosition())
                    .with("keyPartition", ring.keyPartition())
                    .with("preferenceList", ring.preferenceList());
        }
        return json;
    }
}
