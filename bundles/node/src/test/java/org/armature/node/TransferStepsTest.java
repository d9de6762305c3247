package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.TransferMessage;
import org.armature.ring.Position;
import org.armature.ring.RingState.Phase;
import org.junit.jupiter.api.Test;

/**
 * The steps of one transfer, each held up while something else happens: n4 joins n1, n2 and n3, and of the key looked at
 * n1 hands its place to n4, beside n2 and n3. Reads and writes go to two of the three.
 */
class TransferStepsTest {
    private static final String[] THREE = {"n1", "n2", "n3", "n1", "n2"};
    private static final String[] JOINED = {"n1", "n2", "n3", "n4", "n2"};
    private static final int AT_ONCE = 20;
    private static final int ANSWER_MILLIS = 10_000;
    private static final String KEY = ShardCluster.keyOfPartition(1);

    private final ShardCluster cluster = new ShardCluster(1, 2, 2, THREE).movingAtOnce(AT_ONCE);

    private void startMoving() {
        cluster.settle();
        cluster.put("n1", KEY, "before", CausalContext.NONE);
        cluster.settle();
        cluster.moveTo(List.of(), JOINED);
    }

    private void goOn(int seconds) {
        for (int second = 0; second < seconds; second++) {
            cluster.settle();
            cluster.passTime(1_000);
        }
        cluster.settle();
    }

    private void hold(Class<? extends Message> kind, String from, String to) {
        cluster.wire().hold(kind, from, to);
    }

    private void release(Class<? extends Message> kind) {
        cluster.wire().release(kind);
    }

    private void finish() {
        goOn(10);
        assertTrue(cluster.tryToEnd(3), "all places have moved");
        goOn(20);
        assertEquals(Phase.SETTLED, cluster.rings().state().phase());
    }

    /** By n2, which does not reach n3. */
    private Answer write(String value) {
        hold(Message.ReplicaPut.class, "n2", "n3");
        return cluster.put("n2", KEY, value, CausalContext.NONE);
    }

    private static void assertDone(Answer put) {
        assertInstanceOf(Message.PutReply.class, put.message());
    }

    /** By n4, which does not reach n2. */
    private void assertRead(String... values) {
        hold(Message.ReplicaGet.class, "n4", "n2");
        Answer read = cluster.get("n4", KEY, 0);
        cluster.settle();
        assertEquals(
                List.of(values),
                read.found().versions().stream()
                        .map(version -> version.value().orElseThrow().utf8())
                        .sorted()
                        .toList());
    }

    /** All know the ring to come, and all places have moved, of which none hears but who gave and who took. */
    private void moveUnheard() {
        for (String giver : List.of("n1", "n2", "n3")) {
            hold(TransferMessage.TransferOffer.class, giver, "n4");
        }
        startMoving();
        cluster.settle();
        cluster.stopGossip();
        release(TransferMessage.TransferOffer.class);
        goOn(10);
        assertTrue(cluster.count("n4", Counter.PLACES_TAKEN) > 0);
    }

    @Test
    void theLastWordOfAnEarlierSessionEndsNoLaterOne() {
        hold(TransferMessage.TransferComplete.class, "n1", "n4");
        startMoving();
        cluster.settle();
        hold(TransferMessage.CompareRecords.class, "n1", "n4");
        cluster.passTime(ANSWER_MILLIS + 1);
        goOn(2);
        Answer put = write("during the second session");
        cluster.settle();
        assertDone(put);

        release(TransferMessage.TransferComplete.class);
        cluster.settle();
        assertRead("before", "during the second session");

        release(TransferMessage.CompareRecords.class);
        finish();
        assertRead("before", "during the second session");
    }

    @Test
    void whatIsWrittenWhileAPageIsOnItsWayFollowsIt() {
        hold(TransferMessage.TransferRecords.class, "n1", "n4");
        startMoving();
        cluster.settle();
        Answer put = write("after the page was read");
        cluster.settle();
        assertDone(put);

        release(TransferMessage.TransferRecords.class);
        finish();
        assertRead("after the page was read", "before");
    }

