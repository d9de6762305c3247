package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.client.ScriptedNode.Script;
import org.armature.client.StoreException.ConditionFailed;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConditionalPutTest {
    private static final Key ALICE = Key.utf8("alice");
    private static final Bytes MUG = Bytes.utf8("mug");
    private static final Message.Sibling FIVE =
            new Message.Sibling(Optional.of(Codecs.int64().encode(5L)), 1, new NodeId("n1"));

    /** As a node answers whose condition does not hold: a five is there. */
    private static final Script REFUSED = (connection, correlation, request) -> ScriptedNode.answer(
            connection,
            correlation,
            new Message.Failure(
                    ErrorCode.CONDITION_FAILED,
                    Message.Outcome.REJECTED,
                    "put: a value is there",
                    Optional.of(new Message.GetReply(List.of(FIVE), ScriptedNode.SEEN))));

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");

    private TypedTable<String, Long> stock() {
        return opened.client(n1).table("shop/stock", Codecs.utf8(), Codecs.int64());
    }

    private void asked(CausalContext context, Condition condition) {
        Message.Put put = n1.next(Message.Put.class);
        assertEquals(context, put.context());
        assertEquals(condition, put.wish().condition());
    }

    @Test
    void eachWayOfPuttingAsksForItsCondition() {
        Table table = opened.table(n1);
        table.put(ALICE, MUG, CausalContext.NONE);
        asked(CausalContext.NONE, Condition.NONE);
        table.putNew(ALICE, MUG);
        asked(CausalContext.NONE, Condition.ABSENT);
        table.putIfUnchanged(ALICE, MUG, ScriptedNode.SEEN);
        asked(ScriptedNode.SEEN, Condition.UNCHANGED);
        table.putIfUnchanged(ALICE, MUG, CausalContext.NONE);
        asked(CausalContext.NONE, Condition.ABSENT);
        table.delete(ALICE, ScriptedNode.SEEN, WriteOptions.DEFAULT.onlyIfUnchanged());
        asked(ScriptedNode.SEEN, Condition.UNCHANGED);
        Waiting.result(table.async().putNew(ALICE, MUG, WriteOptions.DEFAULT));
        asked(CausalContext.NONE, Condition.ABSENT);
        Waiting.result(table.async().putIfUnchanged(ALICE, MUG, ScriptedNode.SEEN, WriteOptions.DEFAULT));
        asked(ScriptedNode.SEEN, Condition.UNCHANGED);
    }

    @Test
    void soDoesATypedTable() {
        TypedTable<String, Long> stock = stock();
        stock.putNew("mug", 1L);
        asked(CausalContext.NONE, Condition.ABSENT);
        stock.putIfUnchanged(new Edit<>("mug", 2L, ScriptedNode.SEEN));
        asked(ScriptedNode.SEEN, Condition.UNCHANGED);
        stock.putIfUnchanged(new Versioned.Absent<String, Long>("mug", CausalContext.NONE).edited(2L));
        asked(CausalContext.NONE, Condition.ABSENT);
        Waiting.result(stock.async().putNew("mug", 1L, WriteOptions.DEFAULT));
        asked(CausalContext.NONE, Condition.ABSENT);
        Waiting.result(stock.async().putIfUnchanged(new Edit<>("mug", 2L, ScriptedNode.SEEN), WriteOptions.DEFAULT));
        asked(ScriptedNode.SEEN, Condition.UNCHANGED);
    }

    @Test
    void aConditionStaysWhateverElseIsAsked() {
        WriteOptions options = WriteOptions.DEFAULT
                .onlyIfUnchanged()
                .withW(1)
                .primaries(1)
                .distinctHosts(1)
                .strict()
                .sloppy()
                .confirmed()
                .ttl(Duration.ofSeconds(3))
                .withoutTtl()
                .withRequest(new RequestId(1, 2));
        assertEquals(Condition.UNCHANGED, options.wish().condition());
        assertEquals(Condition.ABSENT, options.onlyIfAbsent().wish().condition());
        assertEquals(
                Optional.of(Duration.ofSeconds(3)),
                WriteOptions.DEFAULT
                        .ttl(Duration.ofSeconds(3))
                        .onlyIfAbsent()
                        .wish()
                        .ttl()
                        .map(ttl -> ttl.duration()));
    }

    @Test
    void whoIsRefusedIsToldWhatIsThereAndThatNothingWasWritten() {
        n1.does(REFUSED);
        ConditionFailed failed =
                assertThrows(ConditionFailed.class, () -> opened.table(n1).putNew(ALICE, MUG));
        assertFalse(failed.mayHaveHappened());
        assertEquals(ErrorCode.CONDITION_FAILED, failed.code());
        assertEquals(List.of(FIVE), failed.found().versions());
        assertEquals(ScriptedNode.SEEN, failed.found().context());
        assertTrue(failed.getMessage().contains("put: a value is there"), failed.getMessage());
        assertEquals(1, n1.requestsWaiting(), "no other attempt was made");
        assertInstanceOf(
                ConditionFailed.class,
                Waiting.failure(opened.table(n1).async().putNew(ALICE, MUG, WriteOptions.DEFAULT)));
    }

    @Test
    void aTypedTableDecodesWhatIsThere() {
        TypedTable<String, Long> stock = stock();
        n1.does(REFUSED);
        ConditionFailed failed = assertThrows(ConditionFailed.class, () -> stock.putNew("mug", 1L));
        Versioned<String, Long> found = stock.found("mug", failed);
        assertEquals(Optional.of(5L), found.value());
        n1.next(Message.Put.class);
        n1.does(ScriptedNode::answerWell);
        stock.putIfUnchanged(found.edited(6L));
        asked(ScriptedNode.SEEN, Condition.UNCHANGED);
    }

    /** What stands there may be beside, or instead of, what the first attempt has written. */
    @Test
    void afterAnAttemptOfUnknownOutcomeARefusalIsNoCertainty() {
        Table table = opened.table(n1);
        n1.does(ScriptedNode.CUT.then(REFUSED));
        assertThrows(StoreException.OutcomeUnknown.class, () -> table.putNew(ALICE, MUG));
        n1.does(REFUSED);
        assertThrows(
                StoreException.OutcomeUnknown.class,
                () -> table.putNew(ALICE, MUG, WriteOptions.DEFAULT.repeating(new RequestId(1, 2))));
    }

    @Test
    void ofABatchOnlyWhatIsRefusedFails() {
        TypedTable<String, Long> stock = stock();
        n1.does((connection, correlation, request) -> {
            boolean mug = ((Message.Put) request).key().equals(Key.utf8("mug"));
            (mug ? REFUSED : (Script) ScriptedNode::answerWell).on(connection, correlation, request);
        });
        Map<String, Outcome<WriteResult>> outcomes = stock.putAll(
                List.of(new Edit<>("mug", 1L, CausalContext.NONE), new Edit<>("cup", 1L, CausalContext.NONE)),
                WriteOptions.DEFAULT.onlyIfAbsent());
        assertInstanceOf(
                ConditionFailed.class,
                assertInstanceOf(Outcome.Failed.class, outcomes.get("mug")).error());
        assertTrue(outcomes.get("cup").result().isPresent());
    }
}
