package org.armature.node;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.model.VersionSet;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.RecordDigest;
import org.armature.protocol.TransferMessage;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.RecordChange;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;

/** What this node does for other nodes' coordinators: as an owner, or as a fallback that stands in for one. */
final class Replicas {
    /** Twice what clients of this node may take, so that other nodes' coordinators are refused last. */
    static final int MAX_TURNS_PER_CALL = 8;

    private final ShardSettings settings;
    private final View view;
    private final RecordTurns<LocalCopy> objects;
    private final Hints hints;
    private final RecordReads reads;
    private final Doubts doubts;
    private final ReapEpochs epochs;
    private final EventTime time;
    private final Outbox outbox;

    Replicas(
            ShardSettings settings,
            View view,
            RecordTurns<LocalCopy> objects,
            Hints hints,
            RecordReads reads,
            Doubts doubts,
            ReapEpochs epochs,
            EventTime time,
            Outbox outbox) {
        this.settings = settings;
        this.view = view;
        this.objects = objects;
        this.hints = hints;
        this.reads = reads;
        this.doubts = doubts;
        this.epochs = epochs;
        this.time = time;
        this.outbox = outbox;
    }

    void on(Event.ReplicaPutAsked asked) {
        outbox.count(Counter.REPLICA_PUTS);
        ReplyTo sender = asked.replyTo();
        int waiting = objects.requestsUnderWay() + hints.underWay();
        if (waiting >= MAX_TURNS_PER_CALL * settings.maxCalls()) {
            outbox.fail(
                    sender,
                    ErrorCode.OVERLOADED,
                    Outcome.NOT_DONE,
                    view.self() + " has " + waiting + " writes waiting and takes no more");
            return;
        }
        Message.ReplicaPut put = asked.put();
        located(sender, put.table(), put.key(), asked.position()).ifPresent(at -> {
            if (put.hintFor().isPresent()) {
                keepFor(put.hintFor().get(), at, put, sender);
            } else if (view.owns(at)) {
                objects.submit(at, merge(at, put), at.durability(put.lasting()), new Ending(sender, at));
            } else {
                notHeld(sender, at);
            }
        });
    }

    /** Who has heard of a move later than this node is told of it. */
    private void notHeld(ReplyTo sender, Located at) {
        Optional<TransferMessage.Moved> moved = view.gaveAway(at);
        if (moved.isPresent()) {
            outbox.count(Counter.MOVED_TOLD);
            outbox.reply(sender, moved.get());
        } else {
            notOwner(sender, view.self(), at);
        }
    }

    private RecordChange<LocalCopy> merge(Located at, Message.ReplicaPut put) {
        MergeChange merge = new MergeChange(put.record(), at.table().reconciliation(), time.wallMillis());
        return epochs.guard(at.partition(), put.reapEpoch(), merge);
    }

    private void keepFor(NodeId owner, Located at, Message.ReplicaPut put, ReplyTo sender) {
        Bytes record = put.record();
        if (!view.preferenceList(at).owners().contains(owner)) {
            notOwner(sender, owner, at);
        } else if (view.owns(at)) {
            outbox.reject(
                    sender,
                    ErrorCode.BAD_REQUEST,
                    view.self() + " owns partition " + at.partition() + " itself and keeps no hint for " + owner);
        } else if (view.isLeaving()) {
            outbox.reject(
                    sender,
                    ErrorCode.WRONG_EPOCH,
                    view.self() + " leaves the ring and keeps nothing for others any more");
        } else if (put.reapEpoch() < epochs.settled(at.partition())) {
            outbox.reply(sender, epochs.stale(at.partition()));
        } else if (!hints.hasRoomFor(record.length())) {
            outbox.count(Counter.HINTS_REFUSED);
            outbox.fail(sender, ErrorCode.HINTS_FULL, Outcome.NOT_DONE, hints.fullness());
        } else {
            hints.keep(
                    at,
                    owner,
                    record.length(),
                    merge(at, put),
                    put.reapEpoch(),
                    at.durability(put.lasting()),
                    oldest -> {},
                    new Ending(sender, at));
        }
    }

