package org.armature.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class NetworkTest {
    private final Loopback loopback = new Loopback();

    @AfterEach
    void close() {
        loopback.close();
    }

    @Test
    void bothSidesLearnWhoTheOtherIs() throws Exception {
        Recorder server = new Recorder();
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, server);
        Connection client = loopback.connect(listener, Message.Role.CLIENT, new Recorder());
        assertEquals(Loopback.WELCOME, client.greeting());
        assertEquals(listener.address(), client.remote());
        assertEquals(
                Loopback.hello(Message.Role.CLIENT),
                Recorder.next(server.opened).greeting());
    }

    @Test
    void thousandsOfMessagesOfAllSizesArriveWholeAndInOrderBothWays() throws Exception {
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, echo());
        Recorder answers = new Recorder();
        Connection client = loopback.connect(listener, Message.Role.CLIENT, answers);
        int messages = 5_000;
        for (int i = 0; i < messages; i++) {
            int bytes = i % 100 == 0 ? 300_000 : i % 700;
            int correlation = i;
            Recorder.waitUntil("room", () -> client.send(correlation, Loopback.put(bytes)));
            if (i % 10 == 0) {
                client.flush();
            }
        }
        client.flush();
        for (int i = 0; i < messages; i++) {
            Recorder.Received answer = Recorder.next(answers.received);
            assertEquals(i, answer.correlation());
            assertEquals(Loopback.reply(i % 100 == 0 ? 300_000 : i % 700), answer.message());
        }
    }

    @Test
    void whatWasSentIsCountedByKind() throws Exception {
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, echo());
        Recorder answers = new Recorder();
        Connection client = loopback.connect(listener, Message.Role.CLIENT, answers);
        assertTrue(client.send(1, Loopback.put(10)));
        assertTrue(client.send(2, Loopback.put(300)));
        Recorder.next(answers.received);
        Recorder.next(answers.received);
        int bytes = MessageCodec.encodeFrame(1, Loopback.put(10)).length
                + MessageCodec.encodeFrame(2, Loopback.put(300)).length;
        SentMessages sent = loopback.network.sent();
        assertEquals(new SentMessages.Count(2, bytes), sent.of(type -> type == MessageType.PUT));
        assertEquals(2, sent.of(MessageType::isAnswer).messages());
        assertEquals(new SentMessages.Count(0, 0), sent.of(type -> type == MessageType.PING));
    }

    @Test
    void whatIsNotFlushedLeavesByItself() throws Exception {
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, echo());
        Recorder answers = new Recorder();
        Connection client = loopback.connect(listener, Message.Role.CLIENT, answers);
        for (int i = 0; i < 20; i++) {
            assertTrue(client.send(i, Loopback.put(10)));
            assertEquals(i, Recorder.next(answers.received).correlation());
        }
    }

    @Test
    void messagesOfOneThreadArriveInItsOrder() throws Exception {
        Recorder server = new Recorder();
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, server);
        Connection client = loopback.connect(listener, Message.Role.CLIENT, new Recorder());
        int threads = 4;
        int each = 2_000;
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> senders = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            long first = (long) t << 32;
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < each; i++) {
                        long correlation = first + i;
                        Recorder.waitUntil("room", () -> client.send(correlation, Loopback.get("k")));
                        if (i % 7 == 0) {
                            client.flush();
                        }
                    }
                } catch (InterruptedException | RuntimeException | Error e) {
                    failure.set(e);
                }
            });
            sender.start();
            senders.add(sender);
        }
        Map<Long, Long> next = new HashMap<>();
        for (int i = 0; i < threads * each; i++) {
            long correlation = Recorder.next(server.received).correlation();
            long thread = correlation >>> 32;
            assertEquals(next.getOrDefault(thread, 0L), correlation & 0xffff_ffffL, "thread " + thread);
            next.merge(thread, 1L, Long::sum);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertEquals(null, failure.get());
    }

    @Test
    void aForeignClusterIsRefusedByTheListener() {
        Network.Listener listener = loopback.listen(Message.Role.PEER, new Recorder());
        ConnectFailed failure = failure(listener.address(), hello(Message.Role.PEER, "c2", Optional.empty()));
        assertEquals(ErrorCode.FOREIGN_CLUSTER, failure.refusal().orElseThrow().code());
        assertTrue(failure.getMessage().endsWith("refused with ARM-305: this is cluster c1"), failure.getMessage());
        assertTrue(failure.isMistaken());
    }

    @Test
    void anotherNodeThanExpectedIsRefusedByTheOpener() {
        Network.Listener listener = loopback.listen(Message.Role.PEER, new Recorder());
        ConnectFailed failure = failure(listener.address(), hello(Message.Role.PEER, "c1", Optional.of(Loopback.B)));
        assertTrue(failure.getMessage().endsWith("ARM-307 it is node a, must be b"), failure.getMessage());
        assertTrue(failure.isMistaken());
    }

    @Test
    void anotherClusterOrVersionThanMeantIsRefusedByTheOpener() {
        Network.Listener foreign = loopback.network.listen(
                Loopback.ANY_PORT,
                Message.Role.PEER,
                hello -> new Message.Welcome(1, "c9", Loopback.A, 1, 1, ""),
                new Recorder());
        ConnectFailed failure = failure(foreign.address(), Loopback.hello(Message.Role.PEER));
        assertTrue(failure.getMessage().endsWith("ARM-305 it belongs to cluster c9, must be c1"), failure.getMessage());
        Network.Listener newer = loopback.network.listen(
                Loopback.ANY_PORT,
                Message.Role.PEER,
                hello -> new Message.Welcome(2, "c1", Loopback.A, 1, 1, ""),
                new Recorder());
        failure = failure(newer.address(), Loopback.hello(Message.Role.PEER));
        assertTrue(
                failure.getMessage().endsWith("ARM-304 it speaks protocol version 2, must be 1 to 1"),
                failure.getMessage());
    }

    @Test
    void aListenerTakesOnlyItsRole() {
        Network.Listener listener = loopback.listen(Message.Role.PEER, new Recorder());
        ConnectFailed failure = failure(listener.address(), Loopback.hello(Message.Role.CLIENT));
        assertEquals(ErrorCode.NOT_ALLOWED_HERE, failure.refusal().orElseThrow().code());
        assertEquals(
                "this listener is for PEER, not for CLIENT",
                failure.refusal().orElseThrow().message());
    }

    @Test
    void nobodyListeningIsAConnectFailure() throws Exception {
        Network.Listener listener = loopback.listen(Message.Role.PEER, new Recorder());
        InetSocketAddress address = listener.address();
        listener.close();
        ConnectFailed failure = failure(address, Loopback.hello(Message.Role.PEER));
        assertTrue(
                failure.getMessage().startsWith("no connection to 127.0.0.1:" + address.getPort()),
                failure.getMessage());
        assertTrue(failure.refusal().isEmpty());
        assertFalse(failure.isMistaken());
    }

    @Test
    void whoNeverAnswersTheHandshakeIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, Loopback.ANY_PORT.getAddress())) {
            ExecutionException failure = assertThrows(ExecutionException.class, () -> loopback.network
                    .connect(
                            (InetSocketAddress) silent.getLocalSocketAddress(),
                            Loopback.hello(Message.Role.PEER),
                            new Recorder(),
                            Duration.ofMillis(200))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS));
            assertInstanceOf(ConnectFailed.class, failure.getCause());
            assertTrue(failure.getMessage().endsWith("no answer to the handshake within 200 ms"), failure.getMessage());
        }
    }

    @Test
    void aPortInUseIsToldWithTheAddress() {
        Network.Listener listener = loopback.listen(Message.Role.PEER, new Recorder());
        UncheckedIOException failure = assertThrows(
                UncheckedIOException.class,
                () -> loopback.network.listen(listener.address(), Message.Role.PEER, Loopback.GREETER, new Recorder()));
        assertInstanceOf(BindException.class, failure.getCause());
        assertTrue(
                failure.getCause()
                        .getMessage()
                        .startsWith("can't listen on 127.0.0.1:"
                                + listener.address().getPort() + ": "),
                failure.getMessage());
        assertTrue(failure.getMessage().contains("Address already in use"), failure.getMessage());
    }

    @Test
    void aMessageBeyondTheFrameLimitIsAnsweredHereAndTheConnectionGoesOn() throws Exception {
        ConnectionHandler server = (connection, correlation, message) ->
                connection.send(correlation, Loopback.reply(message instanceof Message.Get ? 2 << 20 : 1));
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, server);
        Recorder answers = new Recorder();
        Connection client = loopback.connect(listener, Message.Role.CLIENT, answers);

        assertTrue(client.send(1, Loopback.put(2 << 20)));
        assertFailure(1, ErrorCode.FRAME_TOO_LARGE, Message.Outcome.REJECTED, answers);
        assertTrue(client.send(2, Loopback.get("k")));
        assertFailure(2, ErrorCode.FRAME_TOO_LARGE, Message.Outcome.UNKNOWN, answers);
        assertTrue(client.send(3, Loopback.put(1)));
        assertEquals(Loopback.reply(1), Recorder.next(answers.received).message());
    }

    private static void assertFailure(long correlation, ErrorCode code, Message.Outcome outcome, Recorder answers)
            throws InterruptedException {
        Recorder.Received answer = Recorder.next(answers.received);
        Message.Failure failure = (Message.Failure) answer.message();
        assertEquals(correlation, answer.correlation());
        assertEquals(code, failure.code());
        assertEquals(outcome, failure.outcome());
    }

    @Test
    void aHandlerThatThrowsLosesItsConnectionAndNoOther() throws Exception {
        ConnectionHandler server = (connection, correlation, message) -> {
            if (correlation == 13) {
                throw new IllegalStateException("on purpose");
            }
            connection.send(correlation, Loopback.reply(1));
        };
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, server);
        Recorder unlucky = new Recorder();
        Recorder other = new Recorder();
        Connection first = loopback.connect(listener, Message.Role.CLIENT, unlucky);
        Connection second = loopback.connect(listener, Message.Role.CLIENT, other);
        first.send(13, Loopback.get("k"));
        assertEquals("closed by the other side", Recorder.next(unlucky.closed));
        assertFalse(first.send(14, Loopback.get("k")));
        second.send(15, Loopback.get("k"));
        assertEquals(15, Recorder.next(other.received).correlation());
    }

    @Test
    void closingIsToldToBothSidesOnce() throws Exception {
        Recorder server = new Recorder();
        Recorder client = new Recorder();
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, server);
        Connection connection = loopback.connect(listener, Message.Role.CLIENT, client);
        connection.send(1, Loopback.get("last words"));
        connection.close();
        connection.close();
        assertEquals(Loopback.get("last words"), Recorder.next(server.received).message());
        assertEquals("closed by this side", Recorder.next(client.closed));
        assertEquals("closed by the other side", Recorder.next(server.closed));
        assertFalse(connection.send(2, Loopback.get("k")));
        loopback.close();
        assertTrue(client.closed.isEmpty() && server.closed.isEmpty());
    }

    @Test
    void closingTheNetworkEndsItsThreadsAndItsConnections() throws Exception {
        Network own = Network.start("ending", 3, Loopback.LIMITS);
        Recorder server = new Recorder();
        Recorder client = new Recorder();
        Network.Listener listener = own.listen(Loopback.ANY_PORT, Message.Role.CLIENT, Loopback.GREETER, server);
        Connection connection = own.connect(
                        listener.address(), Loopback.hello(Message.Role.CLIENT), client, Loopback.TIMEOUT)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertFalse(threads("ending").isEmpty());
        own.close();
        Recorder.next(server.closed);
        Recorder.next(client.closed);
        Recorder.waitUntil("no thread left", () -> threads("ending").isEmpty());
        assertFalse(connection.send(1, Loopback.get("k")));
        connection.flush();
        connection.close();
        own.close();
        assertThrows(ExecutionException.class, () -> own.connect(
                        listener.address(), Loopback.hello(Message.Role.CLIENT), client, Loopback.TIMEOUT)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS));
    }

    private static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .toList();
    }

    @Test
    void theNativeLibraryIsUsedWhereThereIsOne() {
        boolean fits = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        boolean switchedOff = Boolean.getBoolean("io.netty.transport.noNative");
        assertEquals(fits && !switchedOff ? "epoll" : "nio", Io.best().name());
    }

    private static ConnectionHandler echo() {
        return (connection, correlation, message) -> connection.send(
                correlation,
                Loopback.reply(((Message.Put) message).value().orElseThrow().length()));
    }

    private static Message.Hello hello(Message.Role role, String cluster, Optional<NodeId> expects) {
        return new Message.Hello(
                1, 1, role, Optional.of(cluster), Optional.empty(), 0, 0, expects, Optional.empty(), "");
    }

    private ConnectFailed failure(InetSocketAddress address, Message.Hello hello) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> loopback.network
                .connect(address, hello, new Recorder(), Loopback.TIMEOUT)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS));
        return assertInstanceOf(ConnectFailed.class, failure.getCause());
    }
}
