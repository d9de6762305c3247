package org.armature.cli.verb;

import java.util.Optional;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.address.ObjectPath;
import org.armature.client.AdminClient;
import org.armature.protocol.Message.RingReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows who owns what, and where a key lives (Dynamo §4.2, §4.3, §6.2). */
@Command(
        name = "ring",
        description = "Shows each node's share of the ring and, of one object, where it lives.",
        footer = {"", "The preference list names the owners first, then those who stand in for them."})
public final class RingVerb extends AdminVerb {
    @Parameters(index = "0", arity = "0..1", paramLabel = ObjectArgument.LABEL, description = "The object to look up.")
    private Optional<String> object = Optional.empty();

    @Option(
            names = {"-i", "--instance"},
            paramLabel = "NAME",
            description = "The object's instance, as for get.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--hex", description = "The key is in hexadecimal.")
    private boolean hex;

    public RingVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() {
        Optional<ObjectPath> path = object.map(this::parse);
        RingReply ring;
        try (AdminClient admin = admin()) {
            ring = path.isPresent() ? admin.ring(path.get().table(), path.get().key()) : admin.ring();
        }
        output.print(streams, RingText.json(ring), RingText.lines(ring, path));
        return ExitCode.OK;
    }

    private ObjectPath parse(String text) {
        try {
            return ObjectPath.parse(text, instance, hex);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
