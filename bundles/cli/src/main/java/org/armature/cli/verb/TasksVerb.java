package org.armature.cli.verb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.armature.cli.CommandFailed;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Lists and follows long jobs, and tells them what to do. */
@Command(
        name = "tasks",
        description = "Lists long jobs, follows them, pauses, resumes or cancels one.",
        footer = {
            "",
            "  armature tasks                   those under way and the last that have ended",
            "  armature tasks watch             until none is under way, with a bar each on a terminal",
            "  armature tasks pause TASK        likewise resume and cancel",
            "",
            "A clean-up, which removes what a change has left behind on one node, is paused and resumed, not cancelled.",
            "",
            "Cancelling a change of the ring moves back what has moved; keys keep their copies throughout. A node that is down",
            "is waited for, also one that was to join: what moved to it is written there. If it died for good, give it up:",
            "what only it held is lost. Then plan anew, with --remove-dead.",
            "",
            "--unsafe-without-majority cancels on this side alone. If the other members live, they may decide otherwise",
            "meanwhile: their changes are void as soon as both sides meet, and keys that they gave to others by then may",
            "have fewer copies. Use it only if the other members are lost for good. See docs/growing.md."
        })
public final class TasksVerb extends AdminVerb {
    /** What can be done about tasks. */
    enum Deed {
        list,
        watch,
        pause,
        resume,
        cancel
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DEED",
            description = "${COMPLETION-CANDIDATES}. Default: list.")
    private Deed deed = Deed.list;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TASK", description = "A task, as the list names it.")
    private Optional<String> task = Optional.empty();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How often watch looks. Default: 1s.")
    private Duration every = Duration.ofSeconds(1);

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long watch stays, up to 60m. Default: 60m.")
    private Duration limit = Duration.ofMinutes(60);

    @Option(
            names = "--give-up",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "With cancel: a node that died meanwhile and will not be back, so that nobody waits for it.")
    private List<NodeId> givenUp = new ArrayList<>();

    @Option(names = "--force", description = "With cancel: give nodes up even if no copy of some keys would be left.")
    private boolean force;

    @Option(
            names = "--unsafe-without-majority",
            description = "With cancel: decide it even if most members can't be reached.")
    private boolean unsafe;

    public TasksVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean needsTask = deed != Deed.list && deed != Deed.watch;
        if (needsTask && task.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "which task? `armature tasks` lists them");
        }
        if (deed != Deed.cancel && !givenUp.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "a node is given up by `armature tasks cancel TASK --give-up NODE`");
        }
        if (deed != Deed.cancel && (force || unsafe)) {
            throw new ParameterException(
                    spec.commandLine(), "--force and --unsafe-without-majority go with `armature tasks cancel TASK`");
        }
        if (force && givenUp.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--force says that what --give-up NODE loses may be lost");
        }
        try (AdminClient admin = admin(usualTimeout())) {
            return switch (deed) {
                case list -> list(chosen(admin.tasks()));
                case watch -> watch(admin);
                case pause -> tell(() -> admin.task(task.orElseThrow(), TaskAction.PAUSE));
                case resume -> tell(() -> admin.task(task.orElseThrow(), TaskAction.RESUME));
                case cancel -> tell(() -> admin.cancel(task.orElseThrow(), new TreeSet<>(givenUp), force, unsafe));
            };
        }
    }

    /** To cancel a change is to decide on another ring. */
    private Duration usualTimeout() {
        return deed == Deed.cancel ? AdminOptions.DECISION : Duration.ofSeconds(5);
    }

    private List<Task> chosen(List<Task> tasks) {
        if (task.isEmpty()) {
            return tasks;
        }
        List<Task> one =
                tasks.stream().filter(each -> each.id().equals(task.get())).toList();
        if (one.isEmpty()) {
            throw new CommandFailed(
                    ErrorCode.NO_SUCH_TASK,
                    "there is no task " + task.get() + "; this node knows "
                            + (tasks.isEmpty()
                                    ? "none"
                                    : String.join(
                                            ", ", tasks.stream().map(Task::id).toList()))
                            + ". Nothing was changed.");
        }
        return one;
    }

    private int list(List<Task> tasks) {
        output.print(streams, TaskText.json(tasks), TaskText.lines(tasks));
        return ExitCode.OK;
    }

    private int tell(Supplier<Task> order) {
        try {
            return list(List.of(order.get()));
        } catch (StoreException.OutcomeUnknown e) {
            throw new CommandFailed(
                    e.code(), ExitCode.UNKNOWN, e.getMessage() + "\n  `armature tasks` shows how it stands.");
        }
    }

    private int watch(AdminClient admin) throws InterruptedException {
        TaskWatch watch = new TaskWatch(streams, output.isJson(), every, limit);
        List<Task> ended = watch.follow(() -> chosen(admin.tasks()));
        if (output.isJson()) {
            list(ended);
        }
        return ended.stream().anyMatch(each -> each.state() == TaskState.FAILED) ? ExitCode.FAILED : ExitCode.OK;
    }
}
