package org.armature.protocol;

import static org.armature.protocol.Samples.ACTOR_A;
import static org.armature.protocol.Samples.ACTOR_B;
import static org.armature.protocol.Samples.CART;
import static org.armature.protocol.Samples.KEY;

import java.util.List;
import java.util.TreeSet;
import org.armature.model.Key;
import org.armature.protocol.ReapingMessage.Reaping;

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
}
