package org.armature.cli.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.armature.cli.CommandFailed;
import org.armature.cli.ExitCode;
import org.armature.cli.local.Installation;
import org.armature.client.ClientBuilder;
import org.armature.demo.process.NodePorts;
import org.armature.model.ErrorCode;
import picocli.CommandLine.Option;

/** Which node an operator's verb asks, and for how long. */
final class AdminOptions {
    @Option(
            names = "--node",
            paramLabel = "HOST:PORT",
            description = "The node's admin listener (7102 unless configured). Default: the node of this installation.",
            converter = AddressConverter.class)
    private Optional<String> node = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Ask the node that runs on this data directory.")
    private Optional<Path> data = Optional.empty();

    /** How long a node may take that asks all others first. */
    static final Duration ASKING = Duration.ofSeconds(15);

    /** How long members may take to decide on a ring. */
    static final Duration DECISION = Duration.ofSeconds(30);

    /** How long a node may take to open an engine, and another node to be told. */
    static final Duration OPENING = Duration.ofSeconds(35);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "For the whole call, such as 500ms or 2s. Default: 5s, and 15s to 35s where the node first asks"
                            + " others, or opens an engine.",
            converter = TimeConverter.class)
    private Optional<Duration> timeout = Optional.empty();

    Duration timeout() {
        return timeoutOr(ClientBuilder.DEFAULT_DEADLINE);
    }

    Duration timeoutOr(Duration usual) {
        return timeout.orElse(usual);
    }

    /** To print a command that asks the same node; empty, or with a space at its end. */
    String shell() {
        return node.map(address -> "--node " + address + " ")
                .or(() -> data.map(directory -> "--data " + directory + " "))
                .orElse("");
    }

    /** @throws CommandFailed if none was named and none runs here */
    String address() {
        return node.or(() -> (data.isPresent()
                                ? Installation.of(Optional.empty(), data).ports()
                                : Installation.runningHere())
                        .map(NodePorts::admin))
                .orElseThrow(() -> new CommandFailed(
                        ErrorCode.UNAVAILABLE,
                        ExitCode.UNAVAILABLE,
                        "no node runs " + data.map(AdminOptions::on).orElse("here")
                                + ". Its data is as it was; start it with `armature start`, or name the admin"
                                + " listener of another with --node HOST:PORT."));
    }

    private static String on(Path directory) {
        return "on " + directory + (Files.isDirectory(directory) ? "" : ", which is no directory");
    }
}
