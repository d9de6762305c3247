package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.armature.cli.CommandFailed;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.demo.screen.Figures;
import org.armature.model.ErrorCode;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;

/** Long jobs, for people and for programs. */
final class TaskText {
    static final String NONE = "no tasks";

    private static final int BAR = 20;
    private static final int ALL = 1_000;

    private TaskText() {}

    /**
     * The one that was begun, among those that are known now.
     *
     * @throws CommandFailed if it is none of them
     */
    static List<Task> one(List<Task> tasks, Task begun) {
        List<Task> found =
                tasks.stream().filter(task -> task.id().equals(begun.id())).toList();
        if (found.isEmpty()) {
            throw new CommandFailed(
                    ErrorCode.NO_SUCH_TASK,
                    "task " + begun.id()
                            + " is not known any more: its node was started anew, or does not answer. What it"
                            + " had begun goes on there; the same command shows how it stands.");
        }
        return found;
    }

    static List<String> lines(List<Task> tasks) {
        if (tasks.isEmpty()) {
            return List.of(NONE);
        }
        TextTable table = new TextTable("TASK", "KIND", "WHAT", "STATE", ">DONE", ">ITEMS", ">BYTES", ">RATE", ">LEFT");
        for (Task task : tasks) {
            table.row(
                    task.id(),
                    task.kind(),
                    task.what(),
                    state(task),
                    percent(task),
                    items(task.items()),
                    bytes(task.bytes()),
                    rate(task),
                    left(task));
        }
        List<String> lines = new ArrayList<>(table.lines());
        tasks.stream()
                .filter(task -> !task.cause().isEmpty())
                .forEach(task -> lines.add(task.id() + " " + state(task) + ": " + task.cause()));
        return lines;
    }

    /** On one line of its own, without a bar. */
    static String line(Task task) {
        return head(task) + percent(task) + tail(task);
    }

    /** With a bar. */
    static String barLine(Task task) {
        int full = BAR * task.permille() / ALL;
        return head(task) + "█".repeat(full) + "░".repeat(BAR - full) + " " + percent(task) + tail(task);
    }

    private static String head(Task task) {
        return task.id() + " " + task.kind() + "  " + task.what() + "  ";
    }

    private static String tail(Task task) {
        if (task.state() != TaskState.RUNNING) {
            return "  " + state(task) + (task.cause().isEmpty() ? "" : ": " + task.cause());
        }
        StringBuilder tail = new StringBuilder();
        for (String part : List.of(bytes(task.bytes()), rate(task))) {
            tail.append(part.isEmpty() ? "" : "  " + part);
        }
        return tail + (left(task).isEmpty() ? "" : "  " + left(task) + " left");
    }

    private static String state(Task task) {
        return task.state().name().toLowerCase(Locale.ROOT);
    }

    /** Empty of one that was cancelled: all that it had done was undone. */
    private static String percent(Task task) {
        return task.state() == TaskState.CANCELLED ? "" : String.format(Locale.ROOT, "%.1f %%", task.permille() / 10.0);
    }

    private static String items(Amount items) {
        return items.total() == 0
                ? Figures.count(items.done())
                : Figures.count(items.done()) + "/" + Figures.count(items.total());
    }

    private static String bytes(Amount bytes) {
        return bytes.total() == 0
                ? Figures.bytes(bytes.done())
                : Figures.bytes(bytes.done()) + "/" + Figures.bytes(bytes.total());
    }

    private static String rate(Task task) {
        return task.bytesPerSecond() == 0 ? "" : Figures.bytes(task.bytesPerSecond()) + "/s";
    }

    private static String left(Task task) {
        return task.state().hasEnded()
                ? ""
                : task.secondsLeft().map(PlanText::duration).orElse("");
    }

    static Json json(List<Task> tasks) {
        return new Json().with("tasks", tasks.stream().map(TaskText::json).toList());
    }

    private static Json json(Task task) {
        return new Json()
                .with("id", task.id())
                .with("kind", task.kind())
                .with("what", task.what())
                .with("state", state(task))
                .with("permille", task.permille())
                .with("itemsDone", task.items().done())
                .with("itemsTotal", task.items().total())
                .with("bytesDone", task.bytes().done())
                .with("bytesTotal", task.bytes().total())
                .with("bytesPerSecond", task.bytesPerSecond())
                .with("secondsLeft", task.secondsLeft().orElse(null))
                .with("cause", task.cause());
    }
}
