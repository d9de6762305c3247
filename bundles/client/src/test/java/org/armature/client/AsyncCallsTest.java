package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AsyncCallsTest {
    private static final Key ALICE = Key.utf8("alice");

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");

    @Test
    void aStageFailsWithTheStoreExceptionItself() {
        n1.fails(ErrorCode.NO_SUCH_TABLE, Outcome.REJECTED, "no such table");
        AsyncTable table = opened.table(n1).async();
        assertInstanceOf(StoreException.Rejected.class, Waiting.failure(table.get(ALICE, ReadOptions.DEFAULT)));
        assertInstanceOf(
                StoreException.Rejected.class,
                Waiting.failure(table.put(ALICE, Bytes.EMPTY, CausalContext.NONE, WriteOptions.DEFAULT)));
        assertInstanceOf(
                StoreException.Rejected.class,
                Waiting.failure(table.delete(ALICE, CausalContext.NONE, WriteOptions.DEFAULT)));
    }

    @Test
    void aThousandCallsAtOnceEachGetTheirOwnAnswer() {
        ScriptedNode n2 = opened.node("n2");
        for (ScriptedNode node : List.of(n1, n2)) {
            node.does((connection, correlation, request) -> ScriptedNode.answer(
                    connection,
                    correlation,
                    ScriptedNode.found(((Message.Get) request).key().toString())));
        }
        AsyncTable table = opened.table(n1, n2).async();
        List<CompletionStage<ReadResult>> reads = IntStream.range(0, 1_000)
                .mapToObj(i -> table.get(Key.utf8("key-" + i), ReadOptions.DEFAULT))
                .toList();
        for (int i = 0; i < reads.size(); i++) {
            assertEquals(
                    Optional.of(Bytes.utf8("key-" + i)),
                    Waiting.result(reads.get(i)).value());
        }
        assertEquals(500, n1.requestsWaiting(), "round-robin");
    }

    @Test
    void thirtyTwoThreadsShareOneConnectionWithoutMixingAnswers() throws Exception {
        n1.does((connection, correlation, request) -> ScriptedNode.answer(
                connection,
                correlation,
                ScriptedNode.found(((Message.Get) request).key().toString())));
        Table table = opened.table(n1);
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int t = 0; t < 32; t++) {
                int thread = t;
                workers.add(threads.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        String key = thread + "/" + i;
                        assertEquals(
                                Optional.of(Bytes.utf8(key)),
                                table.get(Key.utf8(key)).value());
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void moreThanFitsIntoTheSendBufferWaitsForItsTurn() {
        Table table = opened.table(n1);
        Bytes value = Bytes.wrap(new byte[1 << 20]);
        List<CompletionStage<WriteResult>> writes = IntStream.range(0, 60)
                .mapToObj(i -> table.async()
                        .put(
                                Key.utf8("key-" + i),
                                value,
                                CausalContext.NONE,
                                WriteOptions.DEFAULT.withDeadline(Duration.ofSeconds(20))))
                .toList();
        HashSet<Object> requests = new HashSet<>();
        writes.forEach(write -> requests.add(Waiting.result(write).request()));
        assertEquals(60, requests.size());
    }

    @Test
    void aCallbackMayAskTheNextQuestion() {
        AsyncTable table = opened.table(n1).async();
        CompletionStage<WriteResult> readThenWrite = table.get(ALICE, ReadOptions.DEFAULT)
                .thenCompose(read -> table.put(ALICE, Bytes.utf8("more"), read.context(), WriteOptions.DEFAULT));
        assertEquals(3, Waiting.result(readThenWrite).copies());
        n1.next(Message.Get.class);
        assertEquals(ScriptedNode.SEEN, n1.next(Message.Put.class).context());
    }

    @Test
    void aCallbackMayNotWaitOnTheThreadThatBringsTheAnswers() {
        Table table = opened.table(n1);
        n1.does((connection, correlation, request) -> {});
        CompletableFuture<ReadResult> first =
                table.async().get(ALICE, ReadOptions.DEFAULT).toCompletableFuture();
        CompletionStage<ReadResult> second = first.thenApply(read -> table.get(ALICE));
        n1.next(Message.Get.class);
        n1.does(ScriptedNode::answerWell);
        n1.cutAll();
        Throwable failure = Waiting.failure(second);
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        assertTrue(failure.getMessage().contains("use async() there"), failure.getMessage());
    }

    @Test
    void aCancelledStageHarmsNobody() {
        n1.isSilent();
        Table table = opened.table(n1);
        assertTrue(table.async()
                .get(ALICE, ReadOptions.DEFAULT)
                .toCompletableFuture()
                .cancel(false));
        n1.next(Message.Get.class);
        n1.does(ScriptedNode::answerWell);
        assertEquals(Optional.of(Bytes.utf8("hello")), table.get(ALICE).value());
    }
}
