package org.armature.node;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** What a shard wants done; carried out in the order given. */
public sealed interface Effect {
    record Reply(ReplyTo to, Message message) implements Effect {}

    /** @param call comes back in the {@link Event.Answered} */
    record Send(NodeId to, long call, Message message) implements Effect {}

    record ReadRecord(long operation, TableName table, StoreKind kind, int partition, StoreKey key) implements Effect {}

    /** @param value empty to remove the key */
    record WriteRecord(
            long operation,
            TableName table,
            StoreKind kind,
            int partition,
            StoreKey key,
            Optional<Bytes> value,
            Durability durability)
            implements Effect {}

    /** Tell the stores of one kind in {@link Event.StoresListed}. */
    record ListStores(long operation, StoreKind kind) implements Effect {}

    /**
     * Tell the next entries of a store in {@link Event.StoreScanned}.
     *
     * @param after the last key seen; empty to begin
     * @param maxEntries from 1
     * @param maxBytes of values, after which no more are told; at least one is
     */
    record ScanStore(
            long operation,
            TableName table,
            StoreKind kind,
            int partition,
            Optional<StoreKey> after,
            int maxEntries,
            int maxBytes)
            implements Effect {}

    /** See that everything written to the table before this survives a power loss; {@link Event.RecordWritten} tells. */
    record SyncTable(long operation, TableName table) implements Effect {}

    /**
     * Tell in {@link Event.StoresCompared} how the next entries of a store differ from what the other engine has that the
     * table is moved to or from.
     *
     * @param after the last key seen; empty to begin
     * @param maxEntries from 1, of both engines together
     * @param maxBytes of keys and values, after which no more are compared; at least one entry is
     */
    record CompareStore(
            long operation,
            TableName table,
            StoreKind kind,
            int partition,
            Optional<StoreKey> after,
            int maxEntries,
            int maxBytes)
            implements Effect {}

    /**
     * See whether the other engine has under the key what the serving one has; {@link Event.RecordMatched} tells. Wanted in
     * the key's turn only, so that nothing changes it meanwhile.
     *
     * @param mends whether the other engine shall have it from then on
     */
    record MatchRecord(long operation, TableName table, StoreKind kind, int partition, StoreKey key, boolean mends)
            implements Effect {}

    /**
     * Keep the bytes of a record that can't be read any more, for whoever looks into why, before anything is written over it.
     * Told again whenever it is met again; that it can't be kept changes nothing else.
     */
    record SetAside(TableName table, StoreKind kind, int partition, StoreKey key, Bytes stored, String why)
            implements Effect {}

    /**
     * Remember, and give to the shard's next life, how far its places have been read through. It need not survive a power
     * loss: without it they are read anew.
     */
    record ScrubReached(SortedMap<TreeName, ScrubPlace> places) implements Effect {
        public ScrubReached {
            places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
        }
    }

    /** The pass that an {@link Event.PassAsked} wanted has ended. */
    record PassEnded(long pass, PassReport report) implements Effect {}

    /** What an {@link Event.RepairAsked} wanted has ended. */
    record RepairEnded(long order, RepairReport report) implements Effect {}

    /** Tell {@link Event.TimePassed} at this monotonic time; replaces an earlier wish. */
    record WakeAt(long monoNanos) implements Effect {}

    /** Grant more key epochs with {@link Event.EpochsGranted}. */
    record ReserveEpochs() implements Effect {}

    /**
     * Remember this about a move, forced, and tell {@link Event.CustodyKept}; or {@link Event.CustodyRefused} if the ring
     * has another transition by now.
     */
    record KeepCustody(long operation, MoveName move, Custody custody) implements Effect {}

    enum Custody {
        /** This node may be about to lose the place: after a crash it asks before it acts as the holder. */
        FENCED,
        /** This node holds the place from now on, whichever way the move went. */
        TAKEN
    }

    /**
     * Remember the partition's reap epochs, forced, and tell {@link Event.ReapEpochKept}. Both only rise.
     *
     * @param epoch of this partition, in place of what was kept before
     */
    record KeepReapEpoch(long operation, int partition, ReapEpoch epoch) implements Effect {}

    /**
     * What was deleted of this key is removed for good by this node, an owner; what has expired is not told of. To be written
     * down before the removal, which comes after it, is carried out: who dies between the two has said too much, and says
     * better when asked, since the data is still there; the other way round nobody would ever know.
     *
     * @param writes the deletions
     * @param wallMillis when
     */
    record NoteReaped(TableName table, Key key, List<RequestId> writes, long wallMillis) implements Effect {
        public NoteReaped {
            writes = List.copyOf(writes);
        }
    }

    /** Another node may go by a later ring than this one: gossip with it at once. */
    record CompareRings(NodeId with) implements Effect {}

    /** An operator should know: for the log, once. */
    record Notice(ErrorCode code, String message) implements Effect {}
}
