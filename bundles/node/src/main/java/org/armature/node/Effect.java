package org.armature.node;

import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;

/** What a shard wants done; carried out in the order given. */
public sealed interface Effect {
    record Reply(ReplyTo to, Message message) implements Effect {}

    /** @param call comes back in the {@link Event.Answered} */
    record Send(NodeId to, long call, Message message) implements Effect {}

    record ReadRecord(long operation, TableName table, int partition, StoreKey key) implements Effect {}

    record WriteRecord(long operation, TableName table, int partition, StoreKey key, Bytes value, Durability durability)
            implements Effect {}

    /** Tell {@link Event.TimePassed} at this monotonic time; replaces an earlier wish. */
    record WakeAt(long monoNanos) implements Effect {}

    /** Grant more key epochs with {@link Event.EpochsGranted}. */
    record ReserveEpochs() implements Effect {}

    /** An operator should know: for the log, once. */
    record Notice(ErrorCode code, String message) implements Effect {}
}
