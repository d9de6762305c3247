package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.client.ScriptedNode.Script;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.transport.TransportLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WritesTest {
    private static final Key ALICE = Key.utf8("alice");
    private static final Bytes MUG = Bytes.utf8("mug");

    private static final WriteOptions THREE_SECONDS = WriteOptions.DEFAULT.withDeadline(Duration.ofSeconds(3));

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");

    @Test
    void aPutCarriesValueContextAndQuorumAndTellsWhatItMade() {
        n1.answers(new Message.PutReply(ScriptedNode.SEEN, 2, 3, 1));
        WriteResult written = opened.table(n1).put(ALICE, MUG, ScriptedNode.SEEN, WriteOptions.DEFAULT.withW(3));
        Message.Put asked = n1.next(Message.Put.class);
        assertEquals(Optional.of(MUG), asked.value());
        assertEquals(ScriptedNode.SEEN, asked.context());
        assertEquals(3, asked.wish().w());
        assertEquals(new WriteResult(ScriptedNode.SEEN, 2, 3, 1, asked.request()), written);
        assertTrue(written.madeSibling());
    }

    @Test
    void whatAWriteAsksForBeyondItsTableGoesToTheNode() {
        WriteOptions wishes = WriteOptions.DEFAULT
                .sloppy()
                .withW(2)
                .primaries(1)
                .distinctHosts(3)
                .confirmed();
        Table table = opened.table(n1);
        table.put(ALICE, MUG, CausalContext.NONE, wishes);
        table.delete(ALICE, CausalContext.NONE, wishes.strict());
        table.put(ALICE, MUG, CausalContext.NONE);
        assertEquals(
                new Message.WriteWish(2, 1, 3, Message.QuorumKind.SLOPPY, true),
                n1.next(Message.Put.class).wish());
        assertEquals(
                new Message.WriteWish(2, 1, 3, Message.QuorumKind.STRICT, true),
                n1.next(Message.Put.class).wish());
        assertEquals(Message.WriteWish.TABLE, n1.next(Message.Put.class).wish());
    }

    @Test
    void oneOptionLeavesTheOthersAsTheyWere() {
        WriteOptions all = THREE_SECONDS
                .withRequest(new RequestId(1, 2))
                .withW(1)
                .primaries(2)
                .distinctHosts(3)
                .strict()
                .confirmed();
        assertEquals(
                new WriteOptions(
                        new Message.WriteWish(1, 2, 3, Message.QuorumKind.STRICT, true),
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.of(new RequestId(1, 2)),
                        false),
                all);
        WriteOptions again = all.repeating(new RequestId(3, 4));
        assertEquals(new WriteOptions(all.wish(), all.deadline(), Optional.of(new RequestId(3, 4)), true), again);
        assertEquals(again, again.withW(9).withW(1).withDeadline(Duration.ofSeconds(3)));
        assertEquals(all, again.withRequest(new RequestId(1, 2)));
        assertEquals(all, all.withW(9).withW(1));
        assertEquals(all, all.primaries(9).primaries(2));
        assertEquals(all, all.distinctHosts(9).distinctHosts(3));
        assertEquals(all, all.sloppy().strict());
        assertEquals(all, all.withDeadline(Duration.ofSeconds(9)).withDeadline(Duration.ofSeconds(3)));
    }

    @Test
    void aTimeToLiveGoesToTheNodeAndStaysWhateverElseIsAsked() {
        Table table = opened.table(n1);
        WriteOptions brief = WriteOptions.DEFAULT.ttl(Duration.ofSeconds(30));
        table.put(ALICE, MUG, CausalContext.NONE, brief);
        table.put(
                ALICE,
                MUG,
                CausalContext.NONE,
                brief.withW(1)
                        .primaries(1)
                        .distinctHosts(1)
                        .strict()
                        .sloppy()
                        .confirmed()
                        .withDeadline(Duration.ofSeconds(3)));
        table.put(ALICE, MUG, CausalContext.NONE, brief.ttl(Duration.ofDays(1)));
        table.put(ALICE, MUG, CausalContext.NONE);
        assertEquals(Optional.of(new TimeToLive(30_000)), nextTtl());
        assertEquals(Optional.of(new TimeToLive(30_000)), nextTtl());
        assertEquals(Optional.of(new TimeToLive(86_400_000)), nextTtl());
        assertEquals(Optional.empty(), nextTtl());
    }

    private Optional<TimeToLive> nextTtl() {
        return n1.next(Message.Put.class).wish().ttl();
    }

    @Test
    void aTimeToLiveOfNothingOrOfMoreThanAHundredYearsIsRefusedAtOnce() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(36_501))) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> WriteOptions.DEFAULT.ttl(wrong));
            assertEquals("a time to live is 1 ms to 36500 days, not " + wrong, refusal.getMessage());
        }
    }

    @Test
    void aDeleteIsAPutWithoutAValue() {
        opened.table(n1).delete(ALICE, ScriptedNode.SEEN);
        assertEquals(Optional.empty(), n1.next(Message.Put.class).value());
    }

    @Test
    void everyWriteHasItsOwnRequestIdUnlessTheCallerGivesOne() {
        Table table = opened.table(n1);
        RequestId first = table.put(ALICE, MUG, CausalContext.NONE).request();
        assertNotEquals(first, table.put(ALICE, MUG, CausalContext.NONE).request());
        assertEquals(
                first,
                table.put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT.withRequest(first))
                        .request());
        n1.next(Message.Put.class);
        n1.next(Message.Put.class);
        assertEquals(first, n1.next(Message.Put.class).request());
    }

    @Test
    void aRejectedWriteHasNotHappenedAndIsNotTriedAgain() {
        n1.fails(ErrorCode.CONTEXT_INVALID, Outcome.REJECTED, "the context is of shop/order/17");
        Table table = opened.table(n1);
        StoreException.Rejected e =
                assertThrows(StoreException.Rejected.class, () -> table.put(ALICE, MUG, ScriptedNode.SEEN));
        assertEquals(ErrorCode.CONTEXT_INVALID, e.code());
        assertFalse(e.mayHaveHappened());
        assertEquals(1, n1.requestsWaiting());
    }

    @Test
    void aWriteThatNodesKeepRefusingHasNotHappened() {
        n1.fails(ErrorCode.DISK_FULL, Outcome.NOT_DONE, "12 MB free, 64 MB are kept free");
        Table table = opened.table(n1);
        StoreException.Unavailable e =
                assertThrows(StoreException.Unavailable.class, () -> table.put(ALICE, MUG, CausalContext.NONE));
        assertEquals(ErrorCode.DISK_FULL, e.code());
        assertFalse(e.mayHaveHappened());
        assertTrue(e.getMessage().contains("asked 4 times"), e.getMessage());
        assertTrue(e.getMessage().endsWith("nothing was written. Trying again later is safe."), e.getMessage());
    }

    @Test
    void aPutCutOffAfterItWasSentIsRepeatedElsewhereUnderTheSameRequestId() {
        ScriptedNode n2 = opened.node("n2");
        Script script = ScriptedNode.CUT.then(ScriptedNode::answerWell);
        n1.does(script);
        n2.does(script);
        WriteResult written = opened.table(n1, n2).put(ALICE, MUG, CausalContext.NONE);
        Message.Put atOne = n1.next(Message.Put.class);
        Message.Put atTwo = n2.next(Message.Put.class);
        assertEquals(written.request(), atOne.request());
        assertEquals(written.request(), atTwo.request());
        assertTrue(atOne.again() != atTwo.again(), "the later one says that the other may have done it");
    }

    @Test
    void aWriteThatACallBeforeMayHaveDoneSaysSoFromItsFirstAttemptOn() {
        Table table = opened.table(n1);
        RequestId request = new RequestId(1, 2);
        table.put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT.repeating(request));
        Message.Put asked = n1.next(Message.Put.class);
        assertEquals(request, asked.request());
        assertTrue(asked.again());
        table.put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT.withRequest(request));
        assertFalse(n1.next(Message.Put.class).again());
    }

    @Test
    void aConfirmedPutCutOffAfterItWasSentIsNotTriedElsewhere() {
        ScriptedNode n2 = opened.node("n2");
        n1.cutsTheConnection();
        n2.cutsTheConnection();
        Table table = opened.table(n1, n2);
        StoreException.OutcomeUnknown e = assertThrows(
                StoreException.OutcomeUnknown.class,
                () -> table.put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT.confirmed()));
        assertEquals(1, n1.requestsWaiting() + n2.requestsWaiting());
        assertEquals(Optional.empty(), e.requestId());
        assertTrue(
                e.getMessage()
                        .endsWith("no other node was asked, since the write is a confirmed one; the write may have"
                                + " happened. Read first: a confirmed write tried again is not the same write."),
                e.getMessage());
    }

    @Test
    void aConfirmedPutWhoseNodeDoesNotKnowTheOutcomeIsNotTriedAgain() {
        n1.fails(ErrorCode.OUTCOME_UNKNOWN, Outcome.UNKNOWN, "1 of 2 replicas");
        Table table = opened.table(n1);
        assertThrows(
                StoreException.OutcomeUnknown.class,
                () -> table.put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT.confirmed()));
        assertEquals(1, n1.requestsWaiting());
    }

    @Test
    void aConfirmedPutWithoutAnAnswerWaitsForItToTheDeadline() {
        ScriptedNode n2 = opened.node("n2");
        n1.isSilent();
        n2.isSilent();
        Table table = opened.table(n1, n2);
        StoreException.OutcomeUnknown e = assertThrows(
                StoreException.OutcomeUnknown.class,
                () -> table.put(
                        ALICE,
                        MUG,
                        CausalContext.NONE,
                        WriteOptions.DEFAULT.confirmed().withDeadline(Duration.ofMillis(700))));
        assertEquals(1, n1.requestsWaiting() + n2.requestsWaiting());
        assertTrue(e.getMessage().contains("the deadline of 700 ms has passed"), e.getMessage());
    }

    @Test
    void aConfirmedPutThatANodeHasNotDoneGoesToTheNext() {
        ScriptedNode n2 = opened.node("n2");
        Script script = ScriptedNode.failing(ErrorCode.UNAVAILABLE, Outcome.NOT_DONE, "1 of 2 owners")
                .then(ScriptedNode::answerWell);
        n1.does(script);
        n2.does(script);
        WriteResult written =
                opened.table(n1, n2).put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT.confirmed());
        for (ScriptedNode node : List.of(n1, n2)) {
            Message.Put tried = node.next(Message.Put.class);
            assertEquals(written.request(), tried.request());
            assertFalse(tried.again(), "what a node says it has not done leaves no trace");
        }
    }

    @Test
    void withOneNodeAPutCutOffIsRepeatedOnTheNextConnection() {
        n1.does(ScriptedNode.CUT.then(ScriptedNode::answerWell));
        WriteResult written = opened.table(n1).put(ALICE, MUG, CausalContext.NONE);
        Message.Put first = n1.next(Message.Put.class);
        Message.Put second = n1.next(Message.Put.class);
        assertEquals(written.request(), first.request());
        assertEquals(written.request(), second.request());
        assertFalse(first.again());
        assertTrue(second.again(), "it may have lost in between what it had done");
    }

    @Test
    void anOutcomeTheNodeDoesNotKnowIsSettledByRepeatingTheSameRequest() {
        n1.does(ScriptedNode.failing(ErrorCode.OUTCOME_UNKNOWN, Outcome.UNKNOWN, "1 of 2 replicas")
                .times(6, ScriptedNode::answerWell));
        WriteResult written = opened.table(n1)
                .put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT.withDeadline(Duration.ofSeconds(30)));
        for (int i = 0; i < 7; i++) {
            Message.Put attempt = n1.next(Message.Put.class);
            assertEquals(written.request(), attempt.request());
            assertEquals(i > 0, attempt.again());
        }
    }

    @Test
    void aPutWithoutAnAnswerGoesToAnotherNodeWithinTheDeadline() {
        ScriptedNode n2 = opened.node("n2");
        Script script = ScriptedNode.SILENT.then(ScriptedNode::answerWell);
        n1.does(script);
        n2.does(script);
        Table table = opened.table(n1, n2);
        WriteResult written = table.put(ALICE, MUG, CausalContext.NONE, THREE_SECONDS);
        Message.Put atOne = n1.next(Message.Put.class);
        Message.Put atTwo = n2.next(Message.Put.class);
        assertEquals(written.request(), atOne.request());
        assertEquals(written.request(), atTwo.request());
        assertTrue(atOne.again() != atTwo.again(), "the later one says that the other may do it yet");
    }

    @Test
    void aLateAnswerOfTheFirstNodeCountsToo() {
        ScriptedNode n2 = opened.node("n2");
        AtomicInteger asked = new AtomicInteger();
        Runnable[] lateAnswer = new Runnable[1];
        for (ScriptedNode node : List.of(n1, n2)) {
            node.does((connection, correlation, request) -> {
                if (asked.getAndIncrement() == 0) {
                    lateAnswer[0] = () -> ScriptedNode.answer(
                            connection, correlation, new Message.PutReply(ScriptedNode.SEEN, 1, 2, 0));
                } else {
                    lateAnswer[0].run();
                }
            });
        }
        WriteResult written = opened.table(n1, n2).put(ALICE, MUG, CausalContext.NONE, THREE_SECONDS);
        assertEquals(2, written.copies());
        assertEquals(2, asked.get());
    }

    @Test
    void aDeadlineThatPassesAfterSendingLeavesTheOutcomeUnknownAndSaysWhatIsSafe() {
        ScriptedNode n2 = opened.node("n2");
        n1.isSilent();
        n2.isSilent();
        Table table = opened.table(n1, n2);
        RequestId request = new RequestId(1, 2);
        StoreException.OutcomeUnknown e = assertThrows(
                StoreException.OutcomeUnknown.class,
                () -> table.put(
                        ALICE,
                        MUG,
                        CausalContext.NONE,
                        WriteOptions.DEFAULT.withRequest(request).withDeadline(Duration.ofMillis(600))));
        assertEquals(ErrorCode.OUTCOME_UNKNOWN, e.code());
        assertEquals(Optional.of(request), e.requestId());
        assertTrue(e.mayHaveHappened());
        assertTrue(e.getMessage().startsWith("ARM-202 put shop/cart/alice: n"), e.getMessage());
        for (ScriptedNode node : List.of(n1, n2)) {
            assertTrue(e.getMessage().contains(node.label() + " gave no answer within "), e.getMessage());
        }
        assertTrue(
                e.getMessage()
                        .endsWith("; the deadline of 600 ms has passed; the write may have happened. Reading first, or"
                                + " retrying with request id 00000000000000010000000000000002, is safe."),
                e.getMessage());
    }

    @Test
    void aRefusalAfterALostAttemptStillLeavesTheOutcomeUnknown() {
        n1.does(ScriptedNode.CUT.then(ScriptedNode.failing(ErrorCode.TOO_MANY_SIBLINGS, Outcome.REJECTED, "16 of 16")));
        Table table = opened.table(n1);
        StoreException.OutcomeUnknown e =
                assertThrows(StoreException.OutcomeUnknown.class, () -> table.put(ALICE, MUG, CausalContext.NONE));
        assertTrue(e.getMessage().contains("then answered ARM-207 16 of 16"), e.getMessage());
    }

    @Test
    void aRefusalWhileAnotherAttemptIsOpenWaitsForThatAttempt() {
        ScriptedNode n2 = opened.node("n2");
        AtomicInteger asked = new AtomicInteger();
        Runnable[] lateAnswer = new Runnable[1];
        for (ScriptedNode node : List.of(n1, n2)) {
            node.does((connection, correlation, request) -> {
                if (asked.getAndIncrement() == 0) {
                    lateAnswer[0] = () -> ScriptedNode.answerWell(connection, correlation, request);
                } else {
                    ScriptedNode.answer(
                            connection,
                            correlation,
                            new Message.Failure(ErrorCode.TOO_MANY_SIBLINGS, Outcome.REJECTED, "16 of 16"));
                    lateAnswer[0].run();
                }
            });
        }
        WriteResult written = opened.table(n1, n2).put(ALICE, MUG, CausalContext.NONE, THREE_SECONDS);
        assertEquals(3, written.copies());
    }

    @Test
    void aValueThatFitsIntoNoFrameIsRejectedBeforeItIsSent() {
        Table table = opened.table(n1);
        Bytes huge = Bytes.wrap(new byte[TransportLimits.DEFAULT.maxFrameBytes()]);
        StoreException.Rejected e =
                assertThrows(StoreException.Rejected.class, () -> table.put(ALICE, huge, CausalContext.NONE));
        assertEquals(ErrorCode.VALUE_TOO_LARGE, e.code());
        assertTrue(e.getMessage().contains("the value has 20971520 bytes"), e.getMessage());
        assertEquals(
                e.getMessage(),
                Waiting.failure(table.async().put(ALICE, huge, CausalContext.NONE, WriteOptions.DEFAULT))
                        .getMessage());
        assertEquals(0, n1.requestsWaiting());
    }

    @Test
    void theLargestValueThatIsNotRejectedArrives() {
        Bytes large = Bytes.wrap(new byte[TransportLimits.DEFAULT.maxFrameBytes() - 1_024]);
        opened.table(n1).put(ALICE, large, CausalContext.NONE);
        assertEquals(large, n1.next(Message.Put.class).value().orElseThrow());
    }
}
