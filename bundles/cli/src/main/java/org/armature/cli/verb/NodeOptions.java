package org.armature.cli.verb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.armature.cli.local.Installation;
import org.armature.client.ClientBuilder;
import org.armature.demo.process.NodePorts;
import picocli.CommandLine.Option;

/** Whom a data verb asks, and for how long. */
final class NodeOptions {
    @Option(
            names = "--node",
            paramLabel = "HOST:PORT",
            description = {
                "A node's client listener; give several to have others to turn to.",
                "Default: the node of this installation if it runs, else " + Installation.DEFAULT_CLIENTS + "."
            },
            converter = AddressConverter.class)
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "For the whole call, such as 500ms or 2s. Default: 5s.",
            converter = TimeConverter.class)
    private Duration timeout = ClientBuilder.DEFAULT_DEADLINE;

    Duration timeout() {
        return timeout;
    }

    /** At least one. */
    List<String> clients() {
        if (!nodes.isEmpty()) {
            return nodes;
        }
        Optional<NodePorts> local = Installation.runningHere();
        return List.of(local.map(NodePorts::client).orElse(Installation.DEFAULT_CLIENTS));
    }

    /** To print a command that asks the same nodes; empty, or with a space at its end. */
    String shell() {
        return nodes.stream().map(node -> "--node " + node + " ").collect(Collectors.joining());
    }
}
