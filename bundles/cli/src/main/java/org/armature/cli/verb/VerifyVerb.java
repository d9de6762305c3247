package org.armature.cli.verb;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
public final class VerifyVerb implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofSeconds(35);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Streams streams;
    private final Connections connections;

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

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            converter = ValidityConverter.class,
            description = "How long this command stays to see it done, up to 30d. Default: 1d.")
    private Duration limit = Duration.ofDays(1);

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public VerifyVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (AdminClient admin = connections.admin(node.address(), node.timeoutOr(USUAL))) {
            Task task = admin.migration(on, table, Order.VERIFY, against, Duration.ZERO);
            TaskWatch watch = new TaskWatch(streams, output.isJson(), LOOK_EVERY, limit);
            List<Task> ended = watch.follow(() -> TaskText.one(admin.tasks(), task));
            if (output.isJson()) {
                output.print(streams, TaskText.json(ended), List.of());
            }
            return ended.get(0).state() == TaskState.DONE ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
