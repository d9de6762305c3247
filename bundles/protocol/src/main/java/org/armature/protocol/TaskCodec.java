package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskAsked;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.OperatorMessage.TasksAsked;
import org.armature.protocol.OperatorMessage.TasksReply;
import org.armature.protocol.internal.wire.Wire;

/** Long jobs. */
final class TaskCodec {
    private static final int ALL = 1_000;

    private TaskCodec() {}

    static MessageLite toWire(OperatorMessage message) {
        if (message instanceof TasksAsked) {
            return Wire.TasksAsked.getDefaultInstance();
        }
        if (message instanceof TaskAsked asked) {
            Wire.TaskAsked.Builder wire = Wire.TaskAsked.newBuilder()
                    .setId(asked.id())
                    .setAction(
                            switch (asked.action()) {
                                case PAUSE -> Wire.TaskAction.TASK_PAUSE;
                                case RESUME -> Wire.TaskAction.TASK_RESUME;
                                case CANCEL -> Wire.TaskAction.TASK_CANCEL;
                            })
                    .setForce(asked.force())
                    .setUnsafe(asked.unsafe());
            asked.givenUp().forEach(node -> wire.addGivenUp(node.name()));
            return wire.build();
        }
        if (message instanceof TasksReply reply) {
            Wire.TasksReply.Builder wire = Wire.TasksReply.newBuilder();
            reply.tasks().forEach(task -> wire.addTasks(toWire(task)));
            return wire.build();
        }
        throw new AssertionError(message);
    }

    static Wire.Task toWire(Task task) {
        Wire.Task.Builder wire = Wire.Task.newBuilder()
                .setId(task.id())
                .setKind(task.kind())
                .setWhat(task.what())
                .setState(
                        switch (task.state()) {
                            case RUNNING -> Wire.TaskState.TASK_RUNNING;
                            case WAITING -> Wire.TaskState.TASK_WAITING;
                            case PAUSED -> Wire.TaskState.TASK_PAUSED;
                            case DONE -> Wire.TaskState.TASK_DONE;
                            case CANCELLED -> Wire.TaskState.TASK_CANCELLED;
                            case FAILED -> Wire.TaskState.TASK_FAILED;
                        })
                .setPermille(task.permille())
                .setItemsDone(task.items().done())
                .setItemsTotal(task.items().total())
                .setBytesDone(task.bytes().done())
                .setBytesTotal(task.bytes().total())
                .setBytesPerSecond(task.bytesPerSecond())
                .setCause(task.cause());
        task.secondsLeft().ifPresent(wire::setSecondsLeft);
        return wire.build();
    }

    static TaskAsked taskAsked(Wire.TaskAsked wire) throws ProtocolException {
        TaskAction action =
                switch (wire.getAction()) {
                    case TASK_PAUSE -> TaskAction.PAUSE;
                    case TASK_RESUME -> TaskAction.RESUME;
                    case TASK_CANCEL -> TaskAction.CANCEL;
                    case TASK_ACTION_UNSPECIFIED, UNRECOGNIZED ->
                        throw Fields.wrong("action", wire.getActionValue(), "1 (pause), 2 (resume) or 3 (cancel)");
                };
        SortedSet<NodeId> givenUp = new TreeSet<>();
        for (String node : wire.getGivenUpList()) {
            givenUp.add(Fields.node("given_up", node));
        }
        return new TaskAsked(Fields.name("id", wire.getId()), action, givenUp, wire.getForce(), wire.getUnsafe());
    }

    static TasksReply tasksReply(Wire.TasksReply wire) throws ProtocolException {
        List<Task> tasks = new ArrayList<>();
        for (Wire.Task task : wire.getTasksList()) {
            tasks.add(task(task));
        }
        return new TasksReply(List.copyOf(tasks));
    }

    static Task task(Wire.Task wire) throws ProtocolException {
        return new Task(
                Fields.name("tasks.id", wire.getId()),
                Fields.label("tasks.kind", wire.getKind()),
                wire.getWhat(),
                state(wire),
                Fields.between("tasks.permille", wire.getPermille(), 0, ALL),
                amount("tasks.items", wire.getItemsDone(), wire.getItemsTotal()),
                amount("tasks.bytes", wire.getBytesDone(), wire.getBytesTotal()),
                Fields.amount("tasks.bytes_per_second", wire.getBytesPerSecond()),
                wire.hasSecondsLeft()
                        ? Optional.of(Fields.amount("tasks.seconds_left", wire.getSecondsLeft()))
                        : Optional.empty(),
                wire.getCause());
    }

    private static Amount amount(String field, long done, long total) throws ProtocolException {
        return new Amount(Fields.amount(field + "_done", done), Fields.amount(field + "_total", total));
    }

    private static TaskState state(Wire.Task wire) throws ProtocolException {
        return switch (wire.getState()) {
            case TASK_RUNNING -> TaskState.RUNNING;
            case TASK_WAITING -> TaskState.WAITING;
            case TASK_PAUSED -> TaskState.PAUSED;
            case TASK_DONE -> TaskState.DONE;
            case TASK_CANCELLED -> TaskState.CANCELLED;
            case TASK_FAILED -> TaskState.FAILED;
            case TASK_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw Fields.wrong("tasks.state", wire.getStateValue(), "1 to 6");
        };
    }
}
