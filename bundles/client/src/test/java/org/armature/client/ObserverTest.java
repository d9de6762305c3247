package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.armature.client.observe.AttemptEnded;
import org.armature.client.observe.ClientObserver;
import org.armature.client.observe.OperationBegun;
import org.armature.client.observe.OperationEnded;
import org.armature.client.observe.OperationKind;
import org.armature.client.observe.Scope;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.ring.Position;
import org.armature.transport.TransportLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ObserverTest {
    private static final Key ALICE = Key.utf8("alice");
    private static final Bytes MUG = Bytes.utf8("mug");

    @RegisterExtension
    final Opened opened = new Opened();

    private final RecordingObserver seen = new RecordingObserver();
    private final ScriptedNode n1 = opened.node("n1");

    private ArmatureClient client(ScriptedNode... nodes) {
        ArmatureClient client = opened.client(opened.builder(nodes).observer(seen), nodes);
        seen.forget();
        return client;
    }

    private Table table(ScriptedNode... nodes) {
        return client(nodes).table("shop/cart");
    }

    private TypedTable<String, String> typed(ClientBuilder builder) {
        ArmatureClient client = opened.client(builder, n1);
        seen.forget();
        return client.table("shop/cart", Codecs.utf8(), watched());
    }

    /** A codec that tells where it ran. */
    private final List<String> inside = new CopyOnWriteArrayList<>();

    private Codec<String> watched() {
        return new Codec<>() {
            @Override
            public Bytes encode(String value) {
                inside.add("encode in " + seen.current());
                return Bytes.utf8(value);
            }

            @Override
            public String decode(Bytes bytes) {
                inside.add("decode in " + seen.current());
                return bytes.utf8();
            }
        };
    }

    @Test
    void anOperationIsToldFromItsBeginningToItsEnd() {
        n1.does((connection, correlation, request) -> ScriptedNode.answer(
                connection,
                correlation,
                request instanceof Message.Get ? ScriptedNode.found("a", "b") : ScriptedNode.good(request)));
        Table table = table(n1);
        table.get(ALICE);
        table.put(ALICE, MUG, ScriptedNode.SEEN);
        table.delete(ALICE, ScriptedNode.SEEN);
        assertEquals(
                List.of(
                        "1 begun GET shop/cart",
                        "1 attempt 1 FIRST n1 ANSWERED",
                        "1 found 2",
                        "1 ended OK attempts=1 failed=0",
                        "2 begun PUT shop/cart",
                        "2 attempt 1 FIRST n1 ANSWERED",
                        "2 ended OK attempts=1 failed=0",
                        "3 begun DELETE shop/cart",
                        "3 attempt 1 FIRST n1 ANSWERED",
                        "3 ended OK attempts=1 failed=0"),
                seen.lines);
        AttemptEnded attempt = seen.attempts.get(0);
        assertEquals(n1.address(), attempt.address());
        assertTrue(attempt.nanos() > 0 && attempt.nanos() <= seen.ended.get(0).nanos(), attempt::toString);
    }

    @Test
    void aStageCompletesAfterTheEndWasTold() {
        AsyncTable table = table(n1).async();
        List<String> atCompletion =
                Waiting.result(table.get(ALICE, ReadOptions.DEFAULT).thenApply(read -> List.copyOf(seen.lines)));
        assertEquals("1 ended OK attempts=1 failed=0", atCompletion.get(atCompletion.size() - 1));
        Waiting.result(table.put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT));
        assertEquals("2 ended OK attempts=1 failed=0", seen.lines.get(seen.lines.size() - 1));
    }

    @Test
    void whatFailsIsToldByItsClassAndCode() {
        n1.fails(ErrorCode.NO_SUCH_TABLE, Outcome.REJECTED, "no such table");
        Table table = table(n1);
        assertThrows(StoreException.Rejected.class, () -> table.get(ALICE));
        n1.fails(ErrorCode.DISK_FULL, Outcome.NOT_DONE, "12 MB free");
        assertThrows(StoreException.Unavailable.class, () -> table.put(ALICE, MUG, CausalContext.NONE));
        n1.fails(ErrorCode.OUTCOME_UNKNOWN, Outcome.UNKNOWN, "1 of 2 replicas");
        assertThrows(
                StoreException.OutcomeUnknown.class,
                () -> table.put(ALICE, MUG, CausalContext.NONE, WriteOptions.DEFAULT.confirmed()));
        assertEquals(
                List.of(
                        "1 begun GET shop/cart",
                        "1 attempt 1 FIRST n1 REJECTED",
                        "1 ended REJECTED attempts=1 failed=1",
                        "2 begun PUT shop/cart",
                        "2 attempt 1 FIRST n1 REFUSED",
                        "2 attempt 2 RETRY n1 REFUSED",
                        "2 attempt 3 RETRY n1 REFUSED",
                        "2 attempt 4 RETRY n1 REFUSED",
                        "2 ended UNAVAILABLE attempts=4 failed=1",
                        "3 begun PUT shop/cart",
                        "3 attempt 1 FIRST n1 UNKNOWN",
                        "3 ended OUTCOME_UNKNOWN attempts=1 failed=1"),
                seen.lines);
        assertEquals(Optional.of(ErrorCode.NO_SUCH_TABLE), seen.ended.get(0).code());
        assertEquals(Optional.of(ErrorCode.DISK_FULL), seen.ended.get(1).code());
    }

    @Test
    void aRetryIsToldFromAFirstAttempt() {
        n1.does(ScriptedNode.CUT.then(ScriptedNode::answerWell));
        table(n1).put(ALICE, MUG, CausalContext.NONE);
        assertEquals(
                List.of(
                        "1 begun PUT shop/cart",
                        "1 attempt 1 FIRST n1 LOST",
                        "1 attempt 2 RETRY n1 ANSWERED",
                        "1 ended OK attempts=2 failed=0"),
                seen.lines);
    }

    @Test
    void whatIsRefusedBeforeItIsSentIsAnOperationWithoutAttempts() {
        Table table = table(n1);
        Bytes huge = Bytes.wrap(new byte[TransportLimits.DEFAULT.maxFrameBytes()]);
        assertThrows(StoreException.Rejected.class, () -> table.put(ALICE, huge, CausalContext.NONE));
        assertInstanceOf(
                StoreException.Rejected.class,
                Waiting.failure(table.async().put(ALICE, huge, CausalContext.NONE, WriteOptions.DEFAULT)));
        assertEquals(
                List.of(
                        "1 begun PUT shop/cart",
                        "1 ended REJECTED attempts=0 failed=1",
                        "2 begun PUT shop/cart",
                        "2 ended REJECTED attempts=0 failed=1"),
                seen.lines);
    }

    @Test
    void whatTheObserverKeepsIsCurrentWhileCodecsAndResolversRun() {
        n1.answers(ScriptedNode.found("a", "b"));
        Resolver<String> resolver = siblings -> {
            inside.add("resolve in " + seen.current());
            return siblings.get(0).value();
        };
        TypedTable<String, String> table =
                typed(opened.builder(n1).observer(seen)).withResolver(resolver);
        table.get("alice");
        Waiting.result(table.async().get("alice", ReadOptions.DEFAULT));
        n1.does(ScriptedNode::answerWell);
        table.putBlind("alice", "c");
        assertEquals(
                List.of(
                        "decode in 1",
                        "decode in 1",
                        "resolve in 1",
                        "decode in 2",
                        "decode in 2",
                        "resolve in 2",
                        "encode in 3"),
                inside);
        assertNull(seen.current(), "left behind");
    }

    @Test
    void anUpdateIsOneOperationWhateverItReadsAndWrites() {
        TypedTable<String, String> table = typed(opened.builder(n1).observer(seen));
        table.update("alice", value -> {
            inside.add("function in " + seen.current());
            return value.orElse("") + " mug";
        });
        Waiting.result(table.async().update("alice", value -> "mug", UpdateOptions.DEFAULT));
        assertEquals(
                List.of(
                        "1 begun UPDATE shop/cart",
                        "1 attempt 1 FIRST n1 ANSWERED",
                        "1 found 1",
                        "1 attempt 2 FIRST n1 ANSWERED",
                        "1 ended OK attempts=2 failed=0",
                        "2 begun UPDATE shop/cart",
                        "2 attempt 1 FIRST n1 ANSWERED",
                        "2 found 1",
                        "2 attempt 2 FIRST n1 ANSWERED",
                        "2 ended OK attempts=2 failed=0"),
                seen.lines);
        assertEquals(List.of("decode in 1", "function in 1", "encode in 1", "decode in 2", "encode in 2"), inside);
    }

    @Test
    void whatTheProgramThrowsIsToldAsItsOwnFailure() {
        TypedTable<String, String> table = typed(opened.builder(n1).observer(seen));
        IllegalStateException thrown = new IllegalStateException("by the program");
        assertThrows(
                IllegalStateException.class,
                () -> table.update("alice", value -> {
                    throw thrown;
                }));
        assertEquals("1 ended PROGRAM_FAILED attempts=1 failed=1", seen.lines.get(seen.lines.size() - 1));
        assertEquals(Optional.empty(), seen.ended.get(0).code());
        assertNull(seen.current(), "left behind");
    }

    @Test
    void aBatchIsOneOperationThatEndsAsTheKeyItWentWorstWith() {
        n1.does((connection, correlation, request) -> {
            boolean bob = request instanceof Message.Get get && get.key().equals(Key.utf8("bob"));
            ScriptedNode.answer(
                    connection,
                    correlation,
                    bob
                            ? new Message.Failure(ErrorCode.NO_SUCH_TABLE, Outcome.REJECTED, "no such table")
                            : ScriptedNode.good(request));
        });
        TypedTable<String, String> table = typed(opened.builder(n1).observer(seen));
        table.getAll(List.of("alice", "bob", "carol"));
        assertEquals("1 begun GET_ALL shop/cart", seen.lines.get(0));
        assertEquals(2, seen.lines.stream().filter("1 found 1"::equals).count());
        assertEquals("1 ended REJECTED attempts=3 failed=1", seen.lines.get(seen.lines.size() - 1));
        assertEquals(List.of("decode in 1", "decode in 1"), inside);
        seen.forget();
        Waiting.result(
                table.async().putAll(List.of(new Edit<>("alice", "mug", CausalContext.NONE)), WriteOptions.DEFAULT));
        assertEquals(
                List.of("1 begun PUT_ALL shop/cart", "1 attempt 1 FIRST n1 ANSWERED", "1 ended OK attempts=1 failed=0"),
                seen.lines);
    }

    @Test
    void aKeyIsToldAsItsHashAndOnlyWhenAskedFor() {
        table(n1).get(ALICE);
        assertEquals(
                List.of(new OperationBegun(new TableName("shop", "cart"), OperationKind.GET, OptionalLong.empty())),
                seen.begun);
        TypedTable<String, String> hashed =
                typed(opened.builder(n1).observer(seen).observedKeyHashes());
        hashed.get("alice");
        assertEquals(
                OptionalLong.of(Position.of(ALICE).high()), seen.begun.get(0).keyHash());
    }

    @Test
    void anObserverThatThrowsHurtsNobody() {
        List<String> calls = new ArrayList<>();
        ClientObserver<String> broken = new ClientObserver<>() {
            private RuntimeException broken(String event) {
                calls.add(event);
                return new IllegalStateException(event);
            }

            @Override
            public String begun(OperationBegun operation) {
                calls.add("begun");
                return null;
            }

            @Override
            public void attempted(String operation, AttemptEnded attempt) {
                throw broken("attempted");
            }

            @Override
            public void found(String operation, int siblings) {
                throw broken("found");
            }

            @Override
            public Scope entered(String operation) {
                calls.add("entered");
                return () -> {
                    throw broken("left");
                };
            }

            @Override
            public void ended(String operation, OperationEnded end) {
                throw broken("ended");
            }
        };
        TypedTable<String, String> table =
                typed(opened.builder(n1).observer(broken).observer(seen));
        calls.clear();
        assertEquals(Optional.of("hello"), table.get("alice").value());
        assertEquals(List.of("begun", "entered", "left", "attempted", "found", "entered", "left", "ended"), calls);
        assertEquals("1 ended OK attempts=1 failed=0", seen.lines.get(seen.lines.size() - 1));
        assertEquals(List.of("decode in 1"), inside);
    }

    @Test
    void anObserverThatThrowsAtTheBeginningIsToldNoMoreOfTheOperation() {
        Map<String, Integer> calls = new ConcurrentHashMap<>();
        ClientObserver<String> broken = new ClientObserver<>() {
            @Override
            public String begun(OperationBegun operation) {
                calls.merge("begun", 1, Integer::sum);
                throw new LinkageError("a library is missing");
            }

            @Override
            public void ended(String operation, OperationEnded end) {
                calls.merge("ended", 1, Integer::sum);
            }
        };
        ArmatureClient client = opened.client(opened.builder(n1).observer(broken), n1);
        calls.clear();
        client.table("shop/cart").get(ALICE);
        assertEquals(Map.of("begun", 1), calls);
    }

    @Test
    void connectionsAreCountedAndTheClosingIsToldOnce() {
        ScriptedNode n2 = opened.node("n2");
        ArmatureClient client = opened.client(opened.builder(n1, n2).observer(seen), n1, n2);
        assertEquals("opened", seen.lines.get(0));
        assertEquals(2, seen.connections.up());
        assertEquals(0, seen.connections.down());
        n2.close();
        Waiting.until("n2 is lost", () -> seen.connections.up() == 1 && seen.connections.down() == 1);
        client.close();
        client.close();
        assertEquals(1, seen.lines.stream().filter("closed"::equals).count());
    }
}
