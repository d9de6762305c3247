package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.MigrationMessage;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.MigrationOrdered;
import org.armature.protocol.MigrationMessage.MigrationPlanAsked;
import org.armature.protocol.MigrationMessage.MigrationsAsked;
import org.armature.protocol.MigrationMessage.MigrationsReply;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAsked;
import org.armature.protocol.OperatorMessage.TasksAsked;
import org.armature.protocol.OperatorMessage.TasksReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what operators ask about moves of tables, of this node and, by asking them, of others. Thread-safe; what asks
 * others blocks until they have answered or the time is up.
 */
final class MigrationAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationAnswers.class);

    /** Longer than an engine takes to open or to say that it can't. */
    private static final Duration DONE = Duration.ofSeconds(25);

    private final NodeId self;
    private final Migrations migrations;
    private final OtherMembers others;

    MigrationAnswers(NodeId self, Migrations migrations, OtherMembers others) {
        this.self = self;
        this.migrations = migrations;
        this.others = others;
    }

    /** For the operator, about this node. */
    List<String> warnings() {
        return migrations.warnings();
    }

    // ---- operators

    Message answer(MigrationMessage question) {
        if (question instanceof MigrationsAsked asked && asked.everywhere()) {
            return everywhere();
        }
        return addressee(question).filter(node -> !node.equals(self)).isPresent()
                ? forwarded(addressee(question).get(), question)
                : mine(question);
    }

    private static Optional<NodeId> addressee(MigrationMessage question) {
        if (question instanceof MigrationPlanAsked asked) {
            return asked.node();
        }
        return question instanceof MigrationOrdered ordered ? ordered.node() : Optional.empty();
    }

    private Message mine(MigrationMessage question) {
        return Patience.within(DONE, here(question)).orElseGet(() -> late(self));
    }

    private static Failure late(NodeId node) {
        return new Failure(
                ErrorCode.OUTCOME_UNKNOWN,
                Outcome.UNKNOWN,
                node + " did not answer within " + DONE.toSeconds()
                        + " s, and may do it yet: `armature engine migrations` shows how it stands");
    }

    private Message forwarded(NodeId node, Message question) {
        return others.ask(node, question, DONE.toSeconds(), () -> late(node));
    }

    private MigrationsReply everywhere() {
        List<Migration> all = new ArrayList<>();
        SortedSet<NodeId> silent = others.names();
        if (mine(new MigrationsAsked(false)) instanceof MigrationsReply reply) {
            all.addAll(reply.migrations());
        }
        others.ask(new MigrationsAsked(false)).forEach((node, answer) -> {
            if (answer instanceof MigrationsReply reply) {
                silent.remove(node);
                all.addAll(reply.migrations());
            }
        });
        return new MigrationsReply(all, List.copyOf(silent));
    }

    /** Of all nodes that answer. */
    List<Task> tasks() {
        List<Task> all = new ArrayList<>(Patience.within(DONE, tasksHere()).orElse(List.of()));
        others.ask(new TasksAsked()).forEach((node, answer) -> {
            if (answer instanceof TasksReply reply) {
                reply.tasks().stream().filter(task -> isOne(task.id())).forEach(all::add);
            }
        });
        return all;
    }

    /** Whether a task of this name is one of these. */
    static boolean isOne(String task) {
        return (task.startsWith("m-") || task.startsWith("v-")) && task.indexOf('@') > 0;
    }

    /** @param asked about {@link #isOne one of these} */
    Message answer(TaskAsked asked) {
        String node = asked.id().substring(asked.id().indexOf('@') + 1);
        if (!NodeId.NAME.matcher(node).matches() || new NodeId(node).equals(self)) {
            return Patience.within(DONE, here(asked)).orElseGet(() -> late(self));
        }
        return forwarded(new NodeId(node), asked);
    }

    // ---- this node alone; never blocks

    CompletableFuture<List<Task>> tasksHere() {
        return migrations.order(migrations::tasks);
    }

    CompletableFuture<Message> here(TaskAsked asked) {
        return told(migrations.order(() -> migrations.task(asked.id(), asked.action())
                ? new TasksReply(migrations.tasks())
                : new Failure(
                        ErrorCode.NO_SUCH_TASK,
                        Outcome.REJECTED,
                        "there is no task " + asked.id() + " on " + self + "; `armature tasks` lists them")));
    }

    CompletableFuture<Message> here(MigrationMessage question) {
        if (question instanceof MigrationPlanAsked asked) {
            return told(migrations.plan(asked.table(), asked.engine()).thenApply(plan -> plan));
        }
        return told(migrations.order(() -> carriedOut(question)));
    }

    private Message carriedOut(MigrationMessage question) throws Migrations.Refused, MoveWaits {
        if (question instanceof MigrationsAsked) {
            return new MigrationsReply(migrations.all(), List.of());
        }
        if (question instanceof MigrationOrdered ordered) {
            Task task =
                    switch (ordered.order()) {
                        case MOVE -> migrations.start(ordered.table(), ordered.engine(), ordered.keepMillis());
                        case ROLL_BACK -> migrations.turnBack(ordered.table());
                        case FINISH -> migrations.finish(ordered.table());
                        case VERIFY -> migrations.verify(ordered.table(), ordered.engine());
                    };
            return new TasksReply(List.of(task));
        }
        throw new AssertionError(question);
    }

    private CompletableFuture<Message> told(CompletableFuture<Message> answer) {
        return answer.exceptionally(thrown -> {
            Throwable why = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            if (why instanceof Migrations.Refused refused) {
                return new Failure(refused.code(), Outcome.REJECTED, refused.getMessage() + ". Nothing was changed");
            }
            if (why instanceof MoveWaits) {
                return new Failure(
                        ErrorCode.STORAGE_FAILED, Outcome.NOT_DONE, why.getMessage() + ". Nothing was changed");
            }
            LOG.error("order about a move not carried out", why);
            return new Failure(ErrorCode.STORAGE_FAILED, Outcome.UNKNOWN, self + " met a defect: " + why);
        });
    }
}
