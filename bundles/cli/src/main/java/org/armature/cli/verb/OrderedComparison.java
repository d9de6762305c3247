package org.armature.cli.verb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.armature.cli.CommandFailed;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.model.ErrorCode;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.RepairOrderMessage.RepairBegun;

/** Follows the tasks of an ordered repair or comparison, one a node, to their ends. */
final class OrderedComparison {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** Looks, one after the other, at which a node did not tell of its task. */
    private static final int MOST_MISSED = 20;

    private final AdminClient admin;
    private final RepairBegun begun;
    private final Map<String, Task> seen = new HashMap<>();
    private final Map<String, Integer> missed = new HashMap<>();

    OrderedComparison(AdminClient admin, RepairBegun begun) {
        this.admin = admin;
        this.begun = begun;
        begun.tasks().forEach(task -> seen.put(task.id(), task));
    }

    List<Task> follow(Streams streams, boolean quiet, Duration limit) throws InterruptedException {
        return new TaskWatch(streams, quiet, LOOK_EVERY, limit).follow(this::look);
    }

    /** A node that is busy does not always answer in time: its task is then as it was seen last. */
    private List<Task> look() {
        Map<String, Task> known = new HashMap<>();
        admin.tasks().forEach(task -> known.put(task.id(), task));
        List<Task> tasks = new ArrayList<>();
        for (Task each : begun.tasks()) {
            String id = each.id();
            Task now = known.get(id);
            if (now != null) {
                seen.put(id, now);
                missed.remove(id);
            } else if (missed.merge(id, 1, Integer::sum) == MOST_MISSED) {
                throw new CommandFailed(
                        ErrorCode.NO_SUCH_TASK,
                        "task " + id + " is not known any more: its node was started anew, or does not answer. What was"
                                + " compared until then stays repaired; order the rest anew.");
            }
            tasks.add(seen.get(id));
        }
        return tasks;
    }

    /** Whether every member took part, and came to its end. */
    boolean isWhole(List<Task> ended) {
        return begun.silent().isEmpty() && ended.stream().noneMatch(task -> task.state() == TaskState.CANCELLED);
    }

    List<String> warnings() {
        return begun.silent().stream()
                .map(node -> "warning: " + node + " did not answer, so what is its to compare was not")
                .toList();
    }
}
