package org.armature.cli.verb;

import java.time.ZoneId;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.protocol.MigrationMessage.MigrationsReply;
import picocli.CommandLine.Command;

/** Shows which tables are moved between engines, and where. */
@Command(
        name = "migrations",
        description =
                "Shows tables that are moved between engines, or were and are configured otherwise, on all nodes.")
public final class MigrationsVerb extends AdminVerb {
    public MigrationsVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() {
        MigrationsReply reply;
        try (AdminClient admin = admin()) {
            reply = admin.migrations(true);
        }
        output.print(streams, MigrationText.json(reply), MigrationText.lines(reply, ZoneId.systemDefault()));
        return ExitCode.OK;
    }
}
