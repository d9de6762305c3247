package org.armature.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a listener that is none may send to who connects to it. */
@Timeout(120)
final class BadAnswerTest {
    private static final byte[] WELCOME = MessageCodec.encodeFrame(0, Loopback.WELCOME);

    private final Loopback loopback = new Loopback();
    private final Recorder client = new Recorder();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, Loopback.ANY_PORT.getAddress());
        server.setSoTimeout(20_000);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        loopback.close();
    }

    @Test
    void anotherProtocolIsToldByItsFirstBytes() throws Exception {
        assertRefused(
                "220 mail.example ESMTP service ready".getBytes(StandardCharsets.US_ASCII),
                "the sender speaks another protocol");
    }

    @Test
    void theAnswerToTheGreetingIsWelcomeOrFailure() throws Exception {
        assertRefused(
                MessageCodec.encodeFrame(0, Loopback.reply(1)),
                "the answer to the handshake is GET_REPLY, must be WELCOME or FAILURE");
    }

    @Test
    void aListenerThatHangsUpIsToldSo() throws Exception {
        CompletableFuture<Connection> connecting = connecting();
        server.accept().close();
        assertFailed(connecting, ""); // reset or closed, as the kernel has it
    }

    @Test
    void whatIsNoAnswerEndsTheConnection() throws Exception {
        assertEnds(MessageCodec.encodeFrame(1, Loopback.get("k")), "GET is no answer to a request");
        assertEnds(WELCOME, "WELCOME is no answer to a request");
        assertEnds(RawClient.frame(0, 99, 1, new byte[0]), "message type 99 is unknown here");
        assertEnds(RawClient.frame(1 << 30, 11, 1, new byte[0]), "the limit is 1048576");
        byte[] damaged = MessageCodec.encodeFrame(1, Loopback.reply(50));
        damaged[40] ^= 1;
        assertEnds(damaged, "it was damaged on its way");
        assertTrue(client.received.isEmpty());
    }

    private CompletableFuture<Connection> connecting() {
        return loopback.network
                .connect(
                        (InetSocketAddress) server.getLocalSocketAddress(),
                        Loopback.hello(Message.Role.CLIENT),
                        client,
                        Loopback.TIMEOUT)
                .toCompletableFuture();
    }

    private void assertRefused(byte[] answer, String reason) throws Exception {
        CompletableFuture<Connection> connecting = connecting();
        try (Socket accepted = server.accept()) {
            accepted.getOutputStream().write(answer);
            assertFailed(connecting, reason);
        }
        assertTrue(client.opened.isEmpty());
    }

    private static void assertFailed(CompletableFuture<Connection> connecting, String reason) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> connecting.get(20, TimeUnit.SECONDS));
        assertInstanceOf(ConnectFailed.class, failure.getCause());
        assertTrue(failure.getMessage().contains(reason), failure.getMessage());
    }

    private void assertEnds(byte[] sent, String reason) throws Exception {
        CompletableFuture<Connection> connecting = connecting();
        try (Socket accepted = server.accept()) {
            accepted.getOutputStream().write(WELCOME);
            assertEquals(Loopback.WELCOME, connecting.get(20, TimeUnit.SECONDS).greeting());
            accepted.getOutputStream().write(sent);
            String closed = Recorder.next(client.closed);
            assertTrue(closed.contains(reason), closed);
        }
    }
}
