package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.armature.client.observe.AttemptRole;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.transport.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HedgedReadsTest {
    private static final Key ALICE = Key.utf8("alice");
    private static final Key BOB = Key.utf8("bob");
    private static final Optional<Bytes> HELLO = Optional.of(Bytes.utf8("hello"));
    private static final Hedge SOON = Hedge.after(Duration.ofMillis(20), 100);

    /** So long that a node's share of it is 10 s: who is answered before that was not answered by a retry. */
    private static final ReadOptions LONG = ReadOptions.DEFAULT.withDeadline(Duration.ofSeconds(30));

    @RegisterExtension
    final Opened opened = new Opened();

    private final RecordingObserver seen = new RecordingObserver();
    private final ScriptedNode n1 = opened.node("n1");
    private final ScriptedNode n2 = opened.node("n2");
    private final LinkedBlockingQueue<Asked> withheld = new LinkedBlockingQueue<>();

    /** A get that a node has taken and not answered. */
    private record Asked(ScriptedNode node, Connection connection, long correlation) {
        void answer(Message message) {
            ScriptedNode.answer(connection, correlation, message);
        }
    }

    private Table table(Hedge hedge, ScriptedNode... nodes) {
        ArmatureClient client =
                opened.add(opened.builder(nodes).hedge(hedge).observer(seen).build());
        Waiting.until("all are connected", () -> seen.connections.up() == nodes.length);
        return client.table("shop/cart");
    }

    /** Nodes answer everything but gets of alice. */
    private Table withholding(Hedge hedge) {
        Table table = table(hedge, n1, n2);
        for (ScriptedNode node : List.of(n1, n2)) {
            node.does((connection, correlation, request) -> {
                if (request instanceof Message.Get get && get.key().equals(ALICE)) {
                    withheld.add(new Asked(node, connection, correlation));
                } else {
                    ScriptedNode.answerWell(connection, correlation, request);
                }
            });
        }
        return table;
    }

    private Asked nextWithheld() {
        try {
            return Optional.ofNullable(withheld.poll(5, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("no node was asked within 5 s"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything that the node has sent so far has been taken in. */
    private void heardOut(ScriptedNode node, Table table) {
        int before = node.requestsWaiting();
        Waiting.until("a get of bob is answered by that node", () -> {
            table.get(BOB);
            return node.requestsWaiting() > before;
        });
    }

    private static Message failure(Outcome outcome) {
        return new Message.Failure(
                outcome == Outcome.REJECTED ? ErrorCode.NO_SUCH_TABLE : ErrorCode.OVERLOADED, outcome, "not here");
    }

    @Test
    void aLateGetIsAskedOfASecondNodeAndTheFirstAnswerCounts() {
        Table table = withholding(SOON);
        CompletionStage<ReadResult> read = table.async().get(ALICE, LONG);
        Asked first = nextWithheld();
        Asked hedge = nextWithheld();
        assertTrue(first.node() != hedge.node());
        hedge.answer(ScriptedNode.found("from the hedge"));
        assertEquals(List.of(Bytes.utf8("from the hedge")), Waiting.result(read).values());
        assertEquals(List.of(AttemptRole.FIRST, AttemptRole.HEDGE), seen.roles());
        first.answer(ScriptedNode.found("too late"));
        heardOut(first.node(), table);
        assertEquals(0, withheld.size(), "asked a third time");
    }

    @Test
    void theFirstNodeMayStillBeTheFirstToAnswer() {
        CompletionStage<ReadResult> read = withholding(SOON).async().get(ALICE, LONG);
        Asked first = nextWithheld();
        Asked hedge = nextWithheld();
        first.answer(ScriptedNode.found("from the first"));
        assertEquals(List.of(Bytes.utf8("from the first")), Waiting.result(read).values());
        hedge.answer(failure(Outcome.REJECTED));
    }

    @Test
    void aFailureOfTheHedgeDoesNotEndTheCallWhileTheFirstIsOpen() {
        Table table = withholding(SOON);
        for (Outcome outcome : Outcome.values()) {
            CompletionStage<ReadResult> read = table.async().get(ALICE, LONG);
            Asked first = nextWithheld();
            Asked hedge = nextWithheld();
            hedge.answer(failure(outcome));
            heardOut(hedge.node(), table);
            first.answer(ScriptedNode.found("hello"));
            assertEquals(HELLO, Waiting.result(read).value(), outcome.toString());
        }
        assertEquals(0, withheld.size(), "asked a third time");
    }

    @Test
    void aFailureOfTheFirstDoesNotEndTheCallWhileTheHedgeIsOpen() {
        Table table = withholding(SOON);
        for (Outcome outcome : Outcome.values()) {
            CompletionStage<ReadResult> read = table.async().get(ALICE, LONG);
            Asked first = nextWithheld();
            Asked hedge = nextWithheld();
            first.answer(failure(outcome));
            heardOut(first.node(), table);
            hedge.answer(ScriptedNode.found("hello"));
            assertEquals(HELLO, Waiting.result(read).value(), outcome.toString());
        }
        assertEquals(0, withheld.size(), "asked a third time");
    }

    @Test
    void whenBothRejectItTheCallEndsAtOnce() {
        CompletionStage<ReadResult> read = withholding(SOON).async().get(ALICE, LONG);
        Asked first = nextWithheld();
        Asked hedge = nextWithheld();
        first.answer(failure(Outcome.REJECTED));
        hedge.answer(failure(Outcome.REJECTED));
        Throwable failure = Waiting.failure(read);
        assertEquals(StoreException.Rejected.class, failure.getClass(), failure::toString);
    }

    @Test
    void aRejectionBesideASilentNodeEndsTheCallWithItsShare() {
        CompletionStage<ReadResult> read =
                withholding(SOON).async().get(ALICE, ReadOptions.DEFAULT.withDeadline(Duration.ofSeconds(1)));
        nextWithheld();
        nextWithheld().answer(failure(Outcome.REJECTED));
        Throwable failure = Waiting.failure(read);
        assertEquals(StoreException.Rejected.class, failure.getClass(), failure::toString);
    }

    @Test
    void bothThatRefuseAreTriedAgainInTheNextRound() {
        CompletionStage<ReadResult> read = withholding(SOON).async().get(ALICE, LONG);
        Asked first = nextWithheld();
        Asked hedge = nextWithheld();
        first.answer(failure(Outcome.NOT_DONE));
        hedge.answer(failure(Outcome.NOT_DONE));
        nextWithheld().answer(ScriptedNode.found("hello"));
        assertEquals(HELLO, Waiting.result(read).value());
    }

    @Test
    void withoutItNoGetIsHedged() {
        Table table = withholding(Hedge.none());
        ReadOptions brief = ReadOptions.DEFAULT.withDeadline(Duration.ofMillis(300));
        assertThrows(StoreException.ReadFailed.class, () -> table.get(ALICE, brief));
        assertEquals(List.of(AttemptRole.FIRST, AttemptRole.RETRY), seen.roles());
    }

    @Test
    void aHedgeThatWouldComeAfterTheDeadlineDoesNotCome() {
        Table table = withholding(Hedge.after(Duration.ofSeconds(2), 100));
        ReadOptions brief = ReadOptions.DEFAULT.withDeadline(Duration.ofMillis(150));
        assertThrows(StoreException.ReadFailed.class, () -> table.get(ALICE, brief));
        assertEquals(List.of(AttemptRole.FIRST), seen.roles());
    }

    @Test
    void writesAreNotHedged() {
        Table table = table(Hedge.after(Duration.ofMillis(1), 100), n1, n2);
        n1.isSilent();
        n2.isSilent();
        WriteOptions brief = WriteOptions.DEFAULT.withDeadline(Duration.ofMillis(300));
        assertThrows(
                StoreException.OutcomeUnknown.class, () -> table.put(ALICE, Bytes.EMPTY, CausalContext.NONE, brief));
        assertEquals(List.of(AttemptRole.FIRST, AttemptRole.RETRY), seen.roles());
    }

    @Test
    void withOneNodeThereIsNobodyToAskASecondTime() {
        Table table = table(SOON, n1);
        n1.isSilent();
        assertThrows(
                StoreException.ReadFailed.class,
                () -> table.get(ALICE, ReadOptions.DEFAULT.withDeadline(Duration.ofMillis(300))));
        assertEquals(List.of(AttemptRole.FIRST), seen.roles());
    }

    @Test
    void whenTheBudgetIsSpentALateGetWaitsForItsNode() {
        Table table = withholding(Hedge.after(Duration.ofMillis(20), 1));
        CompletionStage<ReadResult> first = table.async().get(ALICE, LONG);
        nextWithheld();
        nextWithheld().answer(ScriptedNode.found("hello"));
        Waiting.result(first);
        seen.forget();
        ReadOptions brief = ReadOptions.DEFAULT.withDeadline(Duration.ofMillis(300));
        assertThrows(StoreException.ReadFailed.class, () -> table.get(ALICE, brief));
        assertEquals(List.of(AttemptRole.FIRST, AttemptRole.RETRY), seen.roles());
    }

    @Test
    void whatIsUsualIsLearntFromTheGetsOfTheTable() {
        Table table = withholding(Hedge.afterPercentile(99, 100));
        ReadOptions brief = ReadOptions.DEFAULT.withDeadline(Duration.ofMillis(150));
        assertThrows(StoreException.ReadFailed.class, () -> table.get(ALICE, brief));
        assertEquals(List.of(AttemptRole.FIRST), seen.roles(), "nothing is usual yet");
        Asked late = nextWithheld();
        late.answer(ScriptedNode.found("too late"));
        heardOut(late.node(), table);
        for (int i = 0; i < 128; i++) {
            table.get(BOB, LONG);
        }
        CompletionStage<ReadResult> read = table.async().get(ALICE, LONG);
        nextWithheld();
        nextWithheld().answer(ScriptedNode.found("hello"));
        assertEquals(HELLO, Waiting.result(read).value());
    }

    @Test
    void aNodeThatIsAlwaysHedgedIsFoundSilentAllTheSame() {
        Table table = table(Hedge.after(Duration.ofMillis(5), 100), n1, n2);
        n1.isSilent();
        Waiting.until("n1 is avoided", () -> {
            int before = n1.requestsWaiting();
            for (int i = 0; i < 4; i++) {
                assertEquals(HELLO, table.get(ALICE, LONG).value());
            }
            return before > 0 && n1.requestsWaiting() == before;
        });
    }

    @Test
    void whatIsOutOfRangeIsRefusedAtOnce() {
        assertEquals(
                "a get is hedged after 1 ms to 1 h, not PT0S",
                assertThrows(IllegalArgumentException.class, () -> Hedge.after(Duration.ZERO))
                        .getMessage());
        assertEquals(
                "hedges are at most 1 to 100 percent of gets, not 0",
                assertThrows(IllegalArgumentException.class, () -> Hedge.after(Duration.ofSeconds(1), 0))
                        .getMessage());
        assertEquals(
                "a get is hedged after percentile 50 to 99, not 100",
                assertThrows(IllegalArgumentException.class, () -> Hedge.afterPercentile(100, 5))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Hedge.afterPercentile(99, 101));
        assertEquals(new Hedge.After(Duration.ofMillis(5), 10), Hedge.after(Duration.ofMillis(5)));
    }
}
