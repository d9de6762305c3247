package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.armature.client.ScriptedNode.Script;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.Message.Sibling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateTest {
    private static final CausalContext LATER = new CausalContext(Bytes.utf8("later"));
    private static final Script TOO_MANY =
            ScriptedNode.failing(ErrorCode.TOO_MANY_SIBLINGS, Outcome.REJECTED, "the key has 16 siblings");
    private static final Message.PutReply ALONE = new Message.PutReply(ScriptedNode.SEEN, 1, 3, 0);

    /** Both faces keep the same promises. */
    enum Face {
        WAITING {
            @Override
            UpdateResult<Long> change(
                    TypedTable<String, Long> table,
                    Function<Optional<Long>, Change<Long>> function,
                    UpdateOptions options) {
                return table.change("mug", function, options);
            }
        },
        STAGED {
            @Override
            UpdateResult<Long> change(
                    TypedTable<String, Long> table,
                    Function<Optional<Long>, Change<Long>> function,
                    UpdateOptions options) {
                try {
                    return table.async()
                            .change("mug", function, options)
                            .toCompletableFuture()
                            .join();
                } catch (CompletionException e) { // by join; what the stage failed with is in it
                    throw (RuntimeException) e.getCause();
                }
            }
        };

        abstract UpdateResult<Long> change(
                TypedTable<String, Long> table, Function<Optional<Long>, Change<Long>> function, UpdateOptions options);

        UpdateResult<Long> increment(TypedTable<String, Long> table) {
            return change(table, UpdateTest::oneMore, UpdateOptions.DEFAULT);
        }
    }

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");

    private static Change<Long> oneMore(Optional<Long> found) {
        return Change.to(found.orElse(0L) + 1);
    }

    private static Script found(CausalContext context, long... numbers) {
        List<Sibling> versions = Arrays.stream(numbers)
                .mapToObj(number -> new Sibling(Optional.of(Codecs.int64().encode(number)), number, new NodeId("n1")))
                .toList();
        return answering(new Message.GetReply(versions, context));
    }

    private static Script answering(Message answer) {
        return (connection, correlation, request) -> ScriptedNode.answer(connection, correlation, answer);
    }

    private static Script store(Script gets, Script puts) {
        return (connection, correlation, request) -> {
            Script script = request instanceof Message.Get ? gets : puts;
            script.on(connection, correlation, request);
        };
    }

    private TypedTable<String, Long> table(Script gets, Script puts) {
        TypedTable<String, Long> table = opened.client(n1).table("shop/stock", Codecs.utf8(), Codecs.int64());
        n1.does(store(gets, puts));
        return table;
    }

    private Message.Put nextPut() {
        return n1.next(Message.Put.class);
    }

    private static Optional<Bytes> bytes(long number) {
        return Optional.of(Codecs.int64().encode(number));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenHasSeenWhatWasRead(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), answering(ALONE));
        UpdateResult<Long> result = face.increment(stock);
        n1.next(Message.Get.class);
        Message.Put put = nextPut();
        assertEquals(bytes(6), put.value());
        assertEquals(ScriptedNode.SEEN, put.context());
        assertEquals(
                new UpdateResult.Written<>(6L, new WriteResult(ScriptedNode.SEEN, 1, 3, 0, put.request())), result);
        assertEquals(Optional.of(6L), result.value());
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatNobodyHasWrittenBeginsWithTheFunction(Face face) {
        face.increment(table(found(CausalContext.NONE), answering(ALONE)));
        n1.next(Message.Get.class);
        assertEquals(bytes(1), nextPut().value());
    }

    @ParameterizedTest
    @EnumSource
    void siblingsAreResolvedBeforeTheFunctionAndReplacedTogether(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5, 8), answering(ALONE));
        face.increment(stock.withResolver(Resolvers.merging(Math::max)));
        n1.next(Message.Get.class);
        Message.Put put = nextPut();
        assertEquals(bytes(9), put.value());
        assertEquals(ScriptedNode.SEEN, put.context());
    }

    @ParameterizedTest
    @EnumSource
    void aConflictThatNobodyResolvesIsNotWrittenOver(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5, 8), answering(ALONE));
        ConflictException e = assertThrows(ConflictException.class, () -> face.increment(stock));
        assertEquals(ScriptedNode.SEEN, e.context());
        n1.next(Message.Get.class);
        assertEquals(0, n1.requestsWaiting());
    }

    @ParameterizedTest
    @EnumSource
    void anAcknowledgedWriteIsNotRepeatedThoughOthersWroteBesideIt(Face face) {
        TypedTable<String, Long> stock =
                table(found(ScriptedNode.SEEN, 5), answering(new Message.PutReply(LATER, 2, 3, 0)));
        UpdateResult.Written<?> written = assertInstanceOf(UpdateResult.Written.class, face.increment(stock));
        assertTrue(written.result().madeSibling());
        n1.next(Message.Get.class);
        nextPut();
        assertEquals(0, n1.requestsWaiting());
    }

    @ParameterizedTest
    @EnumSource
    void aWriteOfOpenOutcomeIsRepeatedAsTheSameWriteAndTheFunctionNotCalledAgain(Face face) {
        AtomicInteger calls = new AtomicInteger();
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), ScriptedNode.CUT.then(answering(ALONE)));
        UpdateResult<Long> result = face.change(
                stock, found -> Change.to(found.orElseThrow() + calls.incrementAndGet()), UpdateOptions.DEFAULT);
        n1.next(Message.Get.class);
        Message.Put first = nextPut();
        Message.Put second = nextPut();
        assertEquals(Optional.of(6L), result.value());
        assertEquals(1, calls.get());
        assertEquals(first.request(), second.request());
        assertEquals(first.value(), second.value());
        assertEquals(first.context(), second.context());
        assertTrue(second.again());
    }

    @ParameterizedTest
    @EnumSource
    void whatTheNodesDidNotWriteForTooManySiblingsIsReadAndAppliedAnew(Face face) {
        TypedTable<String, Long> stock = table(
                        found(ScriptedNode.SEEN, 5).then(found(LATER, 5, 30)), TOO_MANY.then(answering(ALONE)))
                .withResolver(Resolvers.merging(Math::max));
        assertEquals(Optional.of(31L), face.increment(stock).value());
        n1.next(Message.Get.class);
        Message.Put refused = nextPut();
        n1.next(Message.Get.class);
        Message.Put written = nextPut();
        assertEquals(LATER, written.context());
        assertEquals(bytes(31), written.value());
        assertNotEquals(refused.request(), written.request(), "it is another write");
        assertFalse(written.again());
    }

    @ParameterizedTest
    @EnumSource
    void whereTooManySiblingsStayTheUpdateEndsByItsDeadlineAndSaysSo(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), TOO_MANY);
        UpdateOptions brief = UpdateOptions.DEFAULT.withDeadline(Duration.ofMillis(800));
        StoreException.Rejected e =
                assertThrows(StoreException.Rejected.class, () -> face.change(stock, UpdateTest::oneMore, brief));
        assertEquals(ErrorCode.TOO_MANY_SIBLINGS, e.code());
        assertTrue(n1.requestsWaiting() >= 4, "tried again before that");
    }

    @ParameterizedTest
    @EnumSource
    void aWriteThatIsRejectedForAnotherReasonIsTheEnd(Face face) {
        TypedTable<String, Long> stock = table(
                found(ScriptedNode.SEEN, 5),
                ScriptedNode.failing(ErrorCode.CONTEXT_INVALID, Outcome.REJECTED, "foreign"));
        assertEquals(
                ErrorCode.CONTEXT_INVALID,
                assertThrows(StoreException.Rejected.class, () -> face.increment(stock))
                        .code());
        n1.next(Message.Get.class);
        nextPut();
        assertEquals(0, n1.requestsWaiting());
    }

    @ParameterizedTest
    @EnumSource
    void aWriteThatNobodyAnswersEndsByTheDeadlineAsUnknown(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), ScriptedNode.SILENT);
        UpdateOptions brief = UpdateOptions.DEFAULT.withDeadline(Duration.ofMillis(300));
        StoreException e =
                assertThrows(StoreException.OutcomeUnknown.class, () -> face.change(stock, UpdateTest::oneMore, brief));
        assertTrue(e.getMessage().contains("the deadline of 300 ms has passed"), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void theWriteHasWhatReadAndFunctionHaveLeftOfTheOneDeadline(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), answering(ALONE));
        UpdateOptions options = UpdateOptions.DEFAULT.withDeadline(Duration.ofSeconds(3));
        face.change(stock, found -> oneMoreAfter(Duration.ofMillis(500)), options);
        assertTrue(n1.next(Message.Get.class).deadlineMillis() > 2_500);
        long left = nextPut().deadlineMillis();
        assertTrue(left <= 2_500, left + " ms");
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatTakesAllTheTimeWritesNothing(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), answering(ALONE));
        UpdateOptions brief = UpdateOptions.DEFAULT.withDeadline(Duration.ofMillis(200));
        StoreException.Unavailable e = assertThrows(
                StoreException.Unavailable.class,
                () -> face.change(stock, found -> oneMoreAfter(Duration.ofMillis(250)), brief));
        assertEquals(
                "ARM-201 put shop/stock/mug: not begun before the deadline of 200 ms had passed; nothing was written."
                        + " Trying again later is safe.",
                e.getMessage());
        n1.next(Message.Get.class);
        assertEquals(0, n1.requestsWaiting());
    }

    private static Change<Long> oneMoreAfter(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Waiting.until("the function's time", () -> System.nanoTime() - end >= 0);
        return Change.to(1L);
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionMayDelete(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), answering(ALONE));
        UpdateOptions withTtl =
                UpdateOptions.DEFAULT.withWrite(WriteOptions.DEFAULT.withW(2).ttl(Duration.ofMinutes(1)));
        UpdateResult<Long> result = face.change(stock, found -> Change.delete(), withTtl);
        n1.next(Message.Get.class);
        Message.Put put = nextPut();
        assertInstanceOf(UpdateResult.Deleted.class, result);
        assertEquals(Optional.empty(), result.value());
        assertEquals(Optional.empty(), put.value());
        assertEquals(ScriptedNode.SEEN, put.context());
        assertEquals(2, put.wish().w());
        assertEquals(Optional.empty(), put.wish().ttl(), "nodes refuse it of a deletion");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereIsNotDeletedAnew(Face face) {
        TypedTable<String, Long> stock = table(found(CausalContext.NONE), answering(ALONE));
        assertEquals(
                new UpdateResult.Unchanged<>(Optional.empty(), CausalContext.NONE),
                face.change(stock, found -> Change.delete(), UpdateOptions.DEFAULT));
        n1.next(Message.Get.class);
        assertEquals(0, n1.requestsWaiting(), "without context it would delete what it has not seen");
    }

    @ParameterizedTest
    @EnumSource
    void whatHasExpiredIsDeletedWhenTheFunctionDeletes(Face face) {
        Sibling expired = new Sibling(Optional.empty(), 1, new NodeId("n1"), 2);
        TypedTable<String, Long> stock =
                table(answering(new Message.GetReply(List.of(expired), ScriptedNode.SEEN)), answering(ALONE));
        assertInstanceOf(
                UpdateResult.Deleted.class, face.change(stock, found -> Change.delete(), UpdateOptions.DEFAULT));
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionMayLeaveTheKeyAsItIs(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), answering(ALONE));
        assertEquals(
                new UpdateResult.Unchanged<>(Optional.of(5L), ScriptedNode.SEEN),
                face.change(stock, found -> Change.none(), UpdateOptions.DEFAULT));
        n1.next(Message.Get.class);
        assertEquals(0, n1.requestsWaiting());
    }

    @ParameterizedTest
    @EnumSource
    void whatTheFunctionThrowsGoesToTheCallerAndNothingIsWritten(Face face) {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), answering(ALONE));
        IllegalStateException soldOut = new IllegalStateException("sold out");
        assertSame(
                soldOut,
                assertThrows(
                        IllegalStateException.class,
                        () -> face.change(
                                stock,
                                found -> {
                                    throw soldOut;
                                },
                                UpdateOptions.DEFAULT)));
        assertThrows(NullPointerException.class, () -> face.change(stock, found -> null, UpdateOptions.DEFAULT));
        assertThrows(
                NullPointerException.class, () -> face.change(stock, found -> Change.to(null), UpdateOptions.DEFAULT));
        n1.next(Message.Get.class);
        n1.next(Message.Get.class);
        n1.next(Message.Get.class);
        assertEquals(0, n1.requestsWaiting());
    }

    @ParameterizedTest
    @EnumSource
    void aClosedClientEndsAnUpdateThatWaitsToReadAgain(Face face) {
        ArmatureClient client = opened.client(n1);
        TypedTable<String, Long> stock = client.table("shop/stock", Codecs.utf8(), Codecs.int64());
        n1.does(store(found(ScriptedNode.SEEN, 5), (connection, correlation, request) -> {
            TOO_MANY.on(connection, correlation, request);
            if (n1.requestsWaiting() > 6) {
                new Thread(client::close).start();
            }
        }));
        UpdateOptions patient = UpdateOptions.DEFAULT.withDeadline(Duration.ofMinutes(10));
        StoreException e = assertThrows(StoreException.class, () -> face.change(stock, UpdateTest::oneMore, patient));
        assertTrue(e.getMessage().contains("the client was closed"), e.getMessage());
    }

    @Test
    void theFunctionRunsOnTheCallersThreadAndMayAskTheStore() {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), answering(ALONE));
        assertEquals(
                Optional.of(10L),
                stock.update(
                                "mug",
                                found -> found.orElseThrow()
                                        + stock.get("cup").value().orElseThrow())
                        .value());
    }

    @Test
    void anInterruptedCallerIsToldWhatBecameOfIt() {
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), (connection, correlation, request) -> {});
        Thread caller = Thread.currentThread();
        n1.does(store(found(ScriptedNode.SEEN, 5), (connection, correlation, request) -> caller.interrupt()));
        assertThrows(StoreException.OutcomeUnknown.class, () -> Face.WAITING.increment(stock));
        assertTrue(Thread.interrupted());
    }

    @Test
    void anUpdateHasOneDeadlineAndNoRequestIdOfTheCaller() {
        ReadOptions slow = ReadOptions.DEFAULT.withDeadline(Duration.ofSeconds(1));
        WriteOptions late = WriteOptions.DEFAULT.withDeadline(Duration.ofSeconds(1));
        WriteOptions named = WriteOptions.DEFAULT.withRequest(new RequestId(1, 2));
        assertThrows(IllegalArgumentException.class, () -> UpdateOptions.DEFAULT.withRead(slow));
        assertThrows(IllegalArgumentException.class, () -> UpdateOptions.DEFAULT.withWrite(late));
        assertThrows(IllegalArgumentException.class, () -> UpdateOptions.DEFAULT.withWrite(named));
        assertThrows(IllegalArgumentException.class, () -> UpdateOptions.DEFAULT.withDeadline(Duration.ZERO));
        TypedTable<String, Long> stock = table(found(ScriptedNode.SEEN, 5), answering(ALONE));
        stock.change("mug", UpdateTest::oneMore, UpdateOptions.DEFAULT.withRead(ReadOptions.DEFAULT.withR(2)));
        assertEquals(2, n1.next(Message.Get.class).wish().r());
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateOfTheUnchangedIsAppliedAnewToWhatOthersHaveWritten(Face face) {
        Script changed = answering(new Message.Failure(
                ErrorCode.CONDITION_FAILED,
                Outcome.REJECTED,
                "others have written since",
                Optional.of(new Message.GetReply(List.of(), LATER))));
        TypedTable<String, Long> stock = table(
                answering(new Message.GetReply(List.of(), CausalContext.NONE)).then(found(LATER, 5)),
                changed.then(answering(ALONE)));
        UpdateOptions alone = UpdateOptions.DEFAULT.withWrite(WriteOptions.DEFAULT.onlyIfUnchanged());
        face.change(stock, UpdateTest::oneMore, alone);
        n1.next(Message.Get.class);
        Message.Put first = nextPut();
        assertEquals(bytes(1), first.value());
        assertEquals(Message.Condition.ABSENT, first.wish().condition());
        n1.next(Message.Get.class);
        Message.Put second = nextPut();
        assertEquals(bytes(6), second.value());
        assertEquals(LATER, second.context());
        assertEquals(Message.Condition.UNCHANGED, second.wish().condition());
        assertNotEquals(first.request(), second.request());
    }

    @Test
    void anUpdateIsNotForNewObjectsOnly() {
        WriteOptions fresh = WriteOptions.DEFAULT.onlyIfAbsent();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> UpdateOptions.DEFAULT.withWrite(fresh));
        assertTrue(refused.getMessage().contains("see putNew"), refused.getMessage());
    }
}
