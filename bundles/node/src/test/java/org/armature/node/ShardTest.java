package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.VersionVector;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.ring.Position;
import org.junit.jupiter.api.Test;

class ShardTest {
    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3");

    @Test
    void whatWasPutIsGotThroughEveryNode() {
        Answer put = three.put("n1", "alice", "book", CausalContext.NONE);
        three.settle();
        assertEquals(1, put.stored().siblings());
        for (String node : List.of("n1", "n2", "n3")) {
            assertEquals(List.of("book"), get(three, node, "alice"));
            assertTrue(three.copy(node, "alice").isPresent(), node);
        }
    }

    @Test
    void aKeyNeverWrittenIsNothingWithAContext() {
        Answer get = three.get("n1", "alice", 0);
        three.settle();
        assertEquals(List.of(), get.found().versions());
    }

    @Test
    void aPutWithTheContextOfAReadReplacesWhatWasRead() {
        Answer first = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        Answer second = three.put("n2", "alice", "2", first.stored().context());
        three.settle();
        assertEquals(1, second.stored().siblings());
        assertEquals(List.of("2"), get(three, "n3", "alice"));
    }

    @Test
    void aPutWithoutContextStandsBesideAndTheReplySaysSo() {
        three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        Answer second = three.put("n1", "alice", "2", CausalContext.NONE);
        three.settle();
        assertEquals(2, second.stored().siblings());
        assertEquals(List.of("1", "2"), get(three, "n2", "alice"));
        assertEquals(1, three.count("n1", Counter.PUTS_BESIDE_SIBLINGS));
    }

    @Test
    void aDeleteHidesWhatItHadSeen() {
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        three.put("n2", "alice", Optional.empty(), put.stored().context(), three.newRequest());
        three.settle();
        assertEquals(List.of(), get(three, "n3", "alice"));
        assertTrue(three.everywhere("alice").versions().get(0).isTombstone());
    }

    /** Storage answers later, so one thread alone would not make read-modify-write atomic. */
    @Test
    void twoPutsWhoseReadsCouldBothReturnBeforeEitherWritesLoseNothing() {
        for (long seed = 0; seed < 200; seed++) {
            ShardCluster cluster = new ShardCluster(seed, 2, 2, "n1", "n2", "n3");
            cluster.put("n1", "alice", "1", CausalContext.NONE);
            cluster.put("n1", "alice", "2", CausalContext.NONE);
            cluster.put("n1", "alice", "3", CausalContext.NONE);
            cluster.settle();
            assertEquals(List.of("1", "2", "3"), get(cluster, "n2", "alice"), "seed " + seed);
            assertEquals(
                    3,
                    cluster.everywhere("alice").versions().stream()
                            .map(v -> v.dot())
                            .distinct()
                            .count());
        }
    }

    @Test
    void aRepeatedRequestIsOneEventThroughOneCoordinator() {
        RequestId request = three.newRequest();
        three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        Answer again = three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        assertEquals(1, again.stored().siblings());
        assertEquals(1, three.count("n1", Counter.PUTS_REPEATED));
        assertEquals(1, three.everywhere("alice").seen().size());
    }

    @Test
    void aRepeatedRequestIsOneEventThroughTwoCoordinatorsAtOnce() {
        for (long seed = 0; seed < 200; seed++) {
            ShardCluster cluster = new ShardCluster(seed, 2, 2, "n1", "n2", "n3");
            RequestId request = cluster.newRequest();
            cluster.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
            Answer other = cluster.put("n2", "alice", Optional.of("1"), CausalContext.NONE, request);
            cluster.settle();
            assertEquals(List.of("1"), get(cluster, "n3", "alice"), "seed " + seed);
            Answer next = cluster.put("n3", "alice", "2", other.stored().context());
            cluster.settle();
            assertTrue(next.stored().siblings() <= 1, "seed " + seed);
            assertEquals(List.of("2"), get(cluster, "n1", "alice"), "seed " + seed);
        }
    }

