package org.armature.cli.verb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.cli.CommandFailed;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Moves a table to another storage engine, node by node, while the nodes serve it. */
@Command(
        name = "migrate",
        description =
                "Moves a table to another storage engine while its nodes serve it. Without --yes it shows what that"
                        + " would take, and changes nothing.",
        footer = {
            "",
            "  armature engine migrate shop/cart --to mysql              what would it take on this node?",
            "  armature engine migrate shop/cart --to mysql --all --yes  on all nodes, one after the other",
            "  armature engine migrate shop/cart --rollback --all        the former engine serves again",
            "  armature engine migrate shop/cart --finish --all          the former copy is not needed any more",
            "",
            "The former engine keeps its copy, and gets every write, for as long as --keep says. Ending this command does not",
            "end what it began: the same command goes on where it was. armature tasks pause|cancel does. See",
            "docs/migrating-engines.md."
        })
public final class MigrateVerb extends AdminVerb {
    @Parameters(
            index = "0",
            paramLabel = "TABLE",
            converter = TableConverter.class,
            description = "The table, or instance/table.")
    private TableName table;

    @Option(names = "--to", paramLabel = "ENGINE", description = "The engine to move it to.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--rollback", description = "The former engine shall serve again.")
    private boolean rollback;

    @Option(names = "--finish", description = "Remove the former copy now, and see that done.")
    private boolean finish;

    @Option(
            names = "--on",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "Do it on that member. Default: on the node that is asked.")
    private Optional<NodeId> on = Optional.empty();

    @Option(names = "--all", description = "Do it on all members, one after the other.")
    private boolean all;

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            converter = KeepConverter.class,
            description = "How long the former engine keeps its copy after the switch, up to 365d. Default: 1d.")
    private Duration keep = Duration.ofDays(1);

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Mixin
    private FollowOption following;

    public MigrateVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() throws InterruptedException {
        long deeds =
                Stream.of(to.isPresent(), rollback, finish).filter(each -> each).count();
        if (deeds != 1) {
            throw new ParameterException(
                    spec.commandLine(), "say one of --to ENGINE, --rollback and --finish. Nothing was changed");
        }
        if (all && on.isPresent()) {
            throw new ParameterException(spec.commandLine(), "say --on NODE or --all, not both. Nothing was changed");
        }
        try (AdminClient admin = admin(AdminOptions.OPENING)) {
            List<NodeId> members = members(admin);
            if (to.isEmpty()) {
                return order(admin, members, rollback ? Order.ROLL_BACK : Order.FINISH);
            }
            return yes ? move(admin, members, to.get()) : show(admin, members, to.get());
        }
    }

    private List<NodeId> members(AdminClient admin) {
        if (on.isPresent()) {
            return List.of(on.get());
        }
        StatusReply status = admin.status();
        List<NodeId> members = new ArrayList<>(List.of(status.node()));
        if (all) {
            status.peers().stream()
                    .filter(peer -> peer.member() == MemberState.MEMBER)
                    .map(PeerStatus::node)
                    .forEach(members::add);
        }
        return members.stream().sorted().toList();
    }

    // ---- what it would take

    private int show(AdminClient admin, List<NodeId> members, String engine) {
        List<MigrationPlan> plans = members.stream()
                .map(member -> admin.migrationPlan(Optional.of(member), table, engine))
                .toList();
        boolean possible = plans.stream().allMatch(plan -> plan.refusals().isEmpty() || isThere(plan));
        List<String> lines = new ArrayList<>(MigrationText.lines(plans));
        if (possible) {
            lines.add("");
            lines.add("Nothing was changed. To do it: armature engine migrate " + node.shell() + table + " --to "
                    + engine
                    + (all ? " --all" : on.map(member -> " --on " + member).orElse("")) + " --yes");
        }
        output.print(streams, MigrationText.plans(plans), lines);
        if (!possible) {
            throw new CommandFailed(ErrorCode.MIGRATION_REFUSED, "it is not possible as it is. Nothing was changed.");
        }
        return ExitCode.OK;
    }

    private static boolean isThere(MigrationPlan plan) {
        return plan.from().equals(plan.to());
    }

    // ---- doing it

    private int move(AdminClient admin, List<NodeId> members, String engine) throws InterruptedException {
        List<Task> done = new ArrayList<>();
        for (NodeId member : members) {
            Optional<Task> task = begin(admin, member, engine);
            if (task.isEmpty()) {
                say(member + ": engine " + engine + " keeps the table already");
                continue;
            }
            Task end = following.follow(admin, task.get(), streams, output);
            done.add(end);
            if (end.state() != TaskState.DONE) {
                throw new CommandFailed(
                        ErrorCode.MIGRATION_REFUSED,
                        "task " + end.id() + " ended as " + end.state() + ", so no other node was begun");
            }
            say(member + ": engine " + engine + " serves the table");
        }
        output.print(streams, TaskText.json(done), List.of());
        return ExitCode.OK;
    }

    private void say(String line) {
        if (!output.isJson()) {
            streams.out().println(line);
            streams.out().flush();
        }
    }

    /** @return what is under way already, or begins; empty if there is nothing to do */
    private Optional<Task> begin(AdminClient admin, NodeId member, String engine) {
        Optional<Migration> underWay = admin.migrations(true).migrations().stream()
                .filter(each -> each.node().equals(member)
                        && each.table().equals(table)
                        && each.to().equals(engine))
                .findFirst();
        if (underWay.filter(each -> each.serving().equals(engine)).isPresent()) {
            return Optional.empty();
        }
        Optional<Task> task = underWay.flatMap(each -> admin.tasks().stream()
                .filter(known -> known.id().equals(each.task()) && known.kind().equals("migrate"))
                .findFirst());
        if (task.isPresent()) {
            return task;
        }
        MigrationPlan plan = admin.migrationPlan(Optional.of(member), table, engine);
        if (isThere(plan)) {
            return Optional.empty();
        }
        if (!plan.refusals().isEmpty()) {
            throw new CommandFailed(
                    ErrorCode.MIGRATION_REFUSED,
                    member + " can't move table " + table + " to engine " + engine + ":\n  "
                            + String.join("\n  ", plan.refusals())
                            + "\nNothing was changed there, and no later node was begun.");
        }
        return Optional.of(admin.migration(Optional.of(member), table, Order.MOVE, engine, keep));
    }

    private int order(AdminClient admin, List<NodeId> members, Order order) throws InterruptedException {
        List<Task> done = new ArrayList<>();
        for (NodeId member : members) {
            Task begun = admin.migration(Optional.of(member), table, order, "", Duration.ZERO);
            Task end = following.follow(admin, begun, streams, output);
            done.add(end);
            if (end.state() == TaskState.DONE) {
                say(member
                        + (order == Order.FINISH
                                ? ": the former copy is removed"
                                : ": the former engine serves the table; what the other one has of it is being removed,"
                                        + " which armature tasks shows"));
            }
        }
        output.print(streams, TaskText.json(done), List.of());
        return done.stream().anyMatch(each -> each.state() == TaskState.FAILED) ? ExitCode.FAILED : ExitCode.OK;
    }
}
