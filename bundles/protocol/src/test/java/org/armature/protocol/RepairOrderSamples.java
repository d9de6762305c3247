package org.armature.protocol;

import static org.armature.protocol.Samples.A;
import static org.armature.protocol.Samples.B;
import static org.armature.protocol.Samples.CART;
import static org.armature.protocol.Samples.KEY;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;

/** What {@link Samples} has of what operators say of comparisons of replicas. */
final class RepairOrderSamples {
    private RepairOrderSamples() {}

    static List<Message> messages() {
        return List.of(
                new RepairOrderMessage.RepairOrdered(Optional.of(B), CART, OptionalInt.of(65_535), true),
                new RepairOrderMessage.RepairOrdered(Optional.empty(), CART, OptionalInt.empty(), false),
                new RepairOrderMessage.RepairBegun(
                        List.of(new Task(
                                "r-1@b-2",
                                "repair",
                                "shop/cart: 3 keys differed, 3 of them repaired",
                                TaskState.WAITING,
                                500,
                                new Amount(1, 2),
                                new Amount(9, 0),
                                4,
                                Optional.of(7L),
                                "b-2 is down")),
                        List.of(A)),
                new RepairOrderMessage.RepairBegun(List.of(), List.of()),
                new RepairOrderMessage.RepairStatusAsked(true, Optional.of(CART), true),
                new RepairOrderMessage.RepairStatusAsked(false, Optional.empty(), false),
                new RepairOrderMessage.RepairStatus(
                        List.of(new RepairOrderMessage.NodeTrees(A, 3, 2, "the disk is full")),
                        List.of(new RepairOrderMessage.TableComparisons(
                                A, CART, 24, 1, OptionalLong.of(61_000), 2, 5, 4, List.of("b-2 is down"))),
                        List.of(
                                new RepairOrderMessage.PartitionComparison(
                                        A, CART, 65_535, B, OptionalLong.of(0), 7, 2, 5, 4, ""),
                                new RepairOrderMessage.PartitionComparison(
                                        A, CART, 0, B, OptionalLong.empty(), 0, 0, 0, 0, "b-2 is down")),
                        List.of(B)),
                new RepairOrderMessage.DifferingKeysAsked("r-1@b-2"),
                new RepairOrderMessage.DifferingKeys(1L << 40, List.of(KEY)));
    }
}
