package org.armature.cli.verb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.cli.CommandFailed;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.model.ErrorCode;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows, exchanges and removes storage engines of a running node. */
@Command(
        name = "engine",
        description = "Shows the storage engines of a running node, exchanges one, or removes one.",
        footer = {
            "",
            "  armature engine list             engines, their versions and tables, and the last exchange of each",
            "  armature engine swap JAR         takes the engine of the jar in place of the one of its name",
            "  armature engine remove NAME      ends an engine that no table needs",
            "  armature engine explain TABLE    which engine keeps the table, why, and what was measured",
            "  armature engine migrate TABLE    moves a table to another engine, see armature engine migrate --help",
            "  armature engine migrations       tables that are moved, and how far",
            "  armature engine verify TABLE     compares what two engines have of a table",
            "",
            "A swap copies the jar into the node's directory of engines, so it is for the machine of the node and for users who",
            "may write there. On other machines, copy the jar into that directory: a node takes it by itself. Nodes of a cluster",
            "take turns; requests go on meanwhile. See docs/hot-swap.md."
        })
public final class EngineVerb extends AdminVerb {
    /** What can be done about engines. */
    enum Deed {
        list,
        swap,
        remove
    }

    private static final Duration REMOVAL = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DEED",
            description = "${COMPLETION-CANDIDATES}. Default: list.")
    private Deed deed = Deed.list;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "JAR|NAME",
            description = "With swap a file, with remove the name of an engine.")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--force", description = "With swap: even if the jar has a lower version than the one that runs.")
    private boolean force;

    @Option(
            names = "--tables-without-engine",
            description = "With remove: even if tables need the engine; the node does not serve them then.")
    private boolean tablesWithoutEngine;

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long swap stays to see it done, up to 60m. Default: 10m.")
    private Duration limit = Duration.ofMinutes(10);

    public EngineVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (deed != Deed.list && subject.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    deed == Deed.swap
                            ? "which jar? armature engine swap JAR"
                            : "which engine? armature engine remove NAME");
        }
        if ((force && deed != Deed.swap) || (tablesWithoutEngine && deed != Deed.remove)) {
            throw new ParameterException(
                    spec.commandLine(), "--force goes with swap, --tables-without-engine with remove");
        }
        Duration usual = deed == Deed.remove ? REMOVAL : node.timeout();
        try (AdminClient admin = admin(usual)) {
            return switch (deed) {
                case list -> list(admin);
                case swap -> swap(admin, Path.of(subject.orElseThrow()));
                case remove -> remove(admin, subject.orElseThrow());
            };
        }
    }

    private int list(AdminClient admin) {
        var engines = admin.engines();
        output.print(streams, EngineText.json(engines), EngineText.lines(engines, ZoneId.systemDefault()));
        return ExitCode.OK;
    }

    private int swap(AdminClient admin, Path jar) throws InterruptedException, IOException {
        List<Task> ended;
        try (StagedJar staged = StagedJar.of(jar, Path.of(admin.engines().directory()))) {
            Task task = admin.swapEngine(staged.name(), force);
            TaskWatch watch = new TaskWatch(streams, output.isJson(), LOOK_EVERY, limit);
            ended = watch.follow(() -> one(admin, task));
        }
        boolean done = ended.stream().allMatch(task -> task.state() == TaskState.DONE);
        if (done || output.isJson()) {
            list(admin);
        }
        return done ? ExitCode.OK : ExitCode.FAILED;
    }

    private static List<Task> one(AdminClient admin, Task order) {
        List<Task> found = admin.tasks().stream()
                .filter(task -> task.id().equals(order.id()))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailed(
                    ErrorCode.NO_SUCH_TASK,
                    "the node does not know task " + order.id() + " any more: it was started anew meanwhile. `armature"
                            + " engine list` shows what it runs.");
        }
        return found;
    }

    private int remove(AdminClient admin, String name) {
        EnginesReply before = admin.engines();
        EnginesReply left = admin.removeEngine(name, tablesWithoutEngine);
        List<String> lines = new ArrayList<>();
        before.engines().stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .ifPresent(engine -> lines.add(EngineText.removed(engine, before)));
        lines.addAll(EngineText.lines(left, ZoneId.systemDefault()));
        output.print(streams, EngineText.json(left), lines);
        return ExitCode.OK;
    }
}
