package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadsTest {
    private static final Key ALICE = Key.utf8("alice");

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");

    @Test
    void aGetBringsTheValueAndItsContext() {
        ReadResult read = opened.table(n1).get(ALICE);
        assertEquals(Optional.of(Bytes.utf8("hello")), read.value());
        assertEquals(ScriptedNode.SEEN, read.context());
    }

    @Test
    void aGetOfNothingIsAnEmptyResult() {
        n1.answers(new Message.GetReply(List.of(), CausalContext.NONE));
        ReadResult read = opened.table(n1).get(ALICE);
        assertTrue(read.isEmpty());
        assertEquals(Optional.empty(), read.value());
    }

    @Test
    void aDeletedKeyIsEmptyButHasAContext() {
        n1.answers(new Message.GetReply(
                List.of(new Message.Sibling(Optional.empty(), 1, new NodeId("n1"))), ScriptedNode.SEEN));
        ReadResult read = opened.table(n1).get(ALICE);
        assertTrue(read.isEmpty());
        assertFalse(read.isConflict());
        assertEquals(ScriptedNode.SEEN, read.context());
    }

    @Test
    void aReadTellsFromWhenOnThereIsNoValue() {
        assertEquals(Optional.empty(), expires());
        assertEquals(Optional.empty(), expires(sibling("x", 0)));
        assertEquals(Optional.of(Instant.ofEpochMilli(5_000)), expires(sibling("x", 5_000)));
        assertEquals(Optional.of(Instant.ofEpochMilli(9_000)), expires(sibling("x", 9_000), sibling("y", 5_000)));
        assertEquals(Optional.empty(), expires(sibling("x", 9_000), sibling("y", 0)));
        Message.Sibling deleted = new Message.Sibling(Optional.empty(), 1, new NodeId("n1"));
        assertEquals(Optional.of(Instant.ofEpochMilli(9_000)), expires(sibling("x", 9_000), deleted));
    }

    @Test
    void anExpiredVersionReadsAsDeletedAndIsToldFromATombstone() {
        Message.Sibling expired = new Message.Sibling(Optional.empty(), 1, new NodeId("n1"), 5_000);
        ReadResult read = reads(expired);
        assertTrue(read.isEmpty());
        assertEquals(Optional.empty(), read.expires());
        assertTrue(read.versions().get(0).isExpired());
        assertFalse(new Message.Sibling(Optional.empty(), 1, new NodeId("n1")).isExpired());
        assertFalse(sibling("x", 5_000).isExpired());
    }

    private static Message.Sibling sibling(String value, long expiresMillis) {
        return new Message.Sibling(Optional.of(Bytes.utf8(value)), 1, new NodeId("n1"), expiresMillis);
    }

    private Optional<Instant> expires(Message.Sibling... versions) {
        return reads(versions).expires();
    }

    private ReadResult reads(Message.Sibling... versions) {
        n1.answers(new Message.GetReply(List.of(versions), ScriptedNode.SEEN));
        return opened.table(n1).get(ALICE);
    }

    @Test
    void siblingsAreAllThereAndAskingForOneValueSaysHowMany() {
        n1.answers(ScriptedNode.found("mug", "book"));
        ReadResult read = opened.table(n1).get(ALICE);
        assertEquals(List.of(Bytes.utf8("mug"), Bytes.utf8("book")), read.values());
        assertTrue(assertThrows(IllegalStateException.class, read::value)
                .getMessage()
                .contains("2 siblings"));
    }

    @Test
    void theNodeIsToldTableKeyQuorumAndHowLongItHas() {
        opened.table(n1).get(ALICE, ReadOptions.DEFAULT.withR(2).withDeadline(Duration.ofSeconds(3)));
        Message.Get asked = n1.next(Message.Get.class);
        assertEquals(new TableName("shop", "cart"), asked.table());
        assertEquals(ALICE, asked.key());
        assertEquals(2, asked.wish().r());
        assertTrue(asked.deadlineMillis() > 2_000 && asked.deadlineMillis() < 3_000, asked.deadlineMillis() + " ms");
    }

    @Test
    void whatAReadAsksForBeyondItsTableGoesToTheNode() {
        ReadOptions wishes = ReadOptions.DEFAULT.strict().withR(2).primaries(1).confirmed();
        Table table = opened.table(n1);
        table.get(ALICE, wishes);
        table.get(ALICE, wishes.sloppy());
        table.get(ALICE, ReadOptions.DEFAULT.asStored().withR(2));
        table.get(ALICE);
        assertEquals(
                new Message.ReadWish(2, 1, Message.QuorumKind.STRICT, true),
                n1.next(Message.Get.class).wish());
        assertEquals(
                new Message.ReadWish(2, 1, Message.QuorumKind.SLOPPY, true),
                n1.next(Message.Get.class).wish());
        assertEquals(
                new Message.ReadWish(2, 0, Message.QuorumKind.TABLE, false, true),
                n1.next(Message.Get.class).wish());
        assertEquals(Message.ReadWish.TABLE, n1.next(Message.Get.class).wish());
    }

    @Test
    void aReadTellsThatItsValueWasMergedAndOfHowMany() {
        Message.Merge merge = new Message.Merge(3, "cart", "1.0.0");
        Message.Sibling one = new Message.Sibling(Optional.of(Bytes.utf8("{}")), 1, new NodeId("n1"));
        n1.answers(new Message.GetReply(List.of(one), ScriptedNode.SEEN, Optional.of(merge)));
        ReadResult read = opened.table(n1).get(ALICE);
        assertEquals(Optional.of(merge), read.merge());
        assertEquals(Optional.of(Bytes.utf8("{}")), read.value());
    }

    @Test
    void aRejectedReadIsNotTriedElsewhere() {
        ScriptedNode n2 = opened.node("n2");
        for (ScriptedNode node : List.of(n1, n2)) {
            node.fails(ErrorCode.NO_SUCH_TABLE, Outcome.REJECTED, "no table shop/cart; there are: shop/order");
        }
        Table table = opened.table(n1, n2);
        StoreException.Rejected e = assertThrows(StoreException.Rejected.class, () -> table.get(ALICE));
        assertEquals(ErrorCode.NO_SUCH_TABLE, e.code());
        assertEquals(1, n1.requestsWaiting() + n2.requestsWaiting());
        assertTrue(e.getMessage().startsWith("ARM-204 get shop/cart/alice: n"), e.getMessage());
        assertTrue(e.getMessage().contains("no table shop/cart; there are: shop/order"), e.getMessage());
    }

    @Test
    void aNodeThatCanNotServeIsReplacedByAnother() {
        n1.fails(ErrorCode.OVERLOADED, Outcome.NOT_DONE, "1000 requests wait");
        Table table = opened.table(n1, opened.node("n2"));
        for (int i = 0; i < 4; i++) {
            assertEquals(Optional.of(Bytes.utf8("hello")), table.get(ALICE).value());
        }
        assertTrue(n1.requestsWaiting() > 0, "n1 was never asked");
    }

    @Test
    void aReadOfUnknownOutcomeIsTriedElsewhere() {
        n1.fails(ErrorCode.READ_TIMEOUT, Outcome.UNKNOWN, "1 of 2 replicas answered");
        Table table = opened.table(n1, opened.node("n2"));
        for (int i = 0; i < 4; i++) {
            assertEquals(Optional.of(Bytes.utf8("hello")), table.get(ALICE).value());
        }
        assertTrue(n1.requestsWaiting() > 0, "n1 was never asked");
    }

    @Test
    void aReadLostWithItsConnectionIsTriedElsewhere() {
        n1.cutsTheConnection();
        Table table = opened.table(n1, opened.node("n2"));
        for (int i = 0; i < 4; i++) {
            assertEquals(Optional.of(Bytes.utf8("hello")), table.get(ALICE).value());
        }
        assertTrue(n1.requestsWaiting() > 0, "n1 was never asked");
    }

    @Test
    void nodesThatKeepRefusingEndTheReadBeforeItsDeadlineWithTheirReason() {
        n1.fails(ErrorCode.UNAVAILABLE, Outcome.NOT_DONE, "1 of 3 owners of the key can be reached, R=2");
        Table table = opened.table(n1);
        long begin = System.nanoTime();
        StoreException.Unavailable e = assertThrows(
                StoreException.Unavailable.class,
                () -> table.get(ALICE, ReadOptions.DEFAULT.withDeadline(Duration.ofSeconds(30))));
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(15).toNanos(), "waited for the deadline");
        assertEquals(ErrorCode.UNAVAILABLE, e.code());
        assertTrue(
                e.getMessage().contains(n1.label() + " answered ARM-201 1 of 3 owners of the key can be reached, R=2"),
                e.getMessage());
    }

    @Test
    void aReadThatNobodyAnswersFailsAtItsDeadlineAndSaysWhoWasAsked() {
        n1.isSilent();
        Table table = opened.table(n1);
        StoreException.ReadFailed e = assertThrows(
                StoreException.ReadFailed.class,
                () -> table.get(ALICE, ReadOptions.DEFAULT.withDeadline(Duration.ofMillis(300))));
        assertEquals(ErrorCode.READ_TIMEOUT, e.code());
        assertFalse(e.mayHaveHappened());
        assertTrue(
                e.getMessage().startsWith("ARM-203 get shop/cart/alice: " + n1.label() + " gave no answer within "),
                e.getMessage());
        assertTrue(e.getMessage().endsWith("; the deadline of 300 ms has passed"), e.getMessage());
    }

    @Test
    void anAnswerToAnotherQuestionIsNoAnswer() {
        n1.answers(new Message.PutReply(CausalContext.NONE, 1, 1, 0));
        Table table = opened.table(n1);
        StoreException.ReadFailed e = assertThrows(
                StoreException.ReadFailed.class,
                () -> table.get(ALICE, ReadOptions.DEFAULT.withDeadline(Duration.ofSeconds(3))));
        assertTrue(e.getMessage().contains("PutReply"), e.getMessage());
    }

    @Test
    void impossibleOptionsAreRefusedAtOnce() {
        assertEquals(
                "a read asks for 0 to 255 (0 for the table's own), not r=-1",
                assertThrows(IllegalArgumentException.class, () -> ReadOptions.DEFAULT.withR(-1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.DEFAULT.withR(256));
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.DEFAULT.primaries(256));
        assertThrows(IllegalArgumentException.class, () -> WriteOptions.DEFAULT.primaries(-1));
        assertEquals(
                "a write asks for 0 to 255 (0 for the table's own), not distinct-hosts=256",
                assertThrows(IllegalArgumentException.class, () -> WriteOptions.DEFAULT.distinctHosts(256))
                        .getMessage());
        assertEquals(
                "a deadline is 1 ms to 1 h, not PT0S",
                assertThrows(IllegalArgumentException.class, () -> ReadOptions.DEFAULT.withDeadline(Duration.ZERO))
                        .getMessage());
        assertEquals(
                "a write asks for 0 to 255 (0 for the table's own), not w=-2",
                assertThrows(IllegalArgumentException.class, () -> WriteOptions.DEFAULT.withW(-2))
                        .getMessage());
    }
}
