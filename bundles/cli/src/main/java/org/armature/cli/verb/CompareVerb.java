package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.address.ObjectPath;
import org.armature.client.AdminClient;
import org.armature.demo.screen.Figures;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.RepairOrderMessage.DifferingKeys;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares all replicas of a table; unlike {@link VerifyVerb}, which compares two engines of one node. */
@Command(
        name = "verify",
        description =
                "Compares all replicas of a table, changes nothing, and prints the keys that differ, at most 100 a node. Ends with"
                        + " 1 if there is any, or if not all could be compared.",
        footer = {
            "",
            "A key that is written while it is compared is looked at once more, so that only what stays different is told. Nodes",
            "repair what differs by themselves; armature repair has them do it now. See docs/anti-entropy.md."
        })
public final class CompareVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Parameters(
            index = "0",
            paramLabel = "TABLE",
            converter = TableConverter.class,
            description = "The table, or instance/table.")
    private TableName table;

    @Mixin
    private ComparisonOptions comparison;

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public CompareVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (AdminClient admin = connections.admin(node.address(), node.timeoutOr(AdminOptions.ASKING))) {
            RepairBegun begun = admin.repair(comparison.on(), table, comparison.partition(), false);
            OrderedComparison order = new OrderedComparison(admin, begun);
            List<Task> ended = order.follow(streams, output.isJson(), comparison.limit());
            long differing = 0;
            SortedSet<Key> keys = new TreeSet<>();
            for (Task task : ended) {
                DifferingKeys found = admin.differingKeys(task.id());
                differing += found.differing();
                keys.addAll(found.keys());
            }
            boolean isWhole = order.isWhole(ended);
            List<String> paths =
                    keys.stream().map(key -> new ObjectPath(table, key).shell()).toList();
            output.print(
                    streams,
                    TaskText.json(ended)
                            .with("silent", begun.silent())
                            .with("equal", isWhole && differing == 0)
                            .with("differing", differing)
                            .with("keys", paths),
                    lines(order, isWhole, differing, paths));
            return isWhole && differing == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private List<String> lines(OrderedComparison order, boolean isWhole, long differing, List<String> paths) {
        List<String> lines = new ArrayList<>(paths);
        lines.addAll(order.warnings());
        if (differing > 0) {
            lines.add(Figures.count(differing) + " differences: a key counts once for each pair of owners");
        } else if (isWhole) {
            lines.add("all replicas of " + table + " are equal"
                    + (comparison.partition().isPresent()
                            ? " in partition " + comparison.partition().getAsInt()
                            : ""));
        } else {
            lines.add("no difference was found in what was compared");
        }
        return lines;
    }
}
