package org.armature.node;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.TransferMessage;
import org.armature.replication.TableSpec;
import org.armature.ring.Ownership;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** What happens to a shard. */
public sealed interface Event {
    /** The first event of a shard's life; again whenever stores can be read that could not be before. */
    record StoresOpened() implements Event {}

    /** A client asks. */
    record GetAsked(ReplyTo replyTo, Position position, Message.Get get) implements Event {}

    record PutAsked(ReplyTo replyTo, Position position, Message.Put put) implements Event {}

    /** Another node asks this one to coordinate a put. */
    record PutForwarded(ReplyTo replyTo, Position position, NodeId from, Message.ForwardedPut forwarded)
            implements Event {}

    /** Another node's coordinator asks this replica. */
    record ReplicaPutAsked(ReplyTo replyTo, Position position, NodeId from, Message.ReplicaPut put) implements Event {}

    record ReplicaGetAsked(ReplyTo replyTo, Position position, NodeId from, Message.ReplicaGet get) implements Event {}

    /** Another node asks whether this shard still works. */
    record PingAsked(ReplyTo replyTo, Message.Ping ping) implements Event {}

    /** The answer to a {@link Effect.Send}. */
    record Answered(NodeId from, long call, Message answer) implements Event {}

    /** A {@link Effect.Send} could not be sent, and no answer will come. */
    record SendRefused(NodeId to, long call) implements Event {}

    record PeerUp(NodeId peer) implements Event {}

    /** It answers, but late: better not chosen where there is a choice. */
    record PeerSlow(NodeId peer) implements Event {}

    /**
     * A node, this one perhaps, exchanges the engine of these tables: its stores answer late, so that it is better not
     * chosen for them where there is a choice.
     *
     * @param untilNanos monotonic time from which on that is over; of the past if it is over now
     */
    record TablesAvoided(NodeId node, Set<TableName> tables, long untilNanos) implements Event {}

    /** What was asked of it and not answered will not be. */
    record PeerDown(NodeId peer) implements Event {}

    /** @param stored the bytes as they were written; empty if there is nothing */
    record RecordRead(long operation, Optional<Bytes> stored) implements Event {}

    record RecordWritten(long operation) implements Event {}

    /** @param stores all that exist of this shard's partitions, of tables that are configured or not */
    record StoresListed(long operation, List<FoundStore> stores) implements Event {}

    /** @param bytes of keys and values, as the engine knows them */
    record FoundStore(TableName table, int partition, long entries, long bytes) {}

    /** @param end whether there is nothing behind these */
    record StoreScanned(long operation, List<FoundEntry> entries, boolean end) implements Event {}

    record FoundEntry(StoreKey key, Bytes value) {}

    /**
     * @param entries of both engines that were compared, equal ones once
     * @param bytes of their keys and values
     * @param differing keys that one engine lacks or has otherwise, in ring order
     * @param last the last key compared; empty if there was none
     * @param end whether neither engine has anything behind it
     */
    record StoresCompared(
            long operation, long entries, long bytes, List<StoreKey> differing, Optional<StoreKey> last, boolean end)
            implements Event {}

    /**
     * @param differed whether the other engine had something else
     * @param bytes that it was given
     */
    record RecordMatched(long operation, boolean differed, long bytes) implements Event {}

    /**
     * A store shall be gone through once, and compared with what the other engine has that its table is moved to or from;
     * {@link Effect.PassEnded} tells what was found. Passes wait for one another.
     *
     * @param pass names it
     * @param mends whether the other engine is given what it lacks
     */
    record PassAsked(long pass, TableName table, StoreKind kind, int partition, boolean mends) implements Event {}

    /** The pass shall end soon, if it has not; it is told as one that was not completed. */
    record PassStopped(long pass) implements Event {}

    /** A read, a write or a scan failed; a write may have happened all the same. */
    record StorageFailed(long operation, ErrorCode code, String message) implements Event {}

    /** The ring was changed, or its places have moved on; the same for all shards of a node. */
    record RingChanged(Ownership ownership) implements Event {}

    /**
     * The tables of this node are configured otherwise; the same for all shards of a node. Requests under way end by what
     * they began with. Tables that come, or have another N, are taken up once the ring stands: a place that moves takes
     * along the tables there were when its move began.
     */
    record TablesChanged(SortedMap<TableName, TableSpec> tables) implements Event {
        public TablesChanged {
            tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        }
    }

    /** Another node hands a place over, or compares what it holds. */
    record TransferAsked(ReplyTo replyTo, NodeId from, TransferMessage message) implements Event {}

    /** Another owner of a partition compares what both hold of it. */
    record ExchangeAsked(ReplyTo replyTo, NodeId from, RepairMessage.Request request) implements Event {}

    /** Another node wants deleted data removed, see {@link ReapingMessage}. */
    record ReapingAsked(ReplyTo replyTo, NodeId from, ReapingMessage.Request request) implements Event {}

    /**
     * This shard's partitions of a table shall be compared with their other owners, whenever they were last.
     *
     * @param order names it; {@link Effect.RepairEnded} tells what was found
     * @param partition one of this shard's; empty for all
     * @param mends whether what differs is repaired
     */
    record RepairAsked(long order, TableName table, OptionalInt partition, boolean mends) implements Event {}

    /** The order shall end now, if it has not. */
    record RepairStopped(long order) implements Event {}

    /** What {@link Effect.KeepCustody} named survives a crash. */
    record CustodyKept(long operation) implements Event {}

    /** What {@link Effect.KeepReapEpoch} named survives a crash. */
    record ReapEpochKept(long operation) implements Event {}

    /** It could not be written; it may be there all the same. */
    record ReapEpochRefused(long operation, String why) implements Event {}

    record CustodyRefused(long operation, String why) implements Event {}

    /** Transfers stop before their next page, or go on. */
    record TransfersPaused(boolean paused) implements Event {}

    /** Copies that places have left behind are not removed for now, or are again. */
    record LeftoversPaused(boolean paused) implements Event {}

    /** The time a {@link Effect.WakeAt} named has come. */
    record TimePassed() implements Event {}

    /** The shard may use the key epochs from {@code from} up to but not including {@code to}; they were never used. */
    record EpochsGranted(long from, long to) implements Event {}
}
