package org.armature.protocol;

import java.util.List;
import java.util.Optional;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.TransferMessage.KeyedRecord;

/**
 * What two owners of a partition say when they compare what they hold (anti-entropy with Merkle trees, Dynamo §4.7): from the
 * root to branches, leaves, keys and records, each time only for what differed before. What is compared is what both own by
 * the ring epoch that is named.
 */
public sealed interface RepairMessage extends Message {
    /**
     * @param epoch of the ring, settled, by which both own it
     * @param reapEpoch the settled one of the partition as the asker knew it when it began, see {@link ReapingMessage}
     */
    record Place(TableName table, int partition, long epoch, long reapEpoch) {}

    /** What is asked of the other owner; answered by {@link NotComparable} if it can't say. */
    sealed interface Request extends RepairMessage {
        Place place();
    }

    /**
     * Are our trees equal?
     *
     * @param leaves of a tree, so that both divide the partition alike
     * @param root over the leaves that both own whole
     */
    record CompareTrees(Place place, int leaves, long root) implements Request {}

    /** @param branches the hashes of the root's children, in order; empty if the roots are equal */
    record TreesCompared(List<Long> branches) implements RepairMessage {}

    /** @param branches whose leaves to tell, ascending from 0 */
    record LeavesAsked(Place place, List<Integer> branches) implements Request {}

    /** @param hashes of the leaves of the branches asked for, in order */
    record LeavesTold(List<Long> hashes) implements RepairMessage {}

    /**
     * Which keys are there?
     *
     * @param leaves ascending, at least one
     * @param behind of these leaves, only keys that come after this one
     */
    record EntriesAsked(Place place, List<Integer> leaves, Optional<Key> behind) implements Request {}

    /** @param end whether there is nothing behind these in the leaves asked for */
    record EntriesTold(List<KeyedHash> entries, boolean end) implements RepairMessage {}

    /** @param hash what the key adds to its leaf */
    record KeyedHash(Key key, long hash) {}

    /** What is stored under these keys? */
    record RecordsAsked(Place place, List<Key> keys) implements Request {}

    /**
     * @param keys how many of those asked for were looked at, from the first; the others did not fit
     * @param records what is there of them
     * @param reapEpoch of the partition, settled, as the teller knew it
     */
    record RecordsTold(int keys, List<KeyedRecord> records, long reapEpoch) implements RepairMessage {}

    /** Store these, merged with what is there. Answered by ReplicaStored. */
    record RepairRecords(Place place, List<KeyedRecord> records) implements Request {}

    /**
     * The hashes of these leaves differed twice, though all their keys were alike: one of the trees is wrong. Work them out
     * anew from the store. Answered by ReplicaStored.
     *
     * @param leaves ascending, at least one
     */
    record LeavesDoubted(Place place, List<Integer> leaves) implements Request {}

    /** @param why as half a sentence, such as "its tree is being worked out" */
    record NotComparable(String why) implements RepairMessage {}
}
