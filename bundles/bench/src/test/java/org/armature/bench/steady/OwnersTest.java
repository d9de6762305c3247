package org.armature.bench.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final NodeId D = new NodeId("d");

    /** What the member answers, one after the other; the last one for ever. */
    private static Copies copies(Set<NodeId> holders, List<List<NodeId>> lists) {
        Deque<List<NodeId>> answers = new ArrayDeque<>(lists);
        return new Owners(
                        3,
                        key -> answers.size() > 1 ? answers.remove() : answers.element(),
                        (node, key) -> holders.contains(node))
                .copies(7);
    }

    @Test
    void aKeyIsWholeWhenEachOwnerHoldsItWhateverFallbacksHold() {
        assertEquals(Copies.ALL, copies(Set.of(A, B, C), List.of(List.of(A, B, C, D))));
    }

    @Test
    void anOwnerThatLacksItCountsThoughAnotherNodeHoldsIt() {
        assertEquals(Copies.TOO_FEW, copies(Set.of(A, B, D), List.of(List.of(A, B, C, D))));
    }

    @Test
    void fewerOwnersThanNAreTooFew() {
        assertEquals(Copies.TOO_FEW, copies(Set.of(A, B), List.of(List.of(A, B))));
    }

    @Test
    void aNodeThatWasNoOwnerAnyMoreMayLackItIfItsSuccessorHoldsIt() {
        assertEquals(Copies.ALL, copies(Set.of(A, B, D), List.of(List.of(A, B, C), List.of(A, B, D))));
    }

    @Test
    void ownersThatChangeEachTimeLeaveItUnknown() {
        List<List<NodeId>> changing = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            changing.add(i % 2 == 0 ? List.of(A, B, C) : List.of(A, C, B));
        }
        assertEquals(Copies.UNKNOWN, copies(Set.of(A, B), changing));
    }

    @Test
    void aNodeThatDoesNotAnswerLeavesItUnknown() {
        Owners owners = new Owners(3, key -> List.of(A, B, C), (node, key) -> {
            throw new StoreException.Unavailable(ErrorCode.UNAVAILABLE, "no answer");
        });
        assertEquals(Copies.UNKNOWN, owners.copies(7));
    }
}