    @Test
    void whatComesToTheFenceIsDoneByWhoeverHoldsThePlaceThen() {
        hold(TransferMessage.TransferComplete.class, "n1", "n4");
        startMoving();
        cluster.settle();
        Answer put = write("at the fence");
        cluster.settle();

        release(TransferMessage.TransferComplete.class);
        cluster.settle();
        assertDone(put);
        assertRead("at the fence", "before");
        finish();
    }

    @Test
    void theFenceWaitsForChangesThatHaveBegun() {
        cluster.settle();
        cluster.put("n1", KEY, "before", CausalContext.NONE);
        cluster.settle();
        cluster.hold(Effect.WriteRecord.class, "n1");
        Answer put = write("begun before the fence");
        cluster.settle();
        cluster.moveTo(List.of(), JOINED);
        goOn(2);

        cluster.release(Effect.WriteRecord.class, "n1");
        cluster.settle();
        assertDone(put);
        assertRead("before", "begun before the fence");
        finish();
    }

    @Test
    void nothingIsConfirmedBeforeItIsKept() {
        hold(TransferMessage.TransferComplete.class, "n1", "n4");
        startMoving();
        cluster.settle();
        cluster.hold(Effect.KeepCustody.class, "n4");
        release(TransferMessage.TransferComplete.class);
        cluster.settle();
        assertEquals(0, cluster.count("n1", Counter.PLACES_GIVEN));

        cluster.kill("n4");
        cluster.restart("n4");
        finish();
        assertRead("before");
    }

    @Test
    void whatANodeHasLearnedOfMovesItKnowsWhenGossipIsBehind() {
        moveUnheard();
        assertDone(writeOnAll());
        long told = cluster.count("n1", Counter.MOVED_TOLD);
        assertTrue(told > 0);
        cluster.tellAgain("n2");
        assertDone(writeOnAll());
        assertEquals(told, cluster.count("n1", Counter.MOVED_TOLD));
    }

    @Test
    void theGiverTellsThatAPlaceWasTakenThoughTheTakerHasForgottenIt() {
        moveUnheard();
        cluster.tellAgain("n1");
        Answer put = write("after the move");
        cluster.settle();
        assertDone(put);
        assertRead("after the move", "before");
    }

    private void assertWrittenOnAllThree() {
        Answer put = writeOnAll();
        assertDone(put);
        assertEquals(3, ((Message.PutReply) put.message()).copies());
        assertEquals(0, ((Message.PutReply) put.message()).hinted());
        assertEquals(2, cluster.copy("n4", KEY).orElseThrow().set().versions().size());
    }

    @Test
    void aCoordinatorThatHasNotHeardOfAMoveFollowsThePlace() {
        moveUnheard();
        assertWrittenOnAllThree();
    }

    @Test
    void whoHasGivenAPlaceAwayTellsSoUntilItComesBackToo() {
        moveUnheard();
        cluster.moveBack();
        cluster.tell("n1");
        assertWrittenOnAllThree();
    }

    @Test
    void aReaderThatHasNotHeardOfAMoveFollowsThePlace() {
        moveUnheard();
        Answer read = cluster.get("n2", KEY, 3);
        cluster.settle();
        assertInstanceOf(Message.GetReply.class, read.message());
    }

    @Test
    void theOldCopyStaysUntilTheRingStands() {
        startMoving();
        goOn(20);
        assertTrue(cluster.copy("n4", KEY).isPresent());
        assertTrue(cluster.copy("n1", KEY).isPresent());
        finish();
        assertTrue(cluster.copy("n1", KEY).isEmpty());
    }

    @Test
    void aGiverWhoseLastWordIsRefusedAfterACancelServesAgainAtOnce() {
        hold(TransferMessage.TransferComplete.class, "n1", "n4");
        startMoving();
        cluster.settle();
        cluster.moveBack();
        cluster.settle();
        release(TransferMessage.TransferComplete.class);
        cluster.settle();
        assertDone(writeOnAll());
    }

