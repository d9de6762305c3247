package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.RequestLog;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.junit.jupiter.api.Test;

/** Nodes that are lost or silent, and disks that fail. */
class ShardFailuresTest {
    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3");

    @Test
    void aWriteSucceedsWithOneOfThreeNodesDown() {
        three.kill("n3");
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        assertEquals(2, put.stored().copies());
        assertEquals(List.of("1"), three.read("n2", "alice"));
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
    void aForwardedPutWhoseOwnerIsLostGoesToTheNextOwner() {
        for (long seed = 0; seed < 50; seed++) {
            ShardCluster five = new ShardCluster(seed, 2, 2, "n1", "n2", "n3", "n4", "n5");
            String key = ShardCluster.keyOfPartition(1);
            Answer put = five.put("n1", key, "1", CausalContext.NONE);
            five.kill("n2");
            five.settle();
            assertTrue(put.isThere(), "seed " + seed);
            assertEquals(List.of("1"), five.read("n1", key), "seed " + seed + " " + put.message());
        }
    }

    @Test
    void whoeverCoordinatesWhatALostOwnerMayHaveDoneMarksItsDotAsThatOfARetry() {
        int twice = 0;
        for (long seed = 0; seed < 50; seed++) {
            ShardCluster five = new ShardCluster(seed, 2, 2, "n1", "n2", "n3", "n4", "n5");
            String key = ShardCluster.keyOfPartition(1);
            five.loseNext(Message.ForwardedPut.class, "n2");
            five.put("n1", key, "1", CausalContext.NONE);
            five.settle();
            List<RequestLog.Event> events = five.everywhere(key).requests().latestFirst();
            for (RequestLog.Event event : events) {
                boolean first = event.dot().actor().node().equals(new NodeId("n2"));
                assertEquals(!first, event.repeated(), "seed " + seed + " " + event);
            }
            twice += events.size() - 1;
        }
        assertNotEquals(0, twice);
    }

    @Test
    void whoeverCoordinatesWhatAFailedStoreMayHaveWrittenMarksItsDotAsThatOfARetry() {
        three.failAfterWriting("n1");
        three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        assertEquals(
                List.of("n1 false", "n2 true"),
                three.everywhere("alice").requests().latestFirst().stream()
                        .map(event -> event.dot().actor().node() + " " + event.repeated())
                        .sorted()
                        .toList());
    }

    @Test
    void anOwnerWhoseDiskFailsHandsThePutToAnother() {
        three.failDisk("n1", ErrorCode.DISK_FULL);
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        assertEquals(2, put.stored().copies());
        assertEquals(List.of("1"), three.read("n2", "alice"));
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
    void whereAnotherMayHaveWrittenItOwnRefusalIsNoCertainty() {
        three.put("n1", "alice", "first", CausalContext.NONE);
        three.settle();
        Answer read = three.get("n1", "alice", 0);
        three.settle();
        CausalContext namesFirst = read.found().context();
        three.put("n1", "alice", "v0", namesFirst);
        three.settle();
        for (int i = 1; i < 8; i++) {
            three.put("n2", "alice", "v" + i, CausalContext.NONE);
            three.settle();
        }
        three.wire().hold(Message.ForwardedPut.class, "n2", "n1");
        Answer put = three.put("n2", "alice", "one too many", namesFirst);
        three.settle();
        three.kill("n1");
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
        assertEquals(List.of("1"), three.read("n2", "alice"));
        three.put("n1", "alice", "2", first.stored().context());
        three.settle();
        assertEquals(List.of("2"), three.read("n3", "alice"));
        assertEquals(ErrorCode.RECORD_CORRUPT, three.notices().get(0).code());
        assertTrue(three.count("n1", Counter.RECORDS_CORRUPT) > 0);
    }
}