    private void notOwner(ReplyTo sender, NodeId node, Located at) {
        outbox.count(Counter.REPLICA_REFUSED);
        outbox.noticeOnce(
                "owner " + node,
                ErrorCode.NOT_OWNER,
                "another node takes " + node + " for an owner of " + at + ", which it is not in ring epoch "
                        + view.epoch() + ": nodes may know different rings");
        outbox.fail(
                sender,
                ErrorCode.NOT_OWNER,
                Outcome.NOT_DONE,
                node + " does not own partition " + at.partition() + " in ring epoch " + view.epoch());
    }

    private final class Ending implements RecordTurns.Ending<LocalCopy> {
        private final ReplyTo sender;
        private final Located at;

        Ending(ReplyTo sender, Located at) {
            this.sender = sender;
            this.at = at;
        }

        @Override
        public void done(Optional<LocalCopy> copy, boolean changed) {
            outbox.reply(sender, new Message.ReplicaStored());
        }

        @Override
        public void refused(ErrorCode code, String message) {
            if (code == ErrorCode.STALE_EPOCH) {
                outbox.count(Counter.STALE_REFUSED);
                outbox.reply(sender, epochs.stale(at.partition()));
            } else {
                outbox.reject(sender, code, message);
            }
        }

        @Override
        public void failed(ErrorCode code, String message, boolean maybeWritten) {
            if (code == ErrorCode.MOVED && view.gaveAway(at).isPresent()) {
                notHeld(sender, at);
                return;
            }
            outbox.fail(sender, code, maybeWritten ? Outcome.UNKNOWN : Outcome.NOT_DONE, message);
        }
    }

    void on(Event.ReplicaGetAsked asked) {
        outbox.count(Counter.REPLICA_GETS);
        ReplyTo sender = asked.replyTo();
        Message.ReplicaGet get = asked.get();
        located(sender, get.table(), get.key(), asked.position()).ifPresent(at -> {
            if (!view.owns(at) && (get.standsInFor().isEmpty() || !view.isFallback(at))) {
                notHeld(sender, at);
                return;
            }
            reads.read(at, view.keptIn(at), new RecordReads.Reading() {
                @Override
                public void found(Optional<Bytes> record) {
                    answer(sender, record, get.digestAbove(), doubts.contains(at));
                }

                @Override
                public void failed(ErrorCode code, String message) {
                    if (code == ErrorCode.MOVED && view.gaveAway(at).isPresent()) {
                        notHeld(sender, at);
                    } else {
                        outbox.fail(sender, code, Outcome.NOT_DONE, message);
                    }
                }
            });
        });
    }

    private void answer(ReplyTo sender, Optional<Bytes> record, int digestAbove, boolean doubtful) {
        if (digestAbove == 0 || record.isEmpty() || record.get().length() <= digestAbove) {
            outbox.reply(sender, new Message.ReplicaRecord(record, doubtful));
            return;
        }
        try {
            VersionSet set = RecordCodec.decode(record.get());
            outbox.reply(sender, new Message.ReplicaDigest(RecordDigest.of(set), doubtful));
        } catch (ProtocolException damaged) {
            outbox.fail(sender, damaged.code(), Outcome.NOT_DONE, damaged.getMessage());
        }
    }

    private Optional<Located> located(ReplyTo sender, TableName name, Key key, Position position) {
        Optional<TableSpec> table = view.table(name);
        if (table.isEmpty()) {
            outbox.count(Counter.REPLICA_REFUSED);
            outbox.noticeOnce(
                    "table " + name,
                    ErrorCode.NO_SUCH_TABLE,
                    "another node asks for table " + name + ", which is not configured here");
            outbox.fail(sender, ErrorCode.NO_SUCH_TABLE, Outcome.NOT_DONE, view.self() + " has no table " + name);
            return Optional.empty();
        }
        return Optional.of(Located.of(table.get(), key, position, position.partitionOf(view.partitions())));
    }
}
