package org.armature.node;

import java.util.Optional;
import java.util.function.Function;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message.Outcome;
import org.armature.replication.LocalCopy;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;

/** Takes in clients' requests: what is wrong or too much is refused, before anything is done for it. */
final class Admission {
    static final long MAX_DEADLINE_MILLIS = 600_000;

    /** Other nodes' coordinators send their share, and a slow disk keeps turns longer than calls wait for them. */
    static final int MAX_TURNS_PER_CALL = 4;

    private final View view;
    private final Calls calls;
    private final RecordTurns<LocalCopy> turns;
    private final Outbox outbox;

    Admission(View view, Calls calls, RecordTurns<LocalCopy> turns, Outbox outbox) {
        this.view = view;
        this.calls = calls;
        this.turns = turns;
        this.outbox = outbox;
    }

    /**
     * @param problem of what the request wishes, if there is one
     * @return empty if the client has been told why not
     */
    Optional<Located> admit(
            ReplyTo client,
            TableName name,
            Key key,
            Position position,
            long deadlineMillis,
            Function<TableSpec, Optional<String>> problem) {
        Optional<TableSpec> table = view.table(name);
        if (table.isEmpty()) {
            outbox.reject(
                    client,
                    ErrorCode.NO_SUCH_TABLE,
                    "there is no table " + name + " here; tables are " + view.tableNames());
            return Optional.empty();
        }
        Optional<String> wrong = problem.apply(table.get());
        if (wrong.isPresent()) {
            outbox.reject(client, ErrorCode.BAD_REQUEST, wrong.get());
            return Optional.empty();
        }
        if (deadlineMillis < 1 || deadlineMillis > MAX_DEADLINE_MILLIS) {
            outbox.reject(
                    client,
                    ErrorCode.BAD_REQUEST,
                    "the deadline is " + deadlineMillis + " ms, and must be 1 to " + MAX_DEADLINE_MILLIS);
            return Optional.empty();
        }
        if (calls.isFull() || turns.requestsUnderWay() >= MAX_TURNS_PER_CALL * calls.max()) {
            outbox.count(Counter.UNAVAILABLE);
            outbox.fail(
                    client,
                    ErrorCode.OVERLOADED,
                    Outcome.NOT_DONE,
                    view.self() + " has " + calls.requests()
                            + " requests under way and takes no more; nothing was done");
            return Optional.empty();
        }
        return Optional.of(Located.of(table.get(), key, position, position.partitionOf(view.partitions())));
    }
}
