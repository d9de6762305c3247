package org.armature.cli.verb;

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
            description = "The node's admin listener (7102 unless configured). Default: the node of this installation.")
    private Optional<String> node = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Ask the node that runs on this data directory.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "For the whole call, such as 500ms or 2s. Default: 5s.",
            converter = TimeConverter.class)
    private Duration timeout = ClientBuilder.DEFAULT_DEADLINE;

    Duration timeout() {
        return timeout;
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
                        "no node runs here. Its data is as it was; start it with `armature start`, or name the admin"
                                + " listener of another with --node HOST:PORT."));
    }
}
