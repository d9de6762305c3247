package org.armature.cli.verb;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.protocol.MigrationMessage.MigrationsReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which tables are moved between engines, and where. */
@Command(
        name = "migrations",
        description =
                "Shows tables that are moved between engines, or were and are configured otherwise, on all nodes.")
public final class MigrationsVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public MigrationsVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        MigrationsReply reply;
        try (AdminClient admin = connections.admin(node.address(), node.timeout())) {
            reply = admin.migrations(true);
        }
        output.print(streams, MigrationText.json(reply), MigrationText.lines(reply, ZoneId.systemDefault()));
        return ExitCode.OK;
    }
}
