package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Sibling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TypedTableTest {
    private static final Sibling FIVE = number(5);
    private static final Sibling EIGHT = number(8);
    private static final Sibling DELETED = new Sibling(Optional.empty(), 3, new NodeId("n2"));
    private static final Sibling EXPIRED = new Sibling(Optional.empty(), 3, new NodeId("n2"), 4);
    private static final Sibling NO_NUMBER = new Sibling(Optional.of(Bytes.utf8("five")), 2_000, new NodeId("n2"));

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");

    private static Sibling number(long number) {
        return new Sibling(Optional.of(Codecs.int64().encode(number)), number, new NodeId("n1"));
    }

    private TypedTable<String, Long> table() {
        return opened.client(n1).table("shop/stock", Codecs.utf8(), Codecs.int64());
    }

    private TypedTable<String, Long> tableOf(Sibling... versions) {
        n1.answers(new Message.GetReply(List.of(versions), ScriptedNode.SEEN));
        return table();
    }

    @Test
    void aKeyAndAValueGoByTheirCodecs() {
        TypedTable<String, Long> stock = tableOf(FIVE);
        Versioned<String, Long> found = stock.get("mug");
        assertEquals(Key.utf8("mug"), n1.next(Message.Get.class).key());
        assertInstanceOf(Versioned.Single.class, found);
        assertEquals(Optional.of(5L), found.value());
        assertEquals("mug", found.key());
        assertEquals(ScriptedNode.SEEN, found.context());
        assertEquals(
                List.of(new TypedSibling<>(
                        Optional.of(5L), Instant.ofEpochMilli(5), new NodeId("n1"), Optional.empty())),
                found.siblings());
        assertEquals("shop/stock", stock.name().toString());
    }

    @Test
    void absentDeletedAndExpiredAreToldApart() {
        TypedTable<String, Long> stock = table();
        n1.answers(new Message.GetReply(List.of(), CausalContext.NONE));
        assertEquals(new Versioned.Absent<>("mug", CausalContext.NONE), stock.get("mug"));
        n1.answers(new Message.GetReply(List.of(DELETED), ScriptedNode.SEEN));
        Versioned<String, Long> deleted = stock.get("mug");
        assertInstanceOf(Versioned.Deleted.class, deleted);
        assertEquals(Optional.empty(), deleted.value());
        assertTrue(deleted.siblings().get(0).isDeletion());
        n1.answers(new Message.GetReply(List.of(DELETED, EXPIRED), ScriptedNode.SEEN));
        Versioned<String, Long> both = stock.get("mug");
        assertInstanceOf(Versioned.Deleted.class, both);
        assertTrue(both.siblings().get(1).isExpired());
    }

    @Test
    void aConflictWithoutResolverIsAnExceptionThatCarriesSiblingsAndContext() {
        Versioned<String, Long> found = tableOf(FIVE, DELETED, EIGHT).get("mug");
        assertInstanceOf(Versioned.Conflict.class, found);
        ConflictException e = assertThrows(ConflictException.class, found::value);
        assertEquals(found.siblings(), e.siblings());
        assertEquals(3, e.siblings().size());
        assertEquals(ScriptedNode.SEEN, e.context());
        assertTrue(e.getMessage().startsWith("shop/stock/mug has 3 versions that nobody has merged"), e.getMessage());
    }

    @Test
    void theResolverOfTheHandleMakesOneValueOfSiblingsAndOthersKeepTheirs() {
        TypedTable<String, Long> stock = tableOf(FIVE, EIGHT);
        Versioned<String, Long> found =
                stock.withResolver(Resolvers.merging(Math::max)).get("mug");
        assertInstanceOf(Versioned.Resolved.class, found);
        assertEquals(Optional.of(8L), found.value());
        assertEquals(2, found.siblings().size());
        assertInstanceOf(Versioned.Conflict.class, stock.get("mug"));
    }

    @Test
    void aResolverThatBreaksIsTheCallersToSee() {
        IllegalStateException broken = new IllegalStateException("broken");
        TypedTable<String, Long> stock = tableOf(FIVE, EIGHT);
        assertSame(broken, assertThrows(IllegalStateException.class, () -> stock.withResolver(siblings -> {
                    throw broken;
                })
                .get("mug")));
        assertThrows(NullPointerException.class, () -> stock.withResolver(siblings -> null)
                .get("mug"));
    }

    @Test
    void whatCantBeDecodedIsNamedAndStaysAsItIs() {
        TypedTable<String, Long> stock = tableOf(FIVE, NO_NUMBER);
        DecodingException e = assertThrows(DecodingException.class, () -> stock.get("mug"));
        assertEquals(
                "shop/stock/mug: version 2 of 2 (4 bytes, taken in by n2 at 1970-01-01T00:00:02Z) can't be decoded:"
                        + " it has 4 bytes instead of 8. Nothing was written, and the value stays as it is; a table"
                        + " without codecs reads its bytes",
                e.getMessage());
        assertEquals(1, e.sibling());
        assertEquals(Optional.of(Bytes.utf8("five")), e.read().versions().get(1).value());
        n1.answers(new Message.GetReply(List.of(NO_NUMBER), ScriptedNode.SEEN));
        assertThrows(DecodingException.class, () -> stock.update("mug", found -> 1L));
        n1.next(Message.Get.class);
        n1.next(Message.Get.class);
        assertEquals(0, n1.requestsWaiting(), "nothing is written over it");
    }

    @Test
    void aCodecThatGivesNullHasNotReadADeletion() {
        Codec<Long> broken = Codecs.bytes().as(bytes -> null, number -> Bytes.EMPTY);
        n1.answers(new Message.GetReply(List.of(FIVE), ScriptedNode.SEEN));
        TypedTable<String, Long> stock = opened.client(n1).table("shop/stock", Codecs.utf8(), broken);
        assertThrows(DecodingException.class, () -> stock.get("mug"));
    }

    @Test
    void anEditedResultReplacesWhatWasReadAndABlindPutReplacesNothing() {
        TypedTable<String, Long> stock = tableOf(FIVE);
        Versioned<String, Long> found = stock.get("mug");
        n1.next(Message.Get.class);
        n1.does(ScriptedNode::answerWell);
        assertEquals(3, stock.put(found.edited(6L)).copies());
        asked(Optional.of(6L), ScriptedNode.SEEN);
        stock.put("mug", 7L, ScriptedNode.SEEN);
        asked(Optional.of(7L), ScriptedNode.SEEN);
        stock.putBlind("mug", 8L);
        asked(Optional.of(8L), CausalContext.NONE);
        stock.delete("mug", ScriptedNode.SEEN);
        asked(Optional.empty(), ScriptedNode.SEEN);
    }

    private void asked(Optional<Long> value, CausalContext context) {
        Message.Put put = n1.next(Message.Put.class);
        assertEquals(value.map(Codecs.int64()::encode), put.value());
        assertEquals(context, put.context());
        assertEquals(Key.utf8("mug"), put.key());
    }

    @Test
    void aKeyThatCantBeWrittenIsRefusedBeforeAnythingIsSent() {
        TypedTable<String, Long> stock = table();
        for (String wrong : List.of("", "x".repeat(1_025), "\uD834")) {
            assertThrows(IllegalArgumentException.class, () -> stock.get(wrong));
            assertThrows(IllegalArgumentException.class, () -> stock.putBlind(wrong, 1L));
            assertThrows(IllegalArgumentException.class, () -> stock.async().get(wrong, ReadOptions.DEFAULT));
        }
        assertEquals(0, n1.requestsWaiting());
    }

    @Test
    void theSameCallsWithoutWaitingUseTheSameResolver() {
        TypedTable<String, Long> stock = tableOf(FIVE, EIGHT).withResolver(Resolvers.merging(Math::max));
        AsyncTypedTable<String, Long> async = stock.async();
        Versioned<String, Long> found = Waiting.result(async.get("mug", ReadOptions.DEFAULT));
        assertEquals(Optional.of(8L), found.value());
        n1.next(Message.Get.class);
        n1.does(ScriptedNode::answerWell);
        Waiting.result(async.put(found.edited(6L), WriteOptions.DEFAULT));
        asked(Optional.of(6L), ScriptedNode.SEEN);
        Waiting.result(async.putBlind("mug", 8L, WriteOptions.DEFAULT));
        asked(Optional.of(8L), CausalContext.NONE);
        Waiting.result(async.delete("mug", ScriptedNode.SEEN, WriteOptions.DEFAULT));
        asked(Optional.empty(), ScriptedNode.SEEN);
    }

    @Test
    void aStageFailsWithTheVeryException() {
        AsyncTypedTable<String, Long> stock = tableOf(NO_NUMBER).async();
        assertInstanceOf(DecodingException.class, Waiting.failure(stock.get("mug", ReadOptions.DEFAULT)));
        n1.fails(ErrorCode.NO_SUCH_TABLE, Message.Outcome.REJECTED, "no such table");
        assertInstanceOf(StoreException.Rejected.class, Waiting.failure(stock.get("mug", ReadOptions.DEFAULT)));
        assertInstanceOf(
                StoreException.Rejected.class, Waiting.failure(stock.putBlind("mug", 1L, WriteOptions.DEFAULT)));
    }
}
