package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;
import org.armature.replication.RecordChange.Decision;
import org.armature.replication.RecordChange.Keep;
import org.armature.replication.RecordChange.Refuse;
import org.armature.replication.RecordChange.Store;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE, section 4, that concern one record. */
class RecordChangeTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private long nextEpoch = 1;
    private long nextRequest = 1;

    @Test
    void thePutsOfAContinuousHistoryCountOnUnderOneActor() {
        LocalCopy first = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        LocalCopy second = put(Optional.of(first), "2", first.set().seen(), 7);
        assertEquals(dot(7, 1, 2), onlyVersion(second).dot());
        assertEquals(1, second.set().seen().size());
    }

    @Test
    void twoPutsThatHaveSeenNothingOfEachOtherAreSiblings() {
        LocalCopy first = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        LocalCopy second = put(Optional.of(first), "2", VersionVector.EMPTY, 7);
        assertEquals(
                List.of("1", "2"),
                second.set().versions().stream()
                        .map(v -> v.value().orElseThrow().utf8())
                        .toList());
    }

    @Test
    void aNewIncarnationNeverCountsOnUnderTheOldOne() {
        LocalCopy before = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        LocalCopy after = put(Optional.of(before), "2", before.set().seen(), 8);
        assertEquals(dot(8, 2, 1), onlyVersion(after).dot());
    }

    @Test
    void aKeyThatWasForgottenIsMintedUnderAFreshEpoch() {
        LocalCopy before = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        LocalCopy again = put(Optional.empty(), "2", VersionVector.EMPTY, 7);
        assertNotEquals(onlyVersion(before).dot(), onlyVersion(again).dot());
    }

    @Test
    void aCopyReceivedFromOthersIsNoHistoryToCountOnFrom() {
        LocalCopy own = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        LocalCopy received = stored(new MergeChange(own.encoded()).decide(Optional.empty()));
        assertEquals(Optional.empty(), received.minting());
        LocalCopy next = put(Optional.of(received), "2", received.set().seen(), 7);
        assertEquals(dot(7, 2, 1), onlyVersion(next).dot());
    }

    @Test
    void aContextThatClaimsMoreOfThisActorThanItCountedIsNotCountedOnFrom() {
        LocalCopy own = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        VersionVector claims = own.set().seen().with(dot(7, 1, 5), 0);
        assertEquals(
                dot(7, 2, 1), onlyVersion(put(Optional.of(own), "2", claims, 7)).dot());
    }

    @Test
    void aReplicaThatKnowsMoreOfThisActorThanItselfEndsIt() {
        LocalCopy older = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        LocalCopy newer = put(Optional.of(older), "2", older.set().seen(), 7);
        LocalCopy caughtUp = stored(new MergeChange(newer.encoded()).decide(Optional.of(older)));
        assertEquals(newer.set(), caughtUp.set());
        assertEquals(Optional.empty(), caughtUp.minting());
    }

    @Test
    void aRepeatedRequestIsTheSameEvent() {
        RequestId request = new RequestId(9, 9);
        LocalCopy first = stored(mint(request, "1", VersionVector.EMPTY, 7).decide(Optional.empty()));
        LocalCopy later = put(Optional.of(first), "2", first.set().seen(), 7);
        assertEquals(new Keep(later), mint(request, "1", VersionVector.EMPTY, 7).decide(Optional.of(later)));
    }

    @Test
    void aReplicaThatKnowsItAllKeepsWhatItHas() {
        LocalCopy first = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        LocalCopy second = put(Optional.of(first), "2", first.set().seen(), 7);
        assertEquals(new Keep(second), new MergeChange(first.encoded()).decide(Optional.of(second)));
        assertEquals(new Keep(second), new MergeChange(second.encoded()).decide(Optional.of(second)));
    }

    @Test
    void aReplicaMergesWhatBothKnow() {
        LocalCopy here = put(Optional.empty(), "here", VersionVector.EMPTY, 7);
        LocalCopy there = LocalCopy.of(
                VersionSet.EMPTY.put(
                        VersionVector.EMPTY,
                        new Version(
                                new Dot(new ActorId(B, 1, 1), 1),
                                new RequestId(8, 8),
                                0,
                                Optional.of(Bytes.utf8("there")))),
                Optional.empty());
        LocalCopy merged = stored(new MergeChange(there.encoded()).decide(Optional.of(here)));
        assertEquals(here.set().merge(there.set()), merged.set());
        assertEquals(here.minting(), merged.minting());
    }

    @Test
    void aDamagedRecordFromAnotherReplicaIsRefused() {
        LocalCopy here = put(Optional.empty(), "here", VersionVector.EMPTY, 7);
        Refuse refusal =
                assertInstanceOf(Refuse.class, new MergeChange(Bytes.utf8("garbage")).decide(Optional.of(here)));
        assertEquals(ErrorCode.BAD_REQUEST, refusal.code());
    }

    @Test
    void onePutTooManyWithoutContextIsRefusedAndOneThatMergesIsNot() {
        Optional<LocalCopy> copy = Optional.empty();
        for (int i = 0; i < 4; i++) {
            copy = Optional.of(put(copy, "v" + i, VersionVector.EMPTY, 7));
        }
        Refuse refusal = assertInstanceOf(
                Refuse.class,
                mint(new RequestId(9, 9), "5", VersionVector.EMPTY, 7).decide(copy));
        assertEquals(ErrorCode.TOO_MANY_SIBLINGS, refusal.code());
        assertEquals(
                1,
                put(copy, "merged", copy.get().set().seen(), 7).set().versions().size());
    }

    @Test
    void aDeletionIsAVersion() {
        LocalCopy first = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        MintChange delete = new MintChange(
                new RequestId(9, 9), Optional.empty(), first.set().seen(), 0, 7, this::freshActor, 4);
        assertEquals(
                true, onlyVersion(stored(delete.decide(Optional.of(first)))).isTombstone());
    }

    private LocalCopy put(Optional<LocalCopy> found, String value, VersionVector context, long incarnation) {
        return stored(mint(new RequestId(1, nextRequest++), value, context, incarnation)
                .decide(found));
    }

    private MintChange mint(RequestId request, String value, VersionVector context, long incarnation) {
        return new MintChange(
                request,
                Optional.of(Bytes.utf8(value)),
                context,
                1_000,
                incarnation,
                () -> new ActorId(A, incarnation, nextEpoch++),
                4);
    }

    private ActorId freshActor() {
        return new ActorId(A, 7, nextEpoch++);
    }

    private static LocalCopy stored(Decision decision) {
        return assertInstanceOf(Store.class, decision).copy();
    }

    private static Version onlyVersion(LocalCopy copy) {
        assertEquals(1, copy.set().versions().size(), copy.set().toString());
        return copy.set().versions().get(0);
    }

    private static Dot dot(long incarnation, long epoch, long counter) {
        return new Dot(new ActorId(A, incarnation, epoch), counter);
    }
}
