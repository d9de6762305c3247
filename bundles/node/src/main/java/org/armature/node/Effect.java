package org.armature.node;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
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

    /** Tell the stores of hints in {@link Event.HintsListed}. */
    record ListHints(long operation) implements Effect {}

    /**
     * Tell the next hints of a store in {@link Event.HintsScanned}.
     *
     * @param after the last key seen; empty to begin
     * @param maxEntries from 1
     * @param maxBytes of values, after which no more are told; at least one is
     */
    record ScanHints(
            long operation, TableName table, int partition, Optional<StoreKey> after, int maxEntries, int maxBytes)
            implements Effect {}

    /** Tell {@link Event.TimePassed} at this monotonic time; replaces an earlier wish. */
    record WakeAt(long monoNanos) implements Effect {}

    /** Grant more key epochs with {@link Event.EpochsGranted}. */
    record ReserveEpochs() implements Effect {}

    /** An operator should know: for the log, once. */
    record Notice(ErrorCode code, String message) implements Effect {}
}
