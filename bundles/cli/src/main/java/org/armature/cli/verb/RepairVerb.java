package org.armature.cli.verb;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.model.TableName;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has owners of a table's partitions compare what they hold, and each given what it lacks. */
@Command(
        name = "repair",
        description =
                "Compares all replicas of a table now, and gives each what it lacks. Nodes do the same by themselves, again and"
                        + " again, so this is for who can't wait.",
        footer = {
            "",
            "  armature repair shop/cart                  all of it, and stay to see it done",
            "  armature repair shop/cart --partition 7    one partition",
            "  armature repair status                     when replicas were compared last",
            "  armature verify shop/cart                  compares, and changes nothing",
            "",
            "Each node's part is a task: armature tasks shows them, and cancels one. Ending this command ends none. A table whose"
                    + " name",
            "is status is written with its instance: default/status. See docs/anti-entropy.md."
        })
public final class RepairVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TABLE",
            converter = TableConverter.class,
            description = "The table, or instance/table.")
    private Optional<TableName> table = Optional.empty();

    @Mixin
    private ComparisonOptions comparison;

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public RepairVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        TableName named = table.orElseThrow(() -> new ParameterException(
                spec.commandLine(), "which table? armature repair TABLE, or armature repair status"));
        try (AdminClient admin = connections.admin(node.address(), node.timeoutOr(AdminOptions.ASKING))) {
            RepairBegun begun = admin.repair(comparison.on(), named, comparison.partition(), true);
            OrderedComparison order = new OrderedComparison(admin, begun);
            List<Task> ended = order.follow(streams, output.isJson(), comparison.limit());
            output.print(streams, TaskText.json(ended).with("silent", begun.silent()), order.warnings());
            boolean isDone = ended.stream().allMatch(task -> task.state() == TaskState.DONE);
            return isDone && order.isWhole(ended) ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
