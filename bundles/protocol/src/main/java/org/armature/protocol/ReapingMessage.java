package org.armature.protocol;

import java.util.List;
import java.util.SortedSet;
import org.armature.model.ActorId;
import org.armature.model.Key;
import org.armature.model.TableName;

/**
 * What nodes say before deleted data is removed for good, and entries of long version vectors with it. First every owner
 * confirms what it holds of a key; then every member of the ring, up or down, that nothing of earlier reap epochs of the
 * partition is on its way any more: no hint, no put, no copy of a place it gave away; then all refuse what still carries an
 * earlier epoch; and only then the owners remove.
 */
public sealed interface ReapingMessage extends Message {
    sealed interface Request extends ReapingMessage {
        /** To which the shard that answers belongs. */
        int partition();
    }

    /**
     * From now on this is the partition's reap epoch. Answered by {@link EpochRaised}.
     *
     * @param ringEpoch by which the sender chose whom to ask, settled
     * @param raised what is kept or begun from now on is of this epoch, at least
     * @param settled nothing of epochs before this one is anywhere any more, as every member has said; 0 if none did yet.
     *     Whatever carries an earlier one is refused from now on
     */
    record RaiseEpoch(int partition, long ringEpoch, long raised, long settled) implements Request {}

    /** @param waitsFor why something of an earlier epoch may still be on its way, as half a sentence; empty if nothing is */
    record EpochRaised(String waitsFor) implements ReapingMessage {}

    /** Is this what you hold of these keys, surviving a power loss? Answered by {@link HeldAlike}. */
    record HeldAsked(TableName table, int partition, long ringEpoch, List<RepairMessage.KeyedHash> keys)
            implements Request {}

    /** @param numbers of those asked for of which that is so, ascending from 0 */
    record HeldAlike(List<Integer> numbers) implements ReapingMessage {}

    /**
     * Remove these, or shorten their vectors, if they are still as named. Answered by {@link Reaped}.
     *
     * @param settled the reap epoch for which every member has confirmed
     */
    record Reap(TableName table, int partition, long ringEpoch, long settled, List<Reaping> keys) implements Request {}

    /**
     * @param hash of what is held, as in a hash tree
     * @param dropped entries to be taken out of the version vector; none to remove the record
     */
    record Reaping(Key key, long hash, SortedSet<ActorId> dropped) {
        public boolean isRemoval() {
            return dropped.isEmpty();
        }
    }

    /** @param numbers of those asked for that are done, ascending from 0 */
    record Reaped(List<Integer> numbers) implements ReapingMessage {}

    /**
     * What was sent carries an earlier reap epoch than is settled: it was not stored. Instead of ReplicaStored. The sender
     * sends what it holds now, or nothing.
     *
     * @param settled the receiver's for the partition
     */
    record StaleEpoch(int partition, long settled) implements ReapingMessage {}
}
