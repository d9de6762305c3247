package org.armature.cli.verb;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.armature.cli.CommandFailed;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;

/**
 * Follows tasks until none is under way: on a terminal one line each, drawn again and again; elsewhere a line now and
 * then, and whenever a task's state or cause changes.
 */
final class TaskWatch {
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);
    private static final int MOST_FAILURES = 10;

    private final Streams streams;
    private final boolean quiet;
    private final Duration every;
    private final long limitNanos;
    private final long began = System.nanoTime();
    private final Map<String, String> toldState = new HashMap<>();
    private final Map<String, Long> toldAt = new HashMap<>();
    private int drawn;

    /**
     * @param quiet whether nothing is shown meanwhile
     * @param every so often it looks
     */
    TaskWatch(Streams streams, boolean quiet, Duration every, Duration limit) {
        this.streams = streams;
        this.quiet = quiet;
        this.every = every;
        this.limitNanos = limit.toNanos();
    }

    /**
     * @return the tasks as they were seen last
     * @throws CommandFailed if the limit has passed before
     * @throws StoreException if the node did not answer several times, one after the other
     */
    List<Task> follow(Supplier<List<Task>> look) throws InterruptedException {
        int failures = 0;
        while (true) {
            try {
                List<Task> tasks = look.get();
                failures = 0;
                show(tasks);
                if (tasks.stream().allMatch(task -> task.state().hasEnded())) {
                    return tasks;
                }
            } catch (StoreException.Unavailable | StoreException.ReadFailed e) {
                failures++;
                if (failures == MOST_FAILURES) {
                    throw e;
                }
            }
            if (System.nanoTime() - began >= limitNanos) {
                throw new CommandFailed(
                        ErrorCode.TASK_GOES_ON,
                        ExitCode.UNAVAILABLE,
                        "the task is not over after " + PlanText.duration(TimeUnit.NANOSECONDS.toSeconds(limitNanos))
                                + ", and goes on without being watched: `armature tasks` shows how far it is.");
            }
            TimeUnit.NANOSECONDS.sleep(every.toNanos());
        }
    }

    private void show(List<Task> tasks) {
        if (quiet) {
            return;
        }
        if (tasks.isEmpty()) {
            streams.out().println(TaskText.NONE);
        } else if (streams.terminal()) {
            draw(tasks);
        } else {
            tasks.stream().filter(this::isWorthALine).forEach(task -> streams.out()
                    .println(TaskText.line(task)));
        }
        streams.out().flush();
    }

    /** Over what was drawn before. */
    private void draw(List<Task> tasks) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\033[").append(drawn).append('A');
        }
        for (Task task : tasks) {
            text.append("\033[2K").append(TaskText.barLine(task)).append('\n');
        }
        text.append("\033[J");
        drawn = tasks.size();
        streams.out().print(text);
    }

    private boolean isWorthALine(Task task) {
        long now = System.nanoTime();
        String state = task.state() + " " + task.cause();
        boolean changed = !state.equals(toldState.put(task.id(), state));
        boolean due =
                task.state() == TaskState.RUNNING && now - toldAt.getOrDefault(task.id(), now) >= LINE_EVERY.toNanos();
        if (changed || due) {
            toldAt.put(task.id(), now);
        }
        return changed || due;
    }
}
