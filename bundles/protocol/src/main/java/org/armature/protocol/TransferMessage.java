package org.armature.protocol;

import java.util.List;
import java.util.SortedSet;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/**
 * What nodes say when a place of preference lists goes from one holder to the next (Dynamo §4.9: offered, transferred
 * upon confirmation). The one who has the data asks, the one who gets it answers.
 */
public sealed interface TransferMessage extends Message {
    /**
     * One move of a transition.
     *
     * @param changeEpoch at which the transition was committed
     * @param n of the tables it concerns
     * @param number of the move among those of this n
     * @param back whether it is taken back
     * @param partition the slice of the ring that its keys lie in
     */
    record MoveName(long changeEpoch, int n, int number, boolean back, int partition) {}

    /** What is asked of the other side. */
    sealed interface Request extends TransferMessage {
        /** Whose shard takes the message. */
        int partition();
    }

    /** Asked by who has the data of who gets it. */
    sealed interface MoveRequest extends Request {
        MoveName move();

        @Override
        default int partition() {
            return move().partition();
        }
    }

    /**
     * Begins the move, or begins it anew.
     *
     * @param session drawn by the sender; messages of earlier ones are void from now on
     */
    record TransferOffer(MoveName move, long session) implements MoveRequest {}

    /**
     * @param holds the receiver has confirmed the move before: it is the holder
     * @param empty it has nothing yet of the partition, so records need not be compared first
     */
    record TransferOfferTaken(boolean holds, boolean empty) implements TransferMessage {}

    /** Store these, merged with what is there, whether or not you own them. Answered by ReplicaStored. */
    record TransferRecords(MoveName move, long session, TableName table, List<KeyedRecord> records)
            implements MoveRequest {}

    /** @param record as {@link RecordCodec} encodes it */
    record KeyedRecord(Key key, Bytes record) {}

    /** The receiver has everything: it shall confirm, durably, that it holds the place. */
    record TransferComplete(MoveName move, long session) implements MoveRequest {}

    /** @param missing from whom the receiver still waits for their part; empty if it holds the place from now on */
    record TransferAnswer(SortedSet<NodeId> missing) implements TransferMessage {}

    /**
     * Which of these does the receiver not hold?
     *
     * @param partition that the keys lie in
     */
    record CompareRecords(TableName table, int partition, List<KeyedDigest> records) implements Request {}

    /** @param digest as {@link RecordDigest} makes it */
    record KeyedDigest(Key key, Bytes digest) {}

    /** @param numbers of those that the receiver lacks, or knows less of than the sender, from 0, ascending */
    record RecordsLacking(List<Integer> numbers) implements TransferMessage {}

    /**
     * In answer to a request for replicas: the receiver was the holder, and has handed its place over.
     *
     * @param to who holds it now
     */
    record Moved(MoveName move, NodeId to) implements TransferMessage {}
}
