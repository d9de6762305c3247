package org.armature.cli.verb;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares what two engines have of a table. */
@Command(
        name = "verify",
        description =
                "Compares all that two engines have of a table on one node, byte by byte, and changes nothing. Ends"
                        + " with 1 if anything differs.")
public final class VerifyVerb extends AdminVerb {
    @Parameters(
            index = "0",
            paramLabel = "TABLE",
            converter = TableConverter.class,
            description = "The table, or instance/table.")
    private TableName table;

    @Option(
            names = "--against",
            required = true,
            paramLabel = "ENGINE",
            description = "The engine that does not serve the table now, and has a copy.")
    private String against;

    @Option(
            names = "--on",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "On that member. Default: on the node that is asked.")
    private Optional<NodeId> on = Optional.empty();

    @Mixin
    private FollowOption following;

    public VerifyVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (AdminClient admin = admin(AdminOptions.OPENING)) {
            Task task = admin.migration(on, table, Order.VERIFY, against, Duration.ZERO);
            Task ended = following.follow(admin, task, streams, output);
            if (output.isJson()) {
                output.print(streams, TaskText.json(List.of(ended)), List.of());
            }
            return ended.state() == TaskState.DONE ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