    @Test
    void aRepeatedRequestThatSurfacesAfterALaterWriteDoesNotComeBack() {
        RequestId request = three.newRequest();
        Answer first = three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        three.put("n1", "alice", "2", first.stored().context());
        three.settle();
        three.put("n2", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        assertEquals(List.of("2"), get(three, "n3", "alice"));
    }

    @Test
    void aRepeatedRequestIsKnownAfterARestart() {
        RequestId request = three.newRequest();
        three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        three.kill("n1");
        three.restart("n1");
        three.put("n1", "alice", Optional.of("1"), CausalContext.NONE, request);
        three.settle();
        assertEquals(List.of("1"), get(three, "n2", "alice"));
    }

    @Test
    void aKeyThatWasForgottenAndIsWrittenAgainGetsDotsNeverUsedBefore() {
        Answer first = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        Answer second = three.put("n1", "alice", "2", first.stored().context());
        three.settle();
        three.forget("n1", "alice");
        Answer third = three.put("n1", "alice", "3", CausalContext.NONE);
        three.settle();
        assertTrue(third.isThere());
        assertEquals(List.of("2", "3"), get(three, "n2", "alice"));
        assertTrue(second.isThere());
    }

    @Test
    void aNodeThatLostItsDiskGetsDotsNeverUsedBefore() {
        three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        three.kill("n1");
        three.forget("n1", "alice");
        three.restart("n1");
        three.put("n1", "alice", "2", CausalContext.NONE);
        three.settle();
        assertEquals(List.of("1", "2"), get(three, "n3", "alice"));
    }

    @Test
    void aContextOfAnotherClusterIsRefusedAndNothingIsWritten() {
        ContextSealer foreign =
                new ContextSealer(List.of(new ClusterKey(1, Bytes.utf8("0123456789abcdef0123456789abcdef"))));
        CausalPast seen = CausalPast.of(VersionVector.EMPTY.with(new Dot(new ActorId(new NodeId("n1"), 100, 1), 1), 0));
        CausalContext context = foreign.seal(ShardCluster.TABLE, Key.utf8("alice"), seen, Optional.empty());
        Answer put = three.put("n1", "alice", "1", context);
        three.settle();
        assertEquals(ErrorCode.CONTEXT_INVALID, put.failure().code());
        assertEquals(Outcome.REJECTED, put.failure().outcome());
        assertEquals(Optional.empty(), three.copy("n1", "alice"));
    }

    @Test
    void aContextOfAnotherKeyIsRefused() {
        Answer bob = three.put("n1", "bob", "1", CausalContext.NONE);
        three.settle();
        Answer put = three.put("n1", "alice", "1", bob.stored().context());
        assertEquals(ErrorCode.CONTEXT_INVALID, put.failure().code());
    }

    @Test
    void anInflatedContextIsRefused() {
        Answer first = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        byte[] token = first.stored().context().token().toArray();
        int routingHint = 2 + "n1".length();
        for (int i = 0; i < token.length - routingHint; i++) {
            byte[] changed = token.clone();
            changed[i] ^= 0x01;
            Answer put = three.put("n1", "alice", "2", new CausalContext(Bytes.wrap(changed)));
            three.settle();
            assertEquals(ErrorCode.CONTEXT_INVALID, put.failure().code(), "byte " + i);
        }
        assertEquals(List.of("1"), get(three, "n2", "alice"));
    }

    @Test
    void aWriteSucceedsWithOneOfThreeNodesDown() {
        three.kill("n3");
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        assertEquals(2, put.stored().copies());
        assertEquals(List.of("1"), get(three, "n2", "alice"));
    }

    @Test
    void withTwoOfThreeNodesDownNothingIsWrittenAndBothNumbersAreNamed() {
        three.kill("n2");
        three.kill("n3");
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        assertEquals(ErrorCode.UNAVAILABLE, put.failure().code());
        assertEquals(Outcome.NOT_DONE, put.failure().outcome());
        assertTrue(put.failure().message().contains("W=2"), put.failure().message());
        assertTrue(
                put.failure().message().contains("1 could be reached"),
                put.failure().message());
        assertEquals(Optional.empty(), three.copy("n1", "alice"));
        Answer get = three.get("n1", "alice", 0);
        assertEquals(ErrorCode.UNAVAILABLE, get.failure().code());
    }

    @Test
    void aNodeLostWhileItsAnswerIsAwaitedMakesTheOutcomeUnknown() {
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        while (three.copy("n1", "alice").isEmpty()) {
            three.step();
        }
        three.kill("n2");
        three.kill("n3");
        three.settle();
        assertEquals(ErrorCode.OUTCOME_UNKNOWN, put.failure().code());
        assertEquals(Outcome.UNKNOWN, put.failure().outcome());
    }

    @Test
    void silenceEndsAtTheDeadline() {
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        Answer get = three.get("n1", "bob", 0);
        three.passTime(4_999);
        assertFalse(put.isThere());
        three.passTime(2);
        assertEquals(ErrorCode.OUTCOME_UNKNOWN, put.failure().code());
        assertEquals(ErrorCode.READ_TIMEOUT, get.failure().code());
        three.settle();
        assertEquals(1, put.times());
    }

    @Test
    void aNodeThatIsNoOwnerForwardsToOneThatIs() {
        ShardCluster five = new ShardCluster(3, 2, 2, "n1", "n2", "n3", "n4", "n5");
        for (String node : List.of("n1", "n2", "n3", "n4", "n5")) {
            Answer put = five.put(node, "key-of-" + node, node, CausalContext.NONE);
            five.settle();
            assertEquals(3, five.everywhere("key-of-" + node).isEmpty() ? 0 : copies(five, "key-of-" + node));
            assertTrue(put.stored().copies() >= 2);
            assertEquals(List.of(node), get(five, "n1", "key-of-" + node));
        }
        long forwarded = List.of("n1", "n2", "n3", "n4", "n5").stream()
                .mapToLong(node -> five.count(node, Counter.PUTS_FORWARDED))
                .sum();
        assertNotEquals(0, forwarded);
    }

    @Test
    void aForwardedPutWhoseOwnerIsLostGoesToTheNextOwner() {
        for (long seed = 0; seed < 50; seed++) {
            ShardCluster five = new ShardCluster(seed, 2, 2, "n1", "n2", "n3", "n4", "n5");
            String key = ShardCluster.keyOfPartition(1);
            Answer put = five.put("n1", key, "1", CausalContext.NONE);
            five.kill("n2");
            five.settle();
            assertTrue(put.isThere(), "seed " + seed);
            assertEquals(List.of("1"), get(five, "n1", key), "seed " + seed + " " + put.message());
        }
    }

    @Test
    void anOwnerWhoseDiskFailsHandsThePutToAnother() {
        three.failDisk("n1", ErrorCode.DISK_FULL);
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        assertEquals(2, put.stored().copies());
        assertEquals(List.of("1"), get(three, "n2", "alice"));
    }

    @Test
    void whereOnlyOneStoreIsAskedItsFailureIsTheAnswer() {
        ShardCluster one = new ShardCluster(1, 1, 1, "n1");
        one.failDisk("n1", ErrorCode.DISK_FULL);
        Answer put = one.put("n1", "alice", "1", CausalContext.NONE);
        Answer get = one.get("n1", "alice", 0);
        one.settle();
        assertEquals(ErrorCode.DISK_FULL, put.failure().code());
        assertEquals(Outcome.NOT_DONE, put.failure().outcome());
        assertEquals(ErrorCode.DISK_FULL, get.failure().code());
    }

    @Test
    void aWriteThatFailedMidwayMayHaveHappened() {
        ShardCluster one = new ShardCluster(1, 1, 1, "n1");
        one.settle();
        Answer put = one.put("n1", "alice", "1", CausalContext.NONE);
        one.step();
        one.failDisk("n1", ErrorCode.STORAGE_FAILED);
        one.settle();
        assertEquals(Outcome.UNKNOWN, put.failure().outcome());
        assertEquals(1, put.times());
    }

    @Test
    void whatAFailedWriteHasLeftIsNotAcknowledgedBeforeItIsWrittenAgain() {
        three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        three.failAfterWriting("n2");
        Answer put = three.put("n1", "bob", "1", CausalContext.NONE);
        three.settle();
        assertEquals(2, put.stored().copies());
        int before = three.writes("n2");
        three.healDisk("n2");
        three.put("n1", "bob", Optional.of("1"), CausalContext.NONE, three.lastRequest());
        three.settle();
        assertEquals(before + 1, three.writes("n2"));
        three.put("n1", "bob", Optional.of("1"), CausalContext.NONE, three.lastRequest());
        three.settle();
        assertEquals(before + 1, three.writes("n2"));
    }

    @Test
    void afterAWriteThatMayHaveHappenedARefusalElsewhereIsNoCertainty() {
        for (int i = 0; i < 8; i++) {
            three.put("n2", "alice", "v" + i, CausalContext.NONE);
            three.settle();
        }
        three.kill("n3");
        three.forget("n1", "alice");
        Answer put = three.put("n1", "alice", "one too many", CausalContext.NONE);
        three.step();
        three.failDisk("n1", ErrorCode.STORAGE_FAILED);
        three.settle();
        assertEquals(
                ErrorCode.OUTCOME_UNKNOWN, put.failure().code(), put.failure().message());
        assertEquals(Outcome.UNKNOWN, put.failure().outcome());
    }

    @Test
    void aPutWhoseTurnComesAfterItsDeadlineIsNotWritten() {
        Answer first = three.put("n1", "alice", "1", CausalContext.NONE);
        Answer second = three.put("n1", "alice", "2", CausalContext.NONE);
        three.passTime(5_001);
        three.settle();
        assertEquals(ErrorCode.OUTCOME_UNKNOWN, first.failure().code());
        assertEquals(1, second.times());
        assertEquals(Optional.empty(), three.copy("n1", "alice"));
        Answer third = three.put("n1", "alice", "3", CausalContext.NONE);
        three.settle();
        assertEquals(1, third.stored().siblings());
    }

    @Test
    void aDamagedRecordCountsAsNoneAndIsTold() {
        Answer first = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        three.damage("n1", "alice");
        assertEquals(List.of("1"), get(three, "n2", "alice"));
        three.put("n1", "alice", "2", first.stored().context());
        three.settle();
        assertEquals(List.of("2"), get(three, "n3", "alice"));
        assertEquals(ErrorCode.RECORD_CORRUPT, three.notices().get(0).code());
        assertTrue(three.count("n1", Counter.RECORDS_CORRUPT) > 0);
    }

    @Test
    void wrongRequestsAreRefusedWithTheirReason() {
        assertEquals(
                ErrorCode.VALUE_TOO_LARGE,
                three.put("n1", "a", "x".repeat(10_001), CausalContext.NONE)
                        .failure()
                        .code());
        assertEquals(
                ErrorCode.KEY_TOO_LARGE,
                three.put("n1", "k".repeat(513), "x", CausalContext.NONE)
                        .failure()
                        .code());
        Answer noTable = new Answer();
        three.tell(
                "n1",
                new Event.GetAsked(
                        noTable,
                        Position.of(Key.utf8("a")),
                        new Message.Get(new TableName("shop", "none"), Key.utf8("a"), Message.ReadWish.TABLE, 1_000)));
        assertEquals(ErrorCode.NO_SUCH_TABLE, noTable.failure().code());
        assertTrue(
                noTable.failure().message().contains("shop/cart"),
                noTable.failure().message());
        assertEquals(ErrorCode.BAD_REQUEST, three.get("n1", "a", 4).failure().code());
        Answer noTime = new Answer();
        three.tell(
                "n1",
                new Event.GetAsked(
                        noTime,
                        Position.of(Key.utf8("a")),
                        new Message.Get(ShardCluster.TABLE, Key.utf8("a"), Message.ReadWish.TABLE, 0)));
        assertEquals(ErrorCode.BAD_REQUEST, noTime.failure().code());
    }

    @Test
    void aNodeNeverAcknowledgesAsOwnerWhatItDoesNotOwn() {
        ShardCluster five = new ShardCluster(3, 2, 2, "n1", "n2", "n3", "n4", "n5");
        String key = ShardCluster.keyOfPartition(1);
        Answer answer = new Answer();
        five.tell(
                "n1",
                new Event.ReplicaPutAsked(
                        answer,
                        Position.of(Key.utf8(key)),
                        new NodeId("n2"),
                        new Message.ReplicaPut(
                                ShardCluster.TABLE, Key.utf8(key), Bytes.utf8("x"), Optional.empty(), 1, 0)));
        assertEquals(ErrorCode.NOT_OWNER, answer.failure().code());
    }

    @Test
    void moreCallsThanANodeTakesAreRefusedWithNothingDone() {
        Answer last = null;
        for (int i = 0; i <= 1_000; i++) {
            last = three.get("n1", "k" + i, 0);
        }
        assertEquals(ErrorCode.OVERLOADED, last.failure().code());
        assertEquals(Outcome.NOT_DONE, last.failure().outcome());
        three.settle();
        assertTrue(three.get("n1", "k", 0).message() == null);
    }

    private static List<String> get(ShardCluster cluster, String node, String key) {
        Answer answer = cluster.get(node, key, 0);
        cluster.settle();
        return answer.found().versions().stream()
                .flatMap(sibling -> sibling.value().stream())
                .map(Bytes::utf8)
                .sorted()
                .toList();
    }

    private static int copies(ShardCluster cluster, String key) {
        return (int) List.of("n1", "n2", "n3", "n4", "n5").stream()
                .filter(node -> cluster.copy(node, key).isPresent())
                .count();
    }
}
