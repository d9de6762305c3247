package org.armature.node;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;

/** What this node does as an owner for other nodes' coordinators. */
final class Replicas {
    /** Twice what clients of this node may take, so that other nodes' coordinators are refused last. */
    static final int MAX_TURNS_PER_CALL = 8;

    private final ShardSettings settings;
    private final View view;
    private final RecordTurns turns;
    private final RecordReads reads;
    private final Outbox outbox;

    Replicas(ShardSettings settings, View view, RecordTurns turns, RecordReads reads, Outbox outbox) {
        this.settings = settings;
        this.view = view;
        this.turns = turns;
        this.reads = reads;
        this.outbox = outbox;
    }

    void on(Event.ReplicaPutAsked asked) {
        outbox.count(Counter.REPLICA_PUTS);
        ReplyTo sender = asked.replyTo();
        if (turns.underWay() >= MAX_TURNS_PER_CALL * settings.maxCalls()) {
            outbox.fail(
                    sender,
                    ErrorCode.OVERLOADED,
                    Outcome.NOT_DONE,
                    view.self() + " has " + turns.underWay() + " writes waiting and takes no more");
            return;
        }
        owned(sender, asked.put().table(), asked.put().key(), asked.position())
                .ifPresent(at -> turns.submit(at, new MergeChange(asked.put().record()), new RecordTurns.Ending() {
                    @Override
                    public void done(LocalCopy copy, boolean changed) {
                        outbox.reply(sender, new Message.ReplicaStored());
                    }

                    @Override
                    public void refused(ErrorCode code, String message) {
                        outbox.reject(sender, code, message);
                    }

                    @Override
                    public void failed(ErrorCode code, String message, boolean maybeWritten) {
                        outbox.fail(sender, code, maybeWritten ? Outcome.UNKNOWN : Outcome.NOT_DONE, message);
                    }
                }));
    }

    void on(Event.ReplicaGetAsked asked) {
        outbox.count(Counter.REPLICA_GETS);
        ReplyTo sender = asked.replyTo();
        owned(sender, asked.get().table(), asked.get().key(), asked.position())
                .ifPresent(at -> reads.read(at, new RecordReads.Reading() {
                    @Override
                    public void found(Optional<Bytes> record) {
                        outbox.reply(sender, new Message.ReplicaRecord(record));
                    }

                    @Override
                    public void failed(ErrorCode code, String message) {
                        outbox.fail(sender, code, Outcome.NOT_DONE, message);
                    }
                }));
    }

    /** A node never answers as owner for what it does not own in its ring. */
    private Optional<Located> owned(ReplyTo sender, TableName name, Key key, Position position) {
        Optional<TableSpec> table = view.table(name);
        if (table.isEmpty()) {
            outbox.fail(sender, ErrorCode.NO_SUCH_TABLE, Outcome.NOT_DONE, view.self() + " has no table " + name);
            return Optional.empty();
        }
        Located at = Located.of(table.get(), key, position, view.ring().partitionOf(position));
        if (!view.preferenceList(at).owners().contains(view.self())) {
            outbox.fail(
                    sender,
                    ErrorCode.NOT_OWNER,
                    Outcome.NOT_DONE,
                    view.self() + " does not own partition " + at.partition() + " in ring epoch "
                            + view.ring().epoch());
            return Optional.empty();
        }
        return Optional.of(at);
    }
}
