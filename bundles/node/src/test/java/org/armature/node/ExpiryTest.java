package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;
import org.armature.model.Version;
import org.armature.protocol.Message;
import org.armature.replication.LocalCopy;
import org.junit.jupiter.api.Test;

/** Values with a time to live: what clients see of them, and that replicas look at no clock for them. */
class ExpiryTest {
    private static final List<String> THREE = List.of("n1", "n2", "n3");

    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3");

    private static Answer put(ShardCluster cluster, String node, String key, String value, long ttlMillis) {
        return put(cluster, node, key, value, ttlMillis, CausalContext.NONE, cluster.newRequest());
    }

    private static Answer put(
            ShardCluster cluster,
            String node,
            String key,
            String value,
            long ttlMillis,
            CausalContext context,
            RequestId request) {
        return cluster.put(node, key, Optional.of(value), context, request, living(ttlMillis));
    }

    private static Message.WriteWish living(long millis) {
        return new Message.WriteWish(0, 0, 0, Message.QuorumKind.TABLE, false, Optional.of(new TimeToLive(millis)));
    }

    private static void pass(ShardCluster cluster, long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            cluster.settle();
            cluster.passTime(100);
        }
        cluster.settle();
    }

    private static Message.Sibling only(ShardCluster cluster, String node, String key) {
        Answer answer = cluster.get(node, key, 0);
        cluster.settle();
        assertEquals(1, answer.found().versions().size());
        return answer.found().versions().get(0);
    }

    @Test
    void aValueReadsAsDeletedThroughEveryNodeOnceItsTimeIsOver() {
        put(three, "n1", "alice", "brief", 30_000);
        three.settle();
        long expires = only(three, "n2", "alice").expiresMillis();
        assertEquals(30_000, expires);
        three.passTime(29_999);
        for (String node : THREE) {
            assertEquals(List.of("brief"), three.read(node, "alice"), node);
        }
        three.passTime(1);
        for (String node : THREE) {
            Message.Sibling gone = only(three, node, "alice");
            assertTrue(gone.isExpired(), node);
            assertEquals(expires, gone.expiresMillis(), node);
        }
    }

    @Test
    void allReplicasHoldTheSameExpiryWhateverTheirOwnClocksSay() {
        three.setClockAhead("n2", 7_000);
        three.setClockAhead("n3", -500);
        put(three, "n1", "alice", "brief", 30_000);
        three.settle();
        Bytes one = three.copy("n1", "alice").orElseThrow().encoded();
        for (String node : THREE) {
            assertEquals(one, three.copy(node, "alice").orElseThrow().encoded(), node);
        }
    }

    @Test
    void theTimeToLiveOfAnObjectCountsBeforeThatOfItsTable() {
        ShardCluster cluster = new ShardCluster(1, 2, 2, "n1", "n2", "n3").living(5_000);
        put(cluster, "n1", "longer", "x", 9_000);
        put(cluster, "n1", "shorter", "x", 1_000);
        cluster.put("n1", "table", "x", CausalContext.NONE);
        cluster.settle();
        assertEquals(9_000, only(cluster, "n1", "longer").expiresMillis());
        assertEquals(1_000, only(cluster, "n1", "shorter").expiresMillis());
        assertEquals(5_000, only(cluster, "n1", "table").expiresMillis());
    }

    @Test
    void aTablesNewTimeToLiveIsForWhatIsCoordinatedFromThenOn() {
        three.put("n1", "before", "x", CausalContext.NONE);
        three.settle();
        three.names()
                .forEach(node -> three.tell(
                        node,
                        new Event.TablesChanged(new TreeMap<>(Map.of(
                                ShardCluster.TABLE, three.table().withTtl(Optional.of(new TimeToLive(5_000))))))));
        three.put("n1", "after", "x", CausalContext.NONE);
        three.settle();
        three.names()
                .forEach(node -> three.tell(
                        node, new Event.TablesChanged(new TreeMap<>(Map.of(ShardCluster.TABLE, three.table())))));
        assertEquals(0, only(three, "n2", "before").expiresMillis());
        assertEquals(5_000, only(three, "n2", "after").expiresMillis());
    }

    @Test
    void aPutThatAnotherNodeCoordinatesTakesItsTimeToLiveAlong() {
        ShardCluster five = new ShardCluster(1, 2, 2, "n1", "n2", "n3", "n4", "n5");
        String key = ShardCluster.keyOfPartition(0);
        put(five, "n5", key, "brief", 2_000);
        five.settle();
        assertEquals(1, five.count("n5", Counter.PUTS_FORWARDED));
        assertEquals(2_000, only(five, "n4", key).expiresMillis());
    }

    @Test
    void anExpiredSiblingReadsAsDeletedBesideTheOneThatLives() {
        put(three, "n1", "alice", "brief", 1_000);
        three.settle();
        Answer second = three.put("n1", "alice", "lasting", CausalContext.NONE);
        three.settle();
        assertEquals(2, second.stored().siblings());
        three.passTime(1_000);
        Answer read = three.get("n2", "alice", 0);
        three.settle();
        assertEquals(2, read.found().versions().size());
        assertEquals(List.of("lasting"), read.values());

        Answer third = three.put("n1", "alice", "third", CausalContext.NONE);
        three.settle();
        assertEquals(2, third.stored().siblings(), "values a read would show");
        three.put("n1", "alice", "merged", read.found().context());
        three.settle();
        assertEquals(List.of("merged", "third"), three.read("n3", "alice"));
    }

    @Test
    void aPutThatExpiredVersionsLeaveNoRoomForIsToldHowManyTheyAre() {
        for (int i = 0; i < 8; i++) {
            put(three, "n1", "alice", "brief " + i, 1_000);
        }
        three.settle();
        three.passTime(1_000);
        Answer refused = three.put("n1", "alice", "one more", CausalContext.NONE);
        three.settle();
        assertEquals(ErrorCode.TOO_MANY_SIBLINGS, refused.failure().code());
        assertTrue(
                refused.failure().message().contains("8 siblings, 8 of them deleted or expired, and the table"),
                refused.failure().message());
    }

    /** Otherwise what it was written over would be read again. */
    @Test
    void whereTheLastWriteWinsAnExpiredOneHidesWhatWasWrittenBeforeIt() {
        ShardCluster cluster = new ShardCluster(1, 2, 2, "n1", "n2", "n3").lastWriteWins();
        cluster.setClockAhead("n2", 50);
        cluster.put("n1", "alice", "older", CausalContext.NONE);
        Answer later = put(cluster, "n2", "alice", "later", 1_000);
        cluster.settle();
        assertEquals(2, cluster.everywhere("alice").versions().size());
        assertEquals(1, later.stored().siblings());
        assertEquals(List.of("later"), cluster.read("n3", "alice"));
        cluster.passTime(1_050);
        assertEquals(List.of(), cluster.read("n3", "alice"));
        assertTrue(only(cluster, "n1", "alice").isExpired());
    }

    /** The stamp of a write may be ahead of every clock; how long it lives is not to depend on that. */
    @Test
    void whereTheLastWriteWinsTheTimeToLiveCountsFromTheClockAndNotFromTheStamp() {
        ShardCluster cluster = new ShardCluster(1, 2, 2, "n1", "n2", "n3").lastWriteWins();
        cluster.setClockAhead("n2", 40_000);
        cluster.put("n2", "alice", "ahead", CausalContext.NONE);
        cluster.settle();
        put(cluster, "n1", "alice", "brief", 1_000);
        cluster.settle();
        Message.Sibling brief = only(cluster, "n1", "alice");
        assertEquals(40_000, brief.writtenMillis());
        assertEquals(1_000, brief.expiresMillis());
    }

    @Test
    void aNodeWhoseClockIsBehindShowsAValueSoMuchLonger() {
        three.setClockAhead("n2", -400);
        three.setClockAhead("n3", 400);
        put(three, "n1", "alice", "brief", 1_000);
        three.settle();
        three.passTime(600);
        assertEquals(List.of(), three.read("n3", "alice"));
        assertEquals(List.of("brief"), three.read("n1", "alice"));
        three.passTime(400);
        assertEquals(List.of(), three.read("n1", "alice"));
        assertEquals(List.of("brief"), three.read("n2", "alice"));
        three.passTime(400);
        assertEquals(List.of(), three.read("n2", "alice"));
    }

    /** A tombstone is dead for every reader; what has only expired is not where a clock is behind. */
    @Test
    void aDeletionOfWhatHasExpiredHoldsThroughANodeWhoseClockIsBehindToo() {
        three.setClockAhead("n2", -10_000);
        put(three, "n1", "alice", "brief", 1_000);
        three.settle();
        three.passTime(1_000);
        assertEquals(List.of(), three.read("n1", "alice"));
        three.put("n1", "alice", Optional.empty(), CausalContext.NONE, three.newRequest());
        three.settle();
        assertEquals(List.of(), three.read("n2", "alice"));
        assertTrue(three.everywhere("alice").versions().stream().allMatch(Version::isTombstone));
    }

    @Test
    void aRepeatedPutKeepsTheExpiryOfItsFirstAttempt() {
        RequestId request = three.newRequest();
        put(three, "n1", "alice", "brief", 1_000, CausalContext.NONE, request);
        three.settle();
        three.passTime(900);
        Answer again = put(three, "n2", "alice", "brief", 1_000, CausalContext.NONE, request);
        three.settle();
        assertEquals(1, again.stored().siblings());
        assertEquals(1_000, only(three, "n3", "alice").expiresMillis());
    }

    @Test
    void aDeletionWithATimeToLiveIsRefused() {
        put(three, "n1", "alice", "x", 60_000);
        three.settle();
        Answer refused =
                three.put("n1", "alice", Optional.empty(), CausalContext.NONE, three.newRequest(), living(1_000));
        three.settle();
        assertEquals(ErrorCode.BAD_REQUEST, refused.failure().code());
        assertTrue(
                refused.failure().message().contains("a deletion has no time to live, and 1000 ms were asked for"),
                refused.failure().message());
        assertEquals(List.of("x"), three.read("n2", "alice"));
    }

    @Test
    void aHintThatHasExpiredIsHandedOverAsItIs() {
        ShardCluster five = new ShardCluster(5, 2, 2, "n1", "n2", "n3", "n4", "n5");
        five.settle();
        String key = ShardCluster.keyOfPartition(0);
        five.kill("n2");
        put(five, "n1", key, "brief", 1_000);
        five.settle();
        assertEquals(new TreeSet<>(List.of(new NodeId("n2"))), five.hintsFor("n4", key));
        pass(five, 2_000);
        five.restart("n2");
        pass(five, 5_000);
        assertEquals(0, five.hints("n4"));
        assertSameBytes(five, key, List.of("n1", "n2", "n3"));
    }

    @Test
    void aReadRepairsAReplicaThatLacksWhatHasExpired() {
        put(three, "n1", "alice", "brief", 1_000);
        three.settle();
        three.forget("n3", "alice");
        three.passTime(2_000);
        assertEquals(List.of(), three.read("n3", "alice"));
        assertSameBytes(three, "alice", THREE);
    }

    @Test
    void hashTreesAgreeOnWhatHasExpiredAndAnExchangeBringsItWhereItIsLacking() {
        ShardCluster cluster = new ShardCluster(3, 2, 2, "n1", "n2", "n3").comparingEvery(1_000);
        cluster.setClockAhead("n2", -3_000);
        cluster.setClockAhead("n3", 3_000);
        for (int i = 0; i < 20; i++) {
            put(cluster, THREE.get(i % 3), "key" + i, "brief", 1_000 + 100 * i);
        }
        pass(cluster, 8_000);
        for (String node : THREE) {
            assertTrue(cluster.count(node, Counter.EXCHANGES) > 0, node);
            assertEquals(0, cluster.count(node, Counter.KEYS_DIFFERED), node);
        }
        cluster.kill("n3");
        for (int i = 0; i < 10; i++) {
            cluster.forget("n3", "key" + i);
        }
        cluster.restart("n3");
        pass(cluster, 10_000);
        for (int i = 0; i < 20; i++) {
            assertSameBytes(cluster, "key" + i, THREE);
        }
    }

    private static void assertSameBytes(ShardCluster cluster, String key, List<String> nodes) {
        Optional<LocalCopy> first = cluster.copy(nodes.get(0), key);
        assertFalse(first.isEmpty(), key);
        for (String node : nodes) {
            assertEquals(
                    first.get().encoded(), cluster.copy(node, key).orElseThrow().encoded(), key + " on " + node);
        }
    }
}
