package org.armature.cli.verb;

import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what background work may take of nodes, what it has got, and why not more. */
@Command(
        name = "background",
        description =
                "Shows how much of the time hints, transfers, comparisons and other background work get on all members, and"
                        + " why not more.")
public final class BackgroundVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public BackgroundVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        try (AdminClient admin = connections.admin(node.address(), node.timeoutOr(AdminOptions.ASKING))) {
            BackgroundStatus status = admin.background();
            output.print(streams, BackgroundText.json(status), BackgroundText.lines(status));
            return ExitCode.OK;
        }
    }
}
