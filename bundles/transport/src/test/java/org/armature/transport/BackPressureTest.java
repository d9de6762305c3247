package org.armature.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class BackPressureTest {
    private final Loopback loopback = new Loopback();

    @AfterEach
    void close() {
        loopback.close();
    }

    @Test
    void requestsAreRefusedAboveTheMarkAndTakenAgainWhenTheReaderHasCaughtUp() throws Exception {
        CountDownLatch readOn = new CountDownLatch(1);
        AtomicInteger read = new AtomicInteger();
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, (connection, correlation, message) -> {
            await(readOn);
            read.incrementAndGet();
        });
        Connection client = loopback.connect(listener, Message.Role.CLIENT, new Recorder());
        int sent = fill(client);
        assertFalse(client.send(sent, Loopback.get("k")), "the mark is passed until the reader reads");
        readOn.countDown();
        int total = sent + 1;
        Recorder.waitUntil("taken again", () -> client.send(total, Loopback.get("k")));
        Recorder.waitUntil("all read", () -> read.get() == total);
    }

    @Test
    void answersAreTakenAboveTheMarkAndNoMoreRequestsAreReadUntilTheyHaveLeft() throws Exception {
        Recorder server = new Recorder();
        Network.Listener listener = loopback.listen(Message.Role.CLIENT, server);
        try (RawClient client = RawClient.greeted(listener)) {
            client.write(MessageCodec.encodeFrame(0, Loopback.get("first")));
            Connection accepted = Recorder.next(server.received).connection();
            int answers = 2_000; // 20 MB, far above the mark and what sockets hold
            for (int i = 0; i < answers; i++) {
                assertTrue(accepted.send(0, Loopback.reply(10_000)), "answer " + i);
            }
            accepted.flush();
            assertFalse(accepted.send(0, Loopback.get("a request has no reserved room")));

            // The listener stops reading at the end of a batch: the first's may not have ended before the mark was
            // passed.
            client.write(MessageCodec.encodeFrame(1, Loopback.get("second")));
            var early = server.received.poll(300, TimeUnit.MILLISECONDS);
            client.write(MessageCodec.encodeFrame(2, Loopback.get("third")));
            assertNull(server.received.poll(300, TimeUnit.MILLISECONDS));
            for (int i = 0; i < answers; i++) {
                assertEquals(Loopback.reply(10_000), client.read(0));
            }
            for (int next = early == null ? 1 : 2; next <= 2; next++) {
                assertEquals(next, Recorder.next(server.received).correlation());
            }
        }
    }

    @Test
    void largeValuesLeaveLittleDirectMemoryBehind() throws Exception {
        Network.Listener listener = loopback.listen(
                Message.Role.CLIENT,
                (connection, correlation, message) -> connection.send(correlation, message(message)));
        Recorder answers = new Recorder();
        Connection client = loopback.connect(listener, Message.Role.CLIENT, answers);
        for (int i = 0; i < 40; i++) {
            int correlation = i;
            Recorder.waitUntil("room", () -> client.send(correlation, Loopback.put(1_000_000)));
        }
        for (int i = 0; i < 40; i++) {
            assertEquals(
                    Loopback.reply(1_000_000), Recorder.next(answers.received).message());
        }
        long direct = ((PooledByteBufAllocator) Io.ALLOCATOR).metric().usedDirectMemory();
        assertTrue(direct < 8 << 20, direct + " bytes");
    }

    /** Until nothing is taken any more: the mark is passed and the sockets are full. */
    private static int fill(Connection client) {
        int sent = 0;
        long refusedSince = System.nanoTime();
        while (System.nanoTime() - refusedSince < TimeUnit.MILLISECONDS.toNanos(300)) {
            if (client.send(sent, Loopback.put(10_000))) {
                sent++;
                refusedSince = System.nanoTime();
                assertTrue(sent < 100_000, "never refused");
            } else {
                LockSupport.parkNanos(1_000_000);
            }
        }
        return sent;
    }

    private static Message message(Message put) {
        return Loopback.reply(((Message.Put) put).value().orElseThrow().length());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Recorder.WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
