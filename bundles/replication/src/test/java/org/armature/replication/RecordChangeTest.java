package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.TimeToLive;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;
import org.armature.replication.RecordChange.Decision;
import org.armature.replication.RecordChange.Keep;
import org.armature.replication.RecordChange.Refuse;
import org.armature.replication.RecordChange.Store;
import org.armature.storage.Durability;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE, section 4, that concern one record. */
class RecordChangeTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private static final TableSpec SIBLINGS = new TableSpec(
            new TableName("shop", "cart"),
            TableSpec.Quorums.of(3, 2, 2),
            Durability.PROCESS,
            new TableSpec.Limits(512, 10_000, 4),
            Reconciliation.SIBLINGS);
    private static final TableSpec LAST_WINS = new TableSpec(
            SIBLINGS.name(),
            SIBLINGS.quorums(),
            SIBLINGS.durability(),
            SIBLINGS.limits(),
            Reconciliation.byStamp(60_000));

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
        LocalCopy received = stored(merge(own.encoded()).decide(Optional.empty()));
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
        LocalCopy caughtUp = stored(merge(newer.encoded()).decide(Optional.of(older)));
        assertEquals(newer.set(), caughtUp.set());
        assertEquals(Optional.empty(), caughtUp.minting());
    }

    @Test
    void aRepeatedRequestIsTheSameEvent() {
        RequestId request = new RequestId(9, 9);
        LocalCopy first = stored(mint(request, "1", VersionVector.EMPTY, 7).decide(Optional.empty()));
        LocalCopy later = put(Optional.of(first), "2", first.set().seen(), 7);
        assertEquals(new Keep<>(), mint(request, "1", VersionVector.EMPTY, 7).decide(Optional.of(later)));
    }

    /** The first one minted a dot, and died before anybody heard of it. */
    @Test
    void aRetryIsRememberedUntilTheDotOfTheFirstAttemptHasComeBack() {
        RequestId request = new RequestId(9, 9);
        LocalCopy left = stored(mint(request, "once", VersionVector.EMPTY, 7).decide(Optional.empty()));
        ClientWrite retry = new ClientWrite(request, false, Optional.of(Bytes.utf8("once")), CausalPast.NOTHING);
        LocalCopy copy = stored(new MintChange(retry.asRepeated(), minting(8, 1_000), SIBLINGS, Optional.empty())
                .decide(Optional.empty()));
        for (int i = 0; i < 40; i++) {
            copy = put(Optional.of(copy), "later " + i, copy.set().seen(), 8);
        }
        LocalCopy merged = stored(merge(left.encoded()).decide(Optional.of(copy)));
        assertEquals("later 39", onlyVersion(merged).value().orElseThrow().utf8());
        assertEquals(new Keep<>(), mint(request, "once", VersionVector.EMPTY, 8).decide(Optional.of(merged)));
    }

    @Test
    void aReplicaThatKnowsItAllKeepsWhatItHas() {
        LocalCopy first = put(Optional.empty(), "1", VersionVector.EMPTY, 7);
        LocalCopy second = put(Optional.of(first), "2", first.set().seen(), 7);
        assertEquals(new Keep<>(), merge(first.encoded()).decide(Optional.of(second)));
        assertEquals(new Keep<>(), merge(second.encoded()).decide(Optional.of(second)));
    }

    @Test
    void aReplicaMergesWhatBothKnow() {
        LocalCopy here = put(Optional.empty(), "here", VersionVector.EMPTY, 7);
        LocalCopy there = LocalCopy.of(
                VersionSet.EMPTY.put(
                        CausalPast.NOTHING,
                        new Version(
                                new Dot(new ActorId(B, 1, 1), 1),
                                new RequestId(8, 8),
                                0,
                                Optional.of(Bytes.utf8("there")))),
                Optional.empty());
        LocalCopy merged = stored(merge(there.encoded()).decide(Optional.of(here)));
        assertEquals(here.set().merge(there.set()), merged.set());
        assertEquals(here.minting(), merged.minting());
    }

    @Test
    void aDamagedRecordFromAnotherReplicaIsRefused() {
        LocalCopy here = put(Optional.empty(), "here", VersionVector.EMPTY, 7);
        Refuse<?> refusal =
                assertInstanceOf(Refuse.class, merge(Bytes.utf8("garbage")).decide(Optional.of(here)));
        assertEquals(ErrorCode.BAD_REQUEST, refusal.code());
    }

    @Test
    void onePutTooManyWithoutContextIsRefusedAndOneThatMergesIsNot() {
        Optional<LocalCopy> copy = Optional.empty();
        for (int i = 0; i < 4; i++) {
            copy = Optional.of(put(copy, "v" + i, VersionVector.EMPTY, 7));
        }
        Refuse<?> refusal = assertInstanceOf(
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
        ClientWrite delete = new ClientWrite(
                new RequestId(9, 9), false, Optional.empty(), first.set().past());
        LocalCopy deleted = stored(
                new MintChange(delete, minting(7, 1_000), SIBLINGS, Optional.empty()).decide(Optional.of(first)));
        assertEquals(true, onlyVersion(deleted).isTombstone());
    }

    @Test
    void aValueExpiresItsOwnTimeToLiveAfterTheCoordinatorsClockElseItsTables() {
        TableSpec brief = SIBLINGS.withTtl(Optional.of(new TimeToLive(5_000)));
        assertEquals(0, expiry(SIBLINGS, Optional.empty()));
        assertEquals(6_000, expiry(brief, Optional.empty()));
        assertEquals(1_030, expiry(brief, Optional.of(new TimeToLive(30))));
        assertEquals(1_030, expiry(SIBLINGS, Optional.of(new TimeToLive(30))));
    }

    @Test
    void aDeletionNeverExpiresWhateverItsTableSays() {
        TableSpec brief = SIBLINGS.withTtl(Optional.of(new TimeToLive(5_000)));
        ClientWrite delete = new ClientWrite(new RequestId(9, 9), false, Optional.empty(), CausalPast.NOTHING);
        LocalCopy deleted =
                stored(new MintChange(delete, minting(7, 1_000), brief, Optional.empty()).decide(Optional.empty()));
        assertEquals(0, onlyVersion(deleted).expiresMillis());
    }

    private long expiry(TableSpec table, Optional<TimeToLive> ttl) {
        ClientWrite write = new ClientWrite(
                new RequestId(9, nextRequest++), false, Optional.of(Bytes.utf8("x")), CausalPast.NOTHING, ttl);
        return onlyVersion(stored(
                        new MintChange(write, minting(7, 1_000), table, Optional.empty()).decide(Optional.empty())))
                .expiresMillis();
    }

    @Test
    void whereTheLastWriteWinsAPutReplacesAllAndIsLaterThanWhatItReplaces() {
        LocalCopy ahead = stored(lastWriteWins("ahead", 9_000).decide(Optional.empty()));
        LocalCopy later = stored(lastWriteWins("later", 1_000).decide(Optional.of(ahead)));
        assertEquals(1, later.set().versions().size());
        assertEquals(9_000, onlyVersion(later).writtenMillis());
        assertEquals(1, onlyVersion(later).logical());
        LocalCopy clockCaughtUp = stored(lastWriteWins("again", 9_001).decide(Optional.of(later)));
        assertEquals(9_001, onlyVersion(clockCaughtUp).writtenMillis());
        assertEquals(0, onlyVersion(clockCaughtUp).logical());
    }

    @Test
    void aStampPassesThatOfAVersionOtherReplicasHold() {
        Version elsewhere = onlyVersion(stored(lastWriteWins("elsewhere", 9_000).decide(Optional.empty())));
        ClientWrite write =
                new ClientWrite(new RequestId(9, 9), false, Optional.of(Bytes.utf8("here")), CausalPast.NOTHING);
        LocalCopy here = stored(
                new MintChange(write, minting(7, 1_000), LAST_WINS, Optional.of(elsewhere)).decide(Optional.empty()));
        assertEquals(true, Version.BY_STAMP.compare(onlyVersion(here), elsewhere) > 0);
    }

    @Test
    void aStampTooFarAheadOfTheReceiversClockIsRefusedUnlessItIsKnown() {
        LocalCopy ahead = stored(lastWriteWins("ahead", 62_001).decide(Optional.empty()));
        MergeChange merge = new MergeChange(ahead.encoded(), LAST_WINS.reconciliation(), 1_000);
        Refuse<?> refusal = assertInstanceOf(Refuse.class, merge.decide(Optional.empty()));
        assertEquals(ErrorCode.CLOCK_AHEAD, refusal.code());
        LocalCopy inTime =
                stored(new MergeChange(ahead.encoded(), LAST_WINS.reconciliation(), 2_001).decide(Optional.empty()));
        assertEquals(new Keep<>(), merge.decide(Optional.of(inTime)));
    }

    private MintChange lastWriteWins(String value, long nowMillis) {
        ClientWrite write = new ClientWrite(
                new RequestId(2, nextRequest++), false, Optional.of(Bytes.utf8(value)), CausalPast.NOTHING);
        return new MintChange(write, minting(7, nowMillis), LAST_WINS, Optional.empty());
    }

    private Minting minting(long incarnation, long nowMillis) {
        return new Minting(incarnation, () -> new ActorId(A, incarnation, nextEpoch++), nowMillis);
    }

    private static MergeChange merge(Bytes received) {
        return new MergeChange(received, Reconciliation.SIBLINGS, 1_000);
    }

    private LocalCopy put(Optional<LocalCopy> found, String value, VersionVector context, long incarnation) {
        return stored(mint(new RequestId(1, nextRequest++), value, context, incarnation)
                .decide(found));
    }

    private MintChange mint(RequestId request, String value, VersionVector context, long incarnation) {
        return new MintChange(
                new ClientWrite(request, false, Optional.of(Bytes.utf8(value)), CausalPast.of(context)),
                minting(incarnation, 1_000),
                SIBLINGS,
                Optional.empty());
    }

    private static LocalCopy stored(Decision<LocalCopy> decision) {
        return (LocalCopy) assertInstanceOf(Store.class, decision).copy();
    }

    private static Version onlyVersion(LocalCopy copy) {
        assertEquals(1, copy.set().versions().size(), copy.set().toString());
        return copy.set().versions().get(0);
    }

    private static Dot dot(long incarnation, long epoch, long counter) {
        return new Dot(new ActorId(A, incarnation, epoch), counter);
    }
}
