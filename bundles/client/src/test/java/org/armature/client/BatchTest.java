package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.armature.client.ScriptedNode.Script;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.armature.transport.Connection;
import org.armature.transport.TransportLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchTest {
    private static final Script BAD = ScriptedNode.failing(ErrorCode.BAD_REQUEST, Message.Outcome.REJECTED, "bad");

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");

    private TypedTable<String, String> table() {
        return opened.client(n1).table("shop/cart", Codecs.utf8(), Codecs.utf8());
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "key-" + i).toList();
    }

    private static List<Edit<String, String>> edits(int count) {
        return keys(count).stream()
                .map(key -> new Edit<>(key, "value of " + key, ScriptedNode.SEEN))
                .toList();
    }

    /** Finds the key's own name, but refuses what is called bad. */
    private static void echo(Connection connection, long correlation, Message request) {
        String key = request instanceof Message.Get get
                ? get.key().toString()
                : ((Message.Put) request).key().toString();
        Script script = key.startsWith("bad")
                ? BAD
                : (to, number, asked) -> ScriptedNode.answer(
                        to, number, asked instanceof Message.Get ? ScriptedNode.found(key) : ScriptedNode.good(asked));
        script.on(connection, correlation, request);
    }

    @Test
    void eachKeyOfABatchHasItsOwnOutcomeInTheOrderAskedFor() {
        n1.does(BatchTest::echo);
        Map<String, Outcome<Versioned<String, String>>> found = table().getAll(List.of("c", "bad", "a", "c"));
        assertEquals(List.of("c", "bad", "a"), List.copyOf(found.keySet()));
        assertEquals(Optional.of("c"), found.get("c").result().orElseThrow().value());
        assertEquals(Optional.of("a"), found.get("a").result().orElseThrow().value());
        Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, found.get("bad"));
        assertInstanceOf(StoreException.Rejected.class, failed.error());
        assertEquals(Optional.empty(), failed.result());
    }

    @Test
    void putsCarryTheirOwnValuesContextsAndRequestIds() {
        n1.does(BatchTest::echo);
        Map<String, Outcome<WriteResult>> written = table().putAll(
                        List.of(
                                new Edit<>("a", "1", ScriptedNode.SEEN),
                                new Edit<>("bad", "2", ScriptedNode.SEEN),
                                new Edit<>("c", "3", CausalContext.NONE)),
                        WriteOptions.DEFAULT.withW(3));
        Message.Put first = n1.next(Message.Put.class);
        n1.next(Message.Put.class);
        Message.Put third = n1.next(Message.Put.class);
        assertEquals(Optional.of(Bytes.utf8("1")), first.value());
        assertEquals(ScriptedNode.SEEN, first.context());
        assertEquals(3, first.wish().w());
        assertEquals(Optional.of(Bytes.utf8("3")), third.value());
        assertEquals(CausalContext.NONE, third.context());
        assertEquals(first.request(), written.get("a").result().orElseThrow().request());
        assertEquals(third.request(), written.get("c").result().orElseThrow().request());
        assertInstanceOf(Outcome.Failed.class, written.get("bad"));
    }

    @Test
    void noMoreThanTheParallelismAreUnderWayAtOnce() {
        ConcurrentLinkedQueue<Runnable> unanswered = new ConcurrentLinkedQueue<>();
        TypedTable<String, String> carts = table().withParallelism(3);
        n1.does((connection, correlation, request) -> unanswered.add(() -> echo(connection, correlation, request)));
        CompletionStage<Map<String, Outcome<Versioned<String, String>>>> batch =
                carts.async().getAll(keys(10), ReadOptions.DEFAULT);
        for (int asked = 3; asked <= 10; asked++) {
            int expected = asked;
            Waiting.until("the next is asked", () -> n1.requestsWaiting() == expected);
            assertTrue(unanswered.size() <= 3, "under way: " + unanswered.size());
            unanswered.remove().run();
        }
        unanswered.forEach(Runnable::run);
        Map<String, Outcome<Versioned<String, String>>> found = Waiting.result(batch);
        assertEquals(keys(10), List.copyOf(found.keySet()));
        found.forEach((key, outcome) ->
                assertEquals(Optional.of(key), outcome.result().orElseThrow().value()));
    }

    @Test
    void aLargeBatchOverSeveralNodesIsAnsweredToTheLastKey() {
        ScriptedNode n2 = opened.node("n2");
        TypedTable<String, String> carts = opened.client(n1, n2).table("shop/cart", Codecs.utf8(), Codecs.utf8());
        n1.does(BatchTest::echo);
        n2.does(BatchTest::echo);
        for (int parallelism : List.of(1, 7, 1_024)) {
            Map<String, Outcome<Versioned<String, String>>> found =
                    carts.withParallelism(parallelism).getAll(keys(2_000));
            found.forEach((key, outcome) -> assertEquals(
                    Optional.of(key), outcome.result().orElseThrow().value()));
            assertEquals(2_000, found.size());
        }
    }

    @Test
    void oneDeadlineIsForAllAndThoseNotBegunSaySo() {
        TypedTable<String, String> carts = table().withParallelism(2);
        n1.isSilent();
        Map<String, Outcome<WriteResult>> written =
                carts.putAll(edits(5), WriteOptions.DEFAULT.withDeadline(Duration.ofMillis(300)));
        assertEquals(2, n1.requestsWaiting());
        List<RuntimeException> errors = new ArrayList<>();
        written.values().forEach(outcome -> errors.add(((Outcome.Failed<WriteResult>) outcome).error()));
        assertInstanceOf(StoreException.OutcomeUnknown.class, errors.get(0));
        assertInstanceOf(StoreException.OutcomeUnknown.class, errors.get(1));
        for (RuntimeException error : errors.subList(2, 5)) {
            assertInstanceOf(StoreException.Unavailable.class, error);
            assertTrue(
                    error.getMessage()
                            .contains("not begun before the deadline of 300 ms had passed; nothing was written"),
                    error.getMessage());
        }
    }

    @Test
    void manyThatEndAtOnceEndOneAfterTheOther() {
        ArmatureClient client = opened.client(n1);
        TypedTable<String, String> carts = client.table("shop/cart", Codecs.utf8(), Codecs.utf8());
        client.close();
        Map<String, Outcome<Versioned<String, String>>> found = carts.getAll(keys(20_000));
        assertEquals(20_000, found.size());
        found.values().forEach(outcome -> assertInstanceOf(Outcome.Failed.class, outcome));
    }

    @Test
    void aValueThatFitsIntoNoFrameIsRefusedForItself() {
        n1.does(BatchTest::echo);
        String large = "x".repeat(TransportLimits.DEFAULT.maxFrameBytes());
        Map<String, Outcome<WriteResult>> written = table().putAll(List.of(
                new Edit<>("large", large, CausalContext.NONE), new Edit<>("small", "x", CausalContext.NONE)));
        Outcome.Failed<?> refused = assertInstanceOf(Outcome.Failed.class, written.get("large"));
        assertEquals(
                ErrorCode.VALUE_TOO_LARGE,
                assertInstanceOf(StoreException.Rejected.class, refused.error()).code());
        assertInstanceOf(Outcome.Done.class, written.get("small"));
    }

    @Test
    void whatOneKeysCodecOrResolverThrowsIsThatKeysOutcome() {
        TypedTable<String, Long> stock = opened.client(n1)
                .table("shop/stock", Codecs.utf8(), Codecs.int64())
                .withResolver(siblings -> {
                    throw new IllegalStateException("no idea");
                });
        n1.does((connection, correlation, request) -> ScriptedNode.answer(
                connection,
                correlation,
                switch (((Message.Get) request).key().toString()) {
                    case "number" -> ScriptedNode.found("8 bytes!");
                    case "text" -> ScriptedNode.found("text");
                    default -> ScriptedNode.found("8 bytes!", "8 BYTES!");
                }));
        Map<String, Outcome<Versioned<String, Long>>> found = stock.getAll(List.of("number", "text", "several"));
        assertInstanceOf(Outcome.Done.class, found.get("number"));
        assertInstanceOf(
                DecodingException.class,
                assertInstanceOf(Outcome.Failed.class, found.get("text")).error());
        assertInstanceOf(
                IllegalStateException.class,
                assertInstanceOf(Outcome.Failed.class, found.get("several")).error());
    }

    @Test
    void whatCantBeABatchIsRefusedBeforeAnythingIsSent() {
        TypedTable<String, String> carts = table();
        Edit<String, String> edit = new Edit<>("a", "1", CausalContext.NONE);
        assertEquals(
                "two edits of one batch are of the key a",
                assertThrows(IllegalArgumentException.class, () -> carts.putAll(List.of(edit, edit)))
                        .getMessage());
        WriteOptions named = WriteOptions.DEFAULT.withRequest(new RequestId(1, 2));
        assertThrows(IllegalArgumentException.class, () -> carts.putAll(List.of(edit), named));
        assertThrows(IllegalArgumentException.class, () -> carts.getAll(List.of("a", "")));
        assertThrows(IllegalArgumentException.class, () -> carts.withParallelism(0));
        assertThrows(IllegalArgumentException.class, () -> carts.withParallelism(1_025));
        assertEquals(0, n1.requestsWaiting());
        assertEquals(Map.of(), carts.getAll(List.of()));
        assertEquals(Map.of(), carts.putAll(List.of()));
    }

    @Test
    void anInterruptedCallerGetsAnOutcomeOfEveryKey() {
        TypedTable<String, String> carts = table().withParallelism(2);
        Thread caller = Thread.currentThread();
        n1.does((connection, correlation, request) -> {
            if (n1.requestsWaiting() == 2) {
                caller.interrupt();
            }
        });
        Map<String, Outcome<WriteResult>> written = carts.putAll(edits(5));
        assertTrue(Thread.interrupted());
        List<Class<?>> errors = new ArrayList<>();
        written.values()
                .forEach(outcome -> errors.add(
                        ((Outcome.Failed<WriteResult>) outcome).error().getClass()));
        Class<?> unknown = StoreException.OutcomeUnknown.class;
        Class<?> unavailable = StoreException.Unavailable.class;
        assertEquals(List.of(unknown, unknown, unavailable, unavailable, unavailable), errors);
        Thread.currentThread().interrupt();
        Map<String, Outcome<WriteResult>> none = carts.putAll(edits(2));
        assertTrue(Thread.interrupted());
        none.values()
                .forEach(outcome -> assertInstanceOf(unavailable, ((Outcome.Failed<WriteResult>) outcome).error()));
        assertEquals(2, n1.requestsWaiting());
    }

    @Test
    void aCallbackMayNotWaitForABatch() {
        TypedTable<String, String> carts = table();
        n1.isSilent();
        CompletionStage<Map<String, Outcome<Versioned<String, String>>>> second =
                carts.async().get("a", ReadOptions.DEFAULT).thenApply(read -> carts.getAll(List.of("b")));
        n1.next(Message.Get.class);
        n1.does(ScriptedNode::answerWell);
        n1.cutAll();
        assertInstanceOf(IllegalStateException.class, Waiting.failure(second).getCause());
    }
}