    @Test
    void aGiverThatHasNotHeardOfTheCancelHearsOfItFromItsTakerAndServesAgainAtOnce() {
        hold(TransferMessage.TransferComplete.class, "n1", "n4");
        startMoving();
        cluster.settle();
        cluster.stopGossip();
        cluster.moveBack();
        cluster.tell("n4");
        release(TransferMessage.TransferComplete.class);
        cluster.settle();
        assertDone(writeOnAll());
    }

    /** As one that has not heard yet that the place which comes back to it was given. */
    @Test
    void aGiverWhoseTakerCanNotKeepThePlaceYetServesAgainAtOnceAndOffersItLater() {
        cluster.rings().refuse(new NodeId("n4"), true);
        startMoving();
        cluster.settle();
        assertDone(writeOnAll());
        assertTrue(cluster.copy("n1", KEY).isPresent());
        assertEquals(0, cluster.count("n1", Counter.PLACES_GIVEN));

        cluster.rings().refuse(new NodeId("n4"), false);
        finish();
        assertRead("before", "on all three");
    }

    /** By n2, with W=N. */
    private Answer writeOnAll() {
        Message.WriteWish all = new Message.WriteWish(3, 0, 0, Message.QuorumKind.TABLE, false);
        Answer put = cluster.put("n2", KEY, Optional.of("on all three"), CausalContext.NONE, cluster.newRequest(), all);
        cluster.settle();
        return put;
    }

    /** What n4 had acknowledged together with one other owner only that one has now. */
    @Test
    void theCopyOfADeadNodesPlaceIsMadeOfWhatAllOthersHave() {
        ShardCluster four = new ShardCluster(1, 2, 2, JOINED);
        four.put("n2", KEY, "value", CausalContext.NONE);
        four.settle();
        four.forget("n3", KEY);
        four.kill("n4");
        four.wire().hold(TransferMessage.TransferOffer.class, "n2", "n5");
        four.moveTo(List.of("n4"), "n1", "n2", "n3", "n5", "n2");
        for (int second = 0; second < 5; second++) {
            four.settle();
            four.passTime(1_000);
        }
        four.wire().release(TransferMessage.TransferOffer.class);
        for (int second = 0; second < 20; second++) {
            four.settle();
            four.passTime(1_000);
        }
        assertTrue(four.tryToEnd(3));
        four.settle();
        four.kill("n2");
        Answer read = four.get("n5", KEY, 0);
        four.settle();
        assertEquals(1, read.found().versions().size());
    }

    @Test
    void aConditionIsNotJudgedByWhoGaveThePlaceAwayWhileItRead() {
        for (String giver : List.of("n1", "n2", "n3")) {
            hold(TransferMessage.TransferOffer.class, giver, "n4");
        }
        cluster.settle();
        cluster.moveTo(List.of(), JOINED);
        cluster.settle();
        hold(Message.ReplicaGet.class, "n1", "n2");
        hold(Message.ReplicaGet.class, "n1", "n3");
        Key key = Key.utf8(KEY);
        Message.Put put = new Message.Put(
                ShardCluster.TABLE,
                key,
                CausalContext.NONE,
                cluster.newRequest(),
                Optional.of(Bytes.utf8("new")),
                Message.WriteWish.TABLE.onlyIf(Message.Condition.ABSENT),
                60_000);
        Answer answer = new Answer();
        cluster.tell(
                "n1",
                new Event.PutForwarded(answer, Position.of(key), new NodeId("n4"), new Message.ForwardedPut(put, 1)));
        release(TransferMessage.TransferOffer.class);
        goOn(10);
        assertTrue(cluster.count("n4", Counter.PLACES_TAKEN) > 0);
        release(Message.ReplicaGet.class);
        cluster.settle();
        assertEquals(ErrorCode.MOVED, answer.failure().code(), answer.failure().message());
        assertEquals(Message.Outcome.NOT_DONE, answer.failure().outcome());
        assertTrue(cluster.everywhere(KEY).isEmpty());
        assertEquals(0, cluster.hints("n1"));
    }
}
