package org.armature.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers may send; after each, the listener still serves. */
@Timeout(120)
final class BadInputTest {
    private static final TransportLimits LIMITS =
            new TransportLimits(20 << 20, 1 << 18, 1 << 17, Duration.ofMillis(1_500), 300);

    private final Loopback loopback = new Loopback(LIMITS);
    private final Recorder server = new Recorder();
    private Network.Listener listener;

    @BeforeEach
    void listen() {
        listener = loopback.listen(Message.Role.CLIENT, server);
    }

    @AfterEach
    void stillServes() throws Exception {
        server.received.clear();
        Connection client = loopback.connect(listener, Message.Role.CLIENT, new Recorder());
        client.send(99, Loopback.get("k"));
        assertEquals(99, Recorder.next(server.received).correlation());
        loopback.close();
    }

    @Test
    void anotherProtocolIsDroppedAtOnce() throws Exception {
        try (RawClient stranger = stranger()) {
            stranger.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            stranger.assertEnds();
        }
    }

    @Test
    void garbageNeverHarmsTheListener() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            byte[] garbage = new byte[random.nextInt(2_000)];
            random.nextBytes(garbage);
            try (RawClient stranger = stranger()) {
                if (random.nextBoolean()) {
                    stranger.write(RawClient.hello());
                }
                stranger.write(garbage);
            }
        }
        assertTrue(server.received.isEmpty());
    }

    @Test
    void aFrameCutShortByTheEndIsNoMessage() throws Exception {
        byte[] frame = MessageCodec.encodeFrame(5, Loopback.put(100));
        for (int length = 1; length < frame.length; length += 7) {
            try (RawClient stranger = greeted()) {
                stranger.write(Arrays.copyOf(frame, length));
            }
            assertEquals("closed by the other side", Recorder.next(server.closed));
        }
        assertTrue(server.received.isEmpty());
    }

    @Test
    void aFrameInSinglePiecesOfOneByteIsAMessage() throws Exception {
        try (RawClient client = greeted()) {
            for (byte piece : MessageCodec.encodeFrame(5, Loopback.put(100))) {
                client.write(new byte[] {piece});
            }
            assertEquals(Loopback.put(100), Recorder.next(server.received).message());
        }
    }

    @Test
    void anAbsurdLengthIsRefusedWithTheLimit() throws Exception {
        for (int length : new int[] {Integer.MAX_VALUE, -1, (20 << 20) + 1}) {
            try (RawClient stranger = greeted()) {
                stranger.write(RawClient.frame(length, MessageType.PUT.number(), 7, new byte[0]));
                Message.Failure failure = stranger.failure(7);
                assertEquals(ErrorCode.FRAME_TOO_LARGE, failure.code());
                assertTrue(failure.message().endsWith("the limit is 20971520"), failure.message());
                stranger.assertEnds();
            }
        }
    }

    @Test
    void whatIsAnnouncedAndNotSentCostsNothing() throws Exception {
        List<RawClient> announcers = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) { // 200 × 20 MB is many times this process's heap
                RawClient announcer = greeted();
                announcers.add(announcer);
                announcer.write(RawClient.frame(20 << 20, MessageType.PUT.number(), 7, new byte[10]));
            }
            Recorder.waitUntil("all are open", () -> server.opened.size() == 200);
        } finally {
            for (RawClient announcer : announcers) {
                announcer.close();
            }
        }
        for (int i = 0; i < announcers.size(); i++) {
            assertEquals("closed by the other side", Recorder.next(server.closed));
        }
    }

    @Test
    void beforeTheHandshakeOnlySmallFramesAreTaken() throws Exception {
        try (RawClient stranger = stranger()) {
            stranger.write(RawClient.frame(20 << 10, MessageType.HELLO.number(), 7, new byte[0]));
            assertEquals(ErrorCode.FRAME_TOO_LARGE, stranger.failure(7).code());
            stranger.assertEnds();
        }
    }

    @Test
    void aDamagedFrameIsRefusedAndTheConnectionEnds() throws Exception {
        byte[] frame = MessageCodec.encodeFrame(5, Loopback.put(100));
        frame[60] ^= 4;
        try (RawClient client = greeted()) {
            client.write(frame);
            client.write(MessageCodec.encodeFrame(6, Loopback.put(100)));
            Message.Failure failure = client.failure(5);
            assertEquals(ErrorCode.BAD_FRAME, failure.code());
            assertTrue(failure.message().endsWith("it was damaged on its way"), failure.message());
            client.assertEnds();
        }
        assertTrue(server.received.isEmpty());
    }

    @Test
    void aWholeFrameWithANonsenseBodyIsAnsweredAndTheConnectionGoesOn() throws Exception {
        try (RawClient client = greeted()) {
            client.write(RawClient.frame(3, MessageType.GET.number(), 5, new byte[] {1, 2, 3}));
            assertEquals(ErrorCode.BAD_FRAME, client.failure(5).code());
            assertGoesOn(client);
        }
    }

    @Test
    void aNonsenseGreetingIsRefusedAndTheConnectionEnds() throws Exception {
        try (RawClient stranger = stranger()) {
            stranger.write(RawClient.frame(3, MessageType.HELLO.number(), 5, new byte[] {1, 2, 3}));
            assertEquals(ErrorCode.BAD_FRAME, stranger.failure(5).code());
            stranger.assertEnds();
        }
    }

    @Test
    void anUnknownTypeIsAnsweredAndTheConnectionGoesOn() throws Exception {
        try (RawClient client = greeted()) {
            client.write(RawClient.frame(3, 99, 5, new byte[3]));
            assertEquals(ErrorCode.UNKNOWN_MESSAGE, client.failure(5).code());
            assertGoesOn(client);
        }
    }

    @Test
    void aMessageOfAnotherRoleIsAnsweredAndTheConnectionGoesOn() throws Exception {
        try (RawClient client = greeted()) {
            for (Message message : List.of(
                    new Message.ReplicaGet(Loopback.TABLE, Loopback.put(1).key(), 0, Optional.empty(), 1),
                    new Message.StatusRequest(),
                    new Message.ReplicaStored(),
                    Loopback.hello(Message.Role.CLIENT))) {
                client.write(MessageCodec.encodeFrame(5, message));
                Message.Failure failure = client.failure(5);
                assertEquals(ErrorCode.NOT_ALLOWED_HERE, failure.code());
                assertEquals(MessageType.of(message) + " is not allowed on a listener for CLIENT", failure.message());
            }
            assertGoesOn(client);
        }
    }

    @Test
    void aKeyThatIsTooLongIsAnsweredAndTheConnectionGoesOn() throws Exception {
        try (RawClient client = greeted()) {
            byte[] body = new byte[1_040];
            Arrays.fill(body, (byte) 'x');
            ByteBuffer.wrap(body).put(new byte[] {0x0a, 1, 'i', 0x12, 1, 't', 0x1a, (byte) 0x87, 0x08}); // 1,031 bytes
            client.write(RawClient.frame(body.length, MessageType.GET.number(), 5, body));
            Message.Failure failure = client.failure(5);
            assertEquals(ErrorCode.KEY_TOO_LARGE, failure.code());
            assertEquals("GET: the key has 1031 bytes, must be 1 to 1024", failure.message());
            assertGoesOn(client);
        }
    }

    @Test
    void theFirstMessageIsTheGreeting() throws Exception {
        try (RawClient stranger = stranger()) {
            stranger.write(MessageCodec.encodeFrame(5, Loopback.get("k")));
            Message.Failure failure = stranger.failure(5);
            assertEquals(ErrorCode.NOT_ALLOWED_HERE, failure.code());
            assertEquals("the first message is HELLO, not GET", failure.message());
            stranger.assertEnds();
        }
        assertTrue(server.opened.isEmpty());
    }

    @Test
    void whoNeverGreetsIsDropped() throws Exception {
        try (RawClient silent = stranger()) {
            silent.assertEnds();
        }
    }

    @Test
    void aConnectionTooManyIsToldSo() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < LIMITS.maxConnections(); i++) {
                clients.add(greeted());
            }
            try (RawClient tooMany = stranger()) {
                Message.Failure failure = tooMany.failure(0);
                assertEquals(ErrorCode.OVERLOADED, failure.code());
                assertEquals(Message.Outcome.NOT_DONE, failure.outcome());
                assertTrue(failure.message().contains("has its 300 connections"), failure.message());
                tooMany.assertEnds();
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        for (int i = 0; i < clients.size(); i++) {
            Recorder.next(server.closed);
        }
    }

    private RawClient stranger() throws IOException {
        return new RawClient(listener);
    }

    private RawClient greeted() throws IOException, ProtocolException {
        return RawClient.greeted(listener);
    }

    private void assertGoesOn(RawClient client) throws IOException, InterruptedException {
        client.write(MessageCodec.encodeFrame(6, Loopback.get("k")));
        assertEquals(6, Recorder.next(server.received).correlation());
    }
}
