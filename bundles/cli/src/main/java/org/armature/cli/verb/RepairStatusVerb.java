package org.armature.cli.verb;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.model.TableName;
import org.armature.protocol.RepairOrderMessage.RepairStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows when replicas were compared last, and what was found. */
@Command(name = "status", description = "Shows when replicas were compared last, on all members, and what was found.")
public final class RepairStatusVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TABLE",
            converter = TableConverter.class,
            description = "The table, or instance/table. Default: all.")
    private Optional<TableName> table = Optional.empty();

    @Option(names = "--all", description = "Each partition of the table, with each pair of its owners.")
    private boolean all;

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public RepairStatusVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        if (all && table.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--all shows one table's partitions: which?");
        }
        try (AdminClient admin = connections.admin(node.address(), node.timeoutOr(AdminOptions.ASKING))) {
            RepairStatus status = admin.repairStatus(table, all);
            output.print(streams, RepairText.json(status), RepairText.lines(status, all));
            return ExitCode.OK;
        }
    }
}
