package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.replication.RecordChange.Decision;
import org.junit.jupiter.api.Test;

class HintChangesTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");

    @Test
    void whatIsKeptForTwoOwnersIsOneHintWithAllTheirVersions() {
        HintCopy first = stored(keep(A, 1).decide(Optional.empty()));
        HintCopy both = stored(keep(B, 2).decide(Optional.of(first)));
        assertEquals(new TreeSet<>(List.of(A, B)), both.owners());
        assertEquals(2, both.copy().orElseThrow().set().versions().size());
        assertEquals(2, both.generation());
    }

    @Test
    void theSameVersionAgainChangesNothingButForAnotherOwner() {
        HintCopy first = stored(keep(A, 1).decide(Optional.empty()));
        assertInstanceOf(RecordChange.Keep.class, keep(A, 1).decide(Optional.of(first)));
        assertEquals(
                new TreeSet<>(List.of(A, B)),
                stored(keep(B, 1).decide(Optional.of(first))).owners());
    }

    @Test
    void aDeliveryTakesAwayWhatItDelivered() {
        HintCopy both = stored(keep(B, 1).decide(Optional.of(stored(keep(A, 1).decide(Optional.empty())))));
        HintCopy left = stored(HintChanges.delivered(A, 2).decide(Optional.of(both)));
        assertEquals(new TreeSet<>(List.of(B)), left.owners());
        assertInstanceOf(RecordChange.Remove.class, HintChanges.delivered(B, 2).decide(Optional.of(left)));
    }

    @Test
    void aDeliveryDoesNotTakeAwayWhatCameAfterIt() {
        HintCopy first = stored(keep(A, 1).decide(Optional.empty()));
        HintCopy second = stored(keep(A, 2).decide(Optional.of(first)));
        assertInstanceOf(RecordChange.Keep.class, HintChanges.delivered(A, 1).decide(Optional.of(second)));
        HintCopy reference =
                stored(HintChanges.refer(A, HintChangesTest::first, 7).decide(Optional.empty()));
        HintCopy again = stored(HintChanges.refer(A, HintChangesTest::first, 7).decide(Optional.of(reference)));
        assertInstanceOf(RecordChange.Keep.class, HintChanges.delivered(A, 1).decide(Optional.of(again)));
    }

    @Test
    void aSecondDeliveryOfAHintThatIsGoneDoesNotTakeAwayTheNextOne() {
        HintCopy gone = stored(keep(A, 1).decide(Optional.empty()));
        HintCopy next =
                stored(HintChanges.refer(A, () -> gone.generation() + 1, 7).decide(Optional.empty()));
        assertInstanceOf(
                RecordChange.Keep.class,
                HintChanges.delivered(A, gone.generation()).decide(Optional.of(next)));
    }

    @Test
    void aDeliveryOfAHintThatIsGoneChangesNothing() {
        assertInstanceOf(RecordChange.Keep.class, HintChanges.delivered(A, 1).decide(Optional.empty()));
    }

    @Test
    void aReferenceHoldsNoCopy() {
        HintCopy reference =
                stored(HintChanges.refer(A, HintChangesTest::first, 7).decide(Optional.empty()));
        assertEquals(Optional.empty(), reference.copy());
    }

    @Test
    void whatIsKeptBesideAReferenceDoesNotReplaceIt() {
        HintCopy reference =
                stored(HintChanges.refer(A, HintChangesTest::first, 7).decide(Optional.empty()));
        HintCopy both = stored(keep(B, 1).decide(Optional.of(reference)));
        assertEquals(new TreeSet<>(List.of(A, B)), both.owners());
        assertEquals(1, both.copy().orElseThrow().set().versions().size());
        assertTrue(both.refers(), "a still lacks what this node's own copy held");
    }

    @Test
    void aReferenceBesideACopyIsRemembered() {
        HintCopy kept = stored(keep(A, 1).decide(Optional.empty()));
        assertFalse(kept.refers());
        HintCopy both = stored(HintChanges.refer(B, HintChangesTest::first, 7).decide(Optional.of(kept)));
        assertEquals(kept.copy(), both.copy());
        assertTrue(both.refers(), "b lacks what this node's own copy holds");
        assertTrue(stored(HintChanges.reroute(A, List.of(C)).decide(Optional.of(both)))
                .refers());
    }

    @Test
    void whatAHintReferredToItNeedsNoMoreOnceItKeepsItItself() {
        HintCopy reference =
                stored(HintChanges.refer(A, HintChangesTest::first, 7).decide(Optional.empty()));
        HintCopy kept = stored(HintChanges.keepItself(merge(1), 7).decide(Optional.of(reference)));
        assertFalse(kept.refers());
        assertEquals(1, kept.copy().orElseThrow().set().versions().size());
    }

    @Test
    void aHintForOneThatOwnsTheKeyNoMoreGoesToThoseWhoDo() {
        HintCopy hint = stored(keep(A, 1).decide(Optional.empty()));
        HintCopy rerouted = stored(HintChanges.reroute(A, List.of(B, C)).decide(Optional.of(hint)));
        assertEquals(new TreeSet<>(List.of(B, C)), rerouted.owners());
        assertEquals(hint.copy(), rerouted.copy());
        assertInstanceOf(
                RecordChange.Remove.class, HintChanges.reroute(A, List.of()).decide(Optional.of(hint)));
    }

    @Test
    void isOfTheEarliestReapEpochOfAllThatItKept() {
        HintCopy first = stored(keep(A, 1).decide(Optional.empty()));
        assertEquals(7, first.reapEpoch());
        assertEquals(7, stored(keepFrom(8, A, 2).decide(Optional.of(first))).reapEpoch());
        assertEquals(6, stored(keepFrom(6, A, 2).decide(Optional.of(first))).reapEpoch());
        assertEquals(
                5,
                stored(HintChanges.refer(B, HintChangesTest::first, 5).decide(Optional.of(first)))
                        .reapEpoch());
        assertEquals(
                4,
                stored(HintChanges.keepItself(merge(2), 4).decide(Optional.of(first)))
                        .reapEpoch());
        assertEquals(
                7,
                stored(HintChanges.reroute(A, List.of(B)).decide(Optional.of(first)))
                        .reapEpoch());
    }

    @Test
    void theSameVersionOfAnEarlierReapEpochMakesTheHintOne() {
        HintCopy first = stored(keep(A, 1).decide(Optional.empty()));
        assertInstanceOf(RecordChange.Keep.class, keepFrom(8, A, 1).decide(Optional.of(first)));
        assertEquals(3, stored(keepFrom(3, A, 1).decide(Optional.of(first))).reapEpoch());
    }

    @Test
    void isReadBackAsItWasWritten() throws ProtocolException {
        HintCopy hint = stored(keep(A, 1).decide(Optional.empty()));
        assertEquals(hint, HintCopy.decode(hint.encode()));
        HintCopy reference =
                stored(HintChanges.refer(A, HintChangesTest::first, 7).decide(Optional.empty()));
        assertEquals(reference, HintCopy.decode(reference.encode()));
        HintCopy both = stored(keep(B, 1).decide(Optional.of(reference)));
        assertEquals(both, HintCopy.decode(both.encode()));
    }

    private static RecordChange<HintCopy> keep(NodeId owner, int number) {
        return keepFrom(7, owner, number);
    }

    private static RecordChange<HintCopy> keepFrom(long reapEpoch, NodeId owner, int number) {
        return HintChanges.keep(owner, merge(number), HintChangesTest::first, reapEpoch);
    }

    private static MergeChange merge(int number) {
        Version version = new Version(
                new Dot(new ActorId(C, 1, number), 1), new RequestId(0, number), number, Optional.of(Bytes.utf8("v")));
        LocalCopy sent = LocalCopy.of(VersionSet.EMPTY.put(CausalPast.NOTHING, version), Optional.empty());
        return new MergeChange(sent.encoded(), Reconciliation.SIBLINGS, number);
    }

    private static long first() {
        return 1;
    }

    private static HintCopy stored(Decision<HintCopy> decision) {
        return (HintCopy) assertInstanceOf(RecordChange.Store.class, decision).copy();
    }
}
