package org.armature.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VersionSetTest {
    private static final ActorId SX = actor("sx");
    private static final ActorId SY = actor("sy");
    private static final ActorId SZ = actor("sz");

    private long now = 1_000;

    /** Dynamo §4.4, figure 3. */
    @Test
    void theExampleOfThePaper() {
        VersionSet d1 = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "D1");
        VersionSet d2 = put(d1, SX, d1.seen(), "D2");
        assertEquals(List.of("D2"), values(d2));
        assertEquals("[sx.1.1:2]", d2.seen().toString());

        VersionSet d3 = put(d2, SY, d2.seen(), "D3");
        VersionSet d4 = put(d2, SZ, d2.seen(), "D4");
        assertEquals("[sx.1.1:2, sy.1.1:1]", d3.seen().toString());
        assertEquals("[sx.1.1:2, sz.1.1:1]", d4.seen().toString());
        assertEquals(List.of("D3"), values(d1.merge(d3)), "a node that knows D1 sees that D3 replaces it");

        VersionSet both = d3.merge(d4);
        assertEquals(List.of("D3", "D4"), values(both));
        assertEquals("[sx.1.1:2, sy.1.1:1, sz.1.1:1]", both.seen().toString());

        VersionSet d5 = put(both, SX, both.seen(), "D5");
        assertEquals(List.of("D5"), values(d5));
        assertEquals("[sx.1.1:3, sy.1.1:1, sz.1.1:1]", d5.seen().toString());
        assertEquals(List.of("D5"), values(d5.merge(d3).merge(d4)));
    }

    @Test
    void concurrentWritesThroughOneCoordinatorAreSiblings() {
        VersionSet first = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet second = put(first, SX, VersionVector.EMPTY, "b");
        assertEquals(List.of("a", "b"), values(second));
    }

    /** Two clients that write in turns, each with the context of its own last answer: Riak's sibling explosion. */
    @Test
    void clientsThatInterleaveNeverHaveMoreSiblingsThanThereAreClients() {
        VersionSet set = VersionSet.EMPTY;
        VersionVector[] contexts = {VersionVector.EMPTY, VersionVector.EMPTY, VersionVector.EMPTY};
        for (int turn = 0; turn < 60; turn++) {
            int client = turn % contexts.length;
            Dot dot = new Dot(SX, set.seen().counter(SX) + 1);
            set = put(set, SX, contexts[client], "turn " + turn);
            contexts[client] = contexts[client].with(dot, now);
            assertTrue(set.versions().size() <= contexts.length, "turn " + turn + ": " + values(set));
        }
    }

    @Test
    void ofALongVectorTheActorsWithoutVersionsAreSuperfluousTheOldestFirst() {
        VersionSet set = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "stands");
        now++;
        set = put(set, SY, VersionVector.EMPTY, "replaced");
        VersionVector seen = VersionVector.EMPTY.with(new Dot(SY, 1), now);
        VersionSet soon = put(set, SZ, seen, "last");
        assertEquals(List.of(), List.copyOf(soon.superfluous(1, now)), "its client may still repeat it");
        assertEquals(OptionalLong.empty(), soon.superfluousFrom(3));
        long from = soon.superfluousFrom(1).orElseThrow();
        assertEquals(List.of(), List.copyOf(soon.superfluous(1, from - 1)));
        assertEquals(List.of(SY), List.copyOf(soon.superfluous(1, from)));
        now += RequestLog.WINDOW_MILLIS + 1;
        set = put(set, SZ, seen, "last");
        assertEquals(List.of("stands", "last"), values(set));
        assertEquals(List.of(), List.copyOf(set.superfluous(3, now)));
        assertEquals(List.of(SY), List.copyOf(set.superfluous(2, now)));
        assertEquals(List.of(SY), List.copyOf(set.superfluous(1, now)));
        assertEquals(
                OptionalLong.empty(),
                put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "stands").superfluousFrom(1));
    }

    @Test
    void aDeletionIsAVersionAndStandsBesideConcurrentWrites() {
        VersionSet there = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        Version tombstone = new Version(new Dot(SY, 1), request("delete"), now, Optional.empty());
        VersionSet deleted = there.put(there.past(), tombstone);
        assertEquals(List.of(tombstone), deleted.versions());
        assertFalse(deleted.isEmpty());
        assertEquals(List.of(tombstone), deleted.merge(there).versions(), "what was deleted stays so");
        VersionSet meanwhile = put(there, SZ, VersionVector.EMPTY, "b");
        assertEquals(3, deleted.merge(meanwhile).seen().size());
        assertEquals(List.of("-", "b"), values(deleted.merge(meanwhile)));
    }

    @Test
    void whoHasSeenEveryVersionHasSeenTheSet() {
        VersionSet one = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet two = put(one, SY, VersionVector.EMPTY, "b");
        assertTrue(VersionSet.EMPTY.isSeenBy(CausalPast.NOTHING));
        assertTrue(one.isSeenBy(two.past()));
        assertFalse(two.isSeenBy(one.past()));
        Version tombstone = new Version(new Dot(SZ, 1), request("delete"), now, Optional.empty());
        VersionSet deleted = two.put(two.past(), tombstone);
        assertFalse(deleted.isSeenBy(two.past()));
        assertTrue(two.isSeenBy(deleted.past()), "what was replaced was seen");
    }

    @Test
    void whoHasSeenAWriteUnderOneOfItsDotsHasSeenIt() {
        VersionSet atX = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet atY = put(VersionSet.EMPTY, SY, VersionVector.EMPTY, "a");
        assertTrue(atY.isSeenBy(atX.past()));
    }

    @Test
    void aContextOfAnotherReplicaReplacesWhatItHadSeenThere() {
        VersionSet atX = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet atY = put(VersionSet.EMPTY, SY, atX.seen(), "b");
        assertEquals(List.of("b"), values(atY.merge(atX)));
        assertEquals(List.of("b"), values(atX.merge(atY)));
    }

    @Test
    void refusesADotThatIsNotFresh() {
        VersionSet set = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        Version again = version(new Dot(SX, 1), "b");
        assertThrows(IllegalArgumentException.class, () -> set.put(CausalPast.NOTHING, again));
        VersionVector inflated = VersionVector.EMPTY.with(new Dot(SX, 2), 0);
        Version covered = version(new Dot(SX, 2), "b");
        assertThrows(IllegalArgumentException.class, () -> set.put(CausalPast.of(inflated), covered));
    }

    @Test
    void refusesARecordThatContradictsItself() {
        Version version = version(new Dot(SX, 2), "a");
        VersionVector seen = VersionVector.EMPTY.with(new Dot(SX, 2), 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> VersionSet.of(List.of(version), VersionVector.EMPTY.with(new Dot(SX, 1), 0), RequestLog.EMPTY));
        assertThrows(
                IllegalArgumentException.class, () -> VersionSet.of(List.of(version, version), seen, RequestLog.EMPTY));
    }

    @Test
    void itsPartsMakeItAgain() {
        VersionSet set = put(put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a"), SY, VersionVector.EMPTY, "b");
        assertEquals(set, VersionSet.of(set.versions(), set.seen(), set.requests()));
        assertEquals(
                set.hashCode(),
                VersionSet.of(set.versions(), set.seen(), set.requests()).hashCode());
    }

    @Test
    void knowsTheDotsOfRecentWrites() {
        VersionSet set = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        assertEquals(List.of(new Dot(SX, 1)), List.copyOf(set.dotsOf(request("a"))));
        VersionSet replaced = put(set, SX, set.seen(), "b");
        assertEquals(List.of(new Dot(SX, 1)), List.copyOf(replaced.dotsOf(request("a"))));
        assertTrue(replaced.dotsOf(request("c")).isEmpty());
    }

    // One write, repeated through a second coordinator that had not heard of it: two dots

    @Test
    void aRepeatedWriteStandsOnce() {
        VersionSet atX = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet atY = put(VersionSet.EMPTY, SY, VersionVector.EMPTY, "a");
        VersionSet merged = atY.merge(atX);
        assertEquals(List.of(new Dot(SX, 1)), dots(merged));
        assertEquals(List.of(new Dot(SX, 1), new Dot(SY, 1)), List.copyOf(merged.dotsOf(request("a"))));
        assertEquals(merged, atX.merge(atY));
        assertEquals(merged, merged.merge(atY));
        assertEquals(merged, merged.merge(atX));
    }

    @Test
    void replacingOneDotReplacesBoth() {
        VersionSet atX = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet atY = put(VersionSet.EMPTY, SY, VersionVector.EMPTY, "a");
        VersionSet both = atX.merge(atY);
        assertEquals(List.of("b"), values(put(both, SZ, atX.seen(), "b")));
        assertEquals(List.of("b"), values(put(both, SZ, atY.seen(), "b")));
        assertEquals(List.of("b"), values(put(atX, SX, atX.seen(), "b").merge(atY)));
        assertEquals(List.of("b"), values(put(atY, SY, atY.seen(), "b").merge(atX)));
    }

    @Test
    void aRepeatThatArrivesAfterItsWriteWasReplacedDoesNotComeBack() {
        VersionSet replaced = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        replaced = put(replaced, SX, replaced.seen(), "b");
        VersionSet late = put(VersionSet.EMPTY, SY, VersionVector.EMPTY, "a");
        assertEquals(List.of("b"), values(replaced.merge(late)));
        assertEquals(List.of("b"), values(late.merge(replaced)));
    }

    @Test
    void aWriteReplacedUnderADotNotKnownHereIsReplacedOnceTheDotsMeet() {
        VersionSet atX = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet atY = put(VersionSet.EMPTY, SY, VersionVector.EMPTY, "a");
        VersionSet unaware = put(atX, SX, atY.seen(), "b");
        assertEquals(List.of("a", "b"), values(unaware), "nothing here says that the two are one");
        assertEquals(List.of("b"), values(unaware.merge(atY)));
        assertEquals(List.of("b"), values(atY.merge(unaware)));
        assertEquals(List.of("b"), values(unaware.merge(atX.merge(atY))));
    }

    @Test
    void bothDotsOfAStandingWriteAreRememberedWhateverTheNumberAndAgeOfLaterWrites() {
        VersionSet atX = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet atY = put(VersionSet.EMPTY, SY, VersionVector.EMPTY, "a");
        VersionSet set = atX.merge(atY);
        for (int i = 0; i < 40; i++) {
            now += RequestLog.WINDOW_MILLIS;
            VersionVector last = i == 0 ? VersionVector.EMPTY : VersionVector.EMPTY.with(new Dot(SZ, i), now);
            set = put(set, SZ, last, "later " + i);
        }
        assertEquals(List.of("a", "later 39"), values(set));
        assertEquals(2, set.dotsOf(request("a")).size());
        assertEquals(List.of("later 39", "b"), values(put(set, SZ, atY.seen(), "b")));
        assertEquals(
                List.of("later 39", "b"),
                values(set.merge(put(atY, SY, atY.seen(), "b"))).stream()
                        .sorted((p, q) -> q.compareTo(p))
                        .toList());
    }

    @Test
    void theDotOfADeadCoordinatorIsRecognisedAfterManyLaterWritesIfTheRetryWasMarked() {
        VersionSet atX = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        VersionSet later = manyLater(retried(VersionSet.EMPTY, SY, "a"), 40);
        assertEquals(List.of("later 39"), values(later.merge(atX)));
        assertEquals(List.of("later 39"), values(atX.merge(later)));
        assertEquals(later.merge(atX), atX.merge(later));
        assertEquals(2, atX.merge(later).dotsOf(request("a")).size());
        VersionSet muchLater = manyLater(later.merge(atX), 40);
        assertEquals(2, muchLater.dotsOf(request("a")).size(), "both are kept together");
    }

    @Test
    void theSameHoldsOfADeletion() {
        VersionSet before = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        Version first = new Version(new Dot(SX, 2), request("delete"), now, Optional.empty());
        VersionSet atX = before.put(before.past(), first);
        Version second = new Version(new Dot(SY, 1), request("delete"), now, Optional.empty());
        VersionSet later = manyLater(before.putRepeated(before.past(), second), 40);
        assertEquals(List.of("later 39"), values(later.merge(atX)));
    }

    @Test
    void whatIsReplacedWithTheContextOfAReadIsRememberedAsARetryWhereItWasNeverMet() {
        VersionSet atX = put(VersionSet.EMPTY, SX, VersionVector.EMPTY, "a");
        CausalPast read = retried(VersionSet.EMPTY, SY, "a").past();
        now++;
        VersionSet elsewhere = VersionSet.EMPTY.put(read, version(new Dot(SZ, 1), "b"));
        assertEquals(List.of("later 39"), values(manyLater(elsewhere, 40).merge(atX)));
    }

    @Test
    void aRetryIsForgottenAfterTheWindow() {
        VersionSet set = retried(VersionSet.EMPTY, SX, "a");
        long written = now;
        now = written + RequestLog.WINDOW_MILLIS - 1;
        set = put(set, SX, set.seen(), "b");
        assertEquals(1, set.dotsOf(request("a")).size());
        set = put(set, SX, set.seen(), "c");
        assertEquals(0, set.dotsOf(request("a")).size());
    }

    @Test
    void theLogOfRepeatedWritesIsBounded() {
        VersionSet set = VersionSet.EMPTY;
        for (int i = 0; i < 200; i++) {
            set = retried(set, SX, "v" + i);
        }
        assertEquals(RequestLog.REPEATED_LIMIT, set.requests().latestFirst().size(), "the latest are among them");
        assertFalse(set.dotsOf(request("v136")).isEmpty());
        assertTrue(set.dotsOf(request("v135")).isEmpty());
    }

    private VersionSet manyLater(VersionSet set, int writes) {
        VersionSet after = set;
        for (int i = 0; i < writes; i++) {
            after = put(after, SZ, after.seen(), "later " + i);
        }
        return after;
    }

    /** What comes of a write that was tried elsewhere before. */
    private VersionSet retried(VersionSet set, ActorId coordinator, String value) {
        now++;
        Dot dot = new Dot(coordinator, set.seen().counter(coordinator) + 1);
        return set.putRepeated(set.past(), version(dot, value));
    }

    @Test
    void theLogOfReplacedWritesIsBounded() {
        VersionSet set = VersionSet.EMPTY;
        for (int i = 0; i < 100; i++) {
            set = put(set, SX, set.seen(), "v" + i);
            assertTrue(set.requests().latestFirst().size() <= RequestLog.LIMIT);
        }
        assertEquals(List.of(new Dot(SX, 85)), List.copyOf(set.dotsOf(request("v84"))));
        assertTrue(set.dotsOf(request("v83")).isEmpty());
        now += RequestLog.WINDOW_MILLIS + 1;
        set = put(set, SX, set.seen(), "last");
        assertEquals(1, set.requests().latestFirst().size());
    }

    private VersionSet put(VersionSet set, ActorId coordinator, VersionVector context, String value) {
        long counter = set.seen().merge(context).counter(coordinator) + 1;
        now++;
        return set.put(CausalPast.of(context), version(new Dot(coordinator, counter), value));
    }

    private Version version(Dot dot, String value) {
        return new Version(dot, request(value), now, Optional.of(Bytes.utf8(value)));
    }

    /** Each value is one client's write. */
    private static RequestId request(String value) {
        return new RequestId(0, value.hashCode());
    }

    private static List<String> values(VersionSet set) {
        return set.versions().stream()
                .map(version -> version.value().map(Bytes::utf8).orElse("-"))
                .toList();
    }

    private static List<Dot> dots(VersionSet set) {
        return set.versions().stream().map(Version::dot).toList();
    }

    private static ActorId actor(String node) {
        return new ActorId(new NodeId(node), 1, 1);
    }

    @Test
    void whatAReaderHasSeenIsReplacedUnderEveryDotItsWriteHas() {
        RequestId request = request("twice");
        Version here = new Version(new Dot(SX, 1), request, now, Optional.of(Bytes.utf8("twice")));
        Version there = new Version(new Dot(SY, 1), request, now, Optional.of(Bytes.utf8("twice")));
        VersionSet read = VersionSet.EMPTY.put(CausalPast.NOTHING, here);
        VersionSet elsewhere = VersionSet.EMPTY.put(CausalPast.NOTHING, there);
        VersionSet next = VersionSet.EMPTY.put(read.past(), version(new Dot(SX, 2), "next"));
        assertEquals(List.of("next"), values(next.merge(elsewhere)));
        assertEquals(List.of("next"), values(elsewhere.put(read.past(), version(new Dot(SX, 2), "next"))));
    }
}
