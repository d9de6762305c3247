package org.armature.protocol;

import static org.armature.protocol.Samples.CART;
import static org.armature.protocol.Samples.KEY;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.protocol.TransferMessage.KeyedRecord;

/** What {@link Samples} has of comparisons of replicas. */
final class RepairSamples {
    private static final RepairMessage.Place PLACE = new RepairMessage.Place(CART, 65_535, 1L << 40, 0);
    private static final KeyedRecord RECORD = new KeyedRecord(KEY, RecordCodec.encode(Samples.SET));

    private RepairSamples() {}

    static List<Message> messages() {
        return List.of(
                new RepairMessage.CompareTrees(PLACE, 1_024, Long.MIN_VALUE),
                new RepairMessage.TreesCompared(List.of()),
                new RepairMessage.TreesCompared(List.of(-1L, 0L, 7L)),
                new RepairMessage.LeavesAsked(PLACE, List.of(0, 31)),
                new RepairMessage.LeavesTold(List.of(5L, -5L)),
                new RepairMessage.EntriesAsked(PLACE, List.of(0, 65_535), Optional.empty()),
                new RepairMessage.EntriesAsked(PLACE, List.of(7), Optional.of(KEY)),
                new RepairMessage.EntriesTold(List.of(new RepairMessage.KeyedHash(KEY, -2)), true),
                new RepairMessage.EntriesTold(List.of(), false),
                new RepairMessage.RecordsAsked(PLACE, List.of(KEY, KEY)),
                new RepairMessage.RecordsTold(2, List.of(RECORD), 0),
                new RepairMessage.RepairRecords(PLACE, List.of(RECORD)),
                new RepairMessage.LeavesDoubted(PLACE, List.of(3, 4)),
                new RepairMessage.NotComparable("its tree is being worked out"),
                new Message.ReplicaRecord(Optional.empty(), true),
                new Message.ReplicaDigest(Bytes.utf8("0123456789abcdef"), true));
    }
}
