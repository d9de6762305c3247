package org.armature.protocol;

import static org.armature.protocol.Samples.A;
import static org.armature.protocol.Samples.ACTOR_A;
import static org.armature.protocol.Samples.ACTOR_B;
import static org.armature.protocol.Samples.B;
import static org.armature.protocol.Samples.CART;
import static org.armature.protocol.Samples.KEY;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.armature.model.Key;
import org.armature.protocol.ReapingMessage.Reaping;
import org.armature.protocol.ReceiptMessage.Holding;
import org.armature.protocol.ReceiptMessage.HoldingState;

/** What {@link Samples} has of the removal of deleted data. */
final class ReapingSamples {
    private static final RepairMessage.Place PLACE = new RepairMessage.Place(CART, 3, 1L << 40, 1L << 33);

    private ReapingSamples() {}

    static List<Message> messages() {
        return List.of(
                new ReapingMessage.RaiseEpoch(65_535, 1L << 40, Long.MAX_VALUE, 1L << 33),
                new ReapingMessage.RaiseEpoch(0, 1, 0, 0),
                new ReapingMessage.EpochRaised("it keeps 3 hints of epoch 7"),
                new ReapingMessage.EpochRaised(""),
                new ReapingMessage.HeldAsked(
                        CART,
                        65_535,
                        1L << 40,
                        List.of(
                                new RepairMessage.KeyedHash(KEY, Long.MIN_VALUE),
                                new RepairMessage.KeyedHash(Key.utf8("bob"), 7))),
                new ReapingMessage.HeldAsked(CART, 0, 1, List.of()),
                new ReapingMessage.HeldAlike(List.of(0, 1, 65_535)),
                new ReapingMessage.HeldAlike(List.of()),
                new ReapingMessage.Reap(
                        CART,
                        65_535,
                        1L << 40,
                        1L << 33,
                        List.of(
                                new Reaping(KEY, -2, new TreeSet<>()),
                                new Reaping(Key.utf8("bob"), 7, new TreeSet<>(List.of(ACTOR_A, ACTOR_B))))),
                new ReapingMessage.Reap(CART, 0, 1, 0, List.of()),
                new ReapingMessage.Reaped(List.of(1)),
                new ReapingMessage.Reaped(List.of()),
                new ReapingMessage.StaleEpoch(65_535, 1L << 33),
                new ReapingMessage.StaleEpoch(0, 0),
                new RepairMessage.CompareTrees(PLACE, 1, 0),
                new RepairMessage.RecordsTold(1, List.of(), 1L << 33));
    }

    /** What operators ask of it. */
    static List<Message> receipts() {
        return List.of(
                new ReceiptMessage.ReceiptAsked(true, CART, KEY, Samples.REQUEST),
                new ReceiptMessage.ReceiptTold(List.of(
                        new Holding(A, true, HoldingState.REAPED, OptionalLong.of(1_700_000_000_000L)),
                        new Holding(B, false, HoldingState.HELD, OptionalLong.empty()),
                        new Holding(B, true, HoldingState.REPLACED, OptionalLong.empty()),
                        new Holding(B, true, HoldingState.OTHER, OptionalLong.empty()),
                        new Holding(B, true, HoldingState.NOTHING, OptionalLong.empty()),
                        new Holding(B, true, HoldingState.SILENT, OptionalLong.empty()))),
                new ReceiptMessage.ReapingsAsked(true, true),
                new ReceiptMessage.ReapingsAsked(false, false),
                new ReceiptMessage.ReapingsTold(
                        List.of(new ReceiptMessage.NodeReaping(
                                A, 1L << 33, 2, 10_000, 3, 1, 77, List.of("waits for b-2, which is down"))),
                        List.of(new ReceiptMessage.PartitionReaping(
                                A, 65_535, 1L << 33, 8, 2, 10_000, 3, 77, "waits for b-2, which is down")),
                        List.of(B)),
                new ReceiptMessage.ReapingsTold(List.of(), List.of(), List.of()));
    }
}
