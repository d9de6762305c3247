package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Interrupted callers, closed clients, and what is left of them. */
class EndingTest {
    private static final Key ALICE = Key.utf8("alice");

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");

    @Test
    void anInterruptedWriterIsToldThatItsWriteMayHaveHappened() throws InterruptedException {
        n1.isSilent();
        Interrupted interrupted = interruptWhileWaiting(table -> table.put(ALICE, Bytes.EMPTY, CausalContext.NONE));
        StoreException.OutcomeUnknown e = assertInstanceOf(StoreException.OutcomeUnknown.class, interrupted.failure());
        assertTrue(
                e.getMessage().contains("the calling thread was interrupted; the write may have happened"),
                e::getMessage);
        assertTrue(interrupted.flagIsSet());
    }

    @Test
    void anInterruptedReaderIsToldSo() throws InterruptedException {
        n1.isSilent();
        Interrupted interrupted = interruptWhileWaiting(table -> table.get(ALICE));
        StoreException.ReadFailed e = assertInstanceOf(StoreException.ReadFailed.class, interrupted.failure());
        assertTrue(e.getMessage().endsWith("the calling thread was interrupted"), e::getMessage);
        assertTrue(interrupted.flagIsSet());
    }

    @Test
    void whoIsInterruptedBeforeTheCallSendsNothing() {
        Table table = opened.table(n1);
        Thread.currentThread().interrupt();
        StoreException.Unavailable e =
                assertThrows(StoreException.Unavailable.class, () -> table.put(ALICE, Bytes.EMPTY, CausalContext.NONE));
        assertTrue(Thread.interrupted(), "the flag is still set");
        assertTrue(e.getMessage().contains("interrupted before it began; nothing was written"), e::getMessage);
        assertEquals(0, n1.requestsWaiting());
    }

    @Test
    void anExceptionShowsWhereTheCallWasMade() {
        n1.fails(ErrorCode.NO_SUCH_TABLE, Outcome.REJECTED, "no such table");
        Table table = opened.table(n1);
        StoreException.Rejected e = assertThrows(StoreException.Rejected.class, () -> table.get(ALICE));
        assertTrue(
                Arrays.stream(e.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(EndingTest.class.getName())),
                () -> Arrays.toString(e.getStackTrace()));
    }

    @Test
    void closingFailsWhatIsInFlightWithWhatIsKnownOfIt() {
        n1.isSilent();
        ArmatureClient client = opened.client(n1);
        AsyncTable table = client.table("shop/cart").async();
        CompletionStage<WriteResult> write = table.put(ALICE, Bytes.EMPTY, CausalContext.NONE, WriteOptions.DEFAULT);
        CompletionStage<ReadResult> read = table.get(ALICE, ReadOptions.DEFAULT);
        n1.next(Message.Put.class);
        n1.next(Message.Get.class);
        client.close();
        client.close();
        Throwable writeFailure = Waiting.failure(write);
        assertInstanceOf(StoreException.OutcomeUnknown.class, writeFailure);
        assertTrue(writeFailure.getMessage().contains("the client was closed"), writeFailure::getMessage);
        assertInstanceOf(StoreException.ReadFailed.class, Waiting.failure(read));
    }

    @Test
    void closingFailsWhatWasNeverSentAsNotDone() {
        n1.close();
        ArmatureClient client =
                opened.builder(n1).deadline(Duration.ofMinutes(10)).build();
        CompletionStage<WriteResult> write =
                client.table("shop/cart").async().put(ALICE, Bytes.EMPTY, CausalContext.NONE, WriteOptions.DEFAULT);
        client.close();
        assertInstanceOf(StoreException.Unavailable.class, Waiting.failure(write));
    }

    @Test
    void aClosedClientSaysSo() {
        ArmatureClient client = opened.client(n1);
        client.close();
        StoreException e = assertThrows(StoreException.Unavailable.class, () -> client.table("shop/cart")
                .put(ALICE, Bytes.EMPTY, CausalContext.NONE));
        assertTrue(e.getMessage().contains("the client was closed; nothing was written"), e::getMessage);
        assertTrue(Waiting.failure(client.connected()).getMessage().endsWith("the client was closed"));
        assertEquals(0, n1.requestsWaiting());
    }

    @Test
    void aCallbackMayCloseTheClient() {
        ArmatureClient client = opened.client(n1);
        CompletableFuture<Void> closed = client.table("shop/cart")
                .async()
                .get(ALICE, ReadOptions.DEFAULT)
                .thenRun(client::close)
                .toCompletableFuture();
        Waiting.result(closed);
        Waiting.until("the client's threads end", () -> !n1.isConnected());
    }

    @Test
    void noThreadIsLeftAfterClosing() {
        Set<Thread> before = clientThreads();
        ArmatureClient client = opened.add(ArmatureClient.builder()
                .node(n1.address())
                .node("localhost:" + n1.port())
                .build());
        client.table("shop/cart").get(ALICE);
        Set<Thread> during = clientThreads();
        during.removeAll(before);
        assertTrue(during.size() >= 2, during::toString);
        assertTrue(during.stream().allMatch(Thread::isDaemon), during::toString);
        client.close();
        Waiting.until("all threads of the client ended: " + during, () -> during.stream()
                .noneMatch(Thread::isAlive));
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("armature-client-"))
                .collect(Collectors.toSet());
    }

    private record Interrupted(Throwable failure, boolean flagIsSet) {}

    private Interrupted interruptWhileWaiting(Function<Table, ?> call) throws InterruptedException {
        Table table = opened.table(n1);
        CompletableFuture<Interrupted> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                outcome.completeExceptionally(new AssertionError("succeeded with " + call.apply(table)));
            } catch (StoreException e) {
                outcome.complete(new Interrupted(e, Thread.currentThread().isInterrupted()));
            }
        });
        caller.start();
        n1.next(Message.class);
        Waiting.until("the caller waits", () -> caller.getState() == Thread.State.WAITING);
        caller.interrupt();
        Interrupted interrupted = Waiting.result(outcome);
        caller.join();
        assertSame(Thread.State.TERMINATED, caller.getState());
        return interrupted;
    }
}
