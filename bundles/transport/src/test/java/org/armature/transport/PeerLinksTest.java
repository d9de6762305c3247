package org.armature.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class PeerLinksTest {
    private final Loopback loopback = new Loopback();
    private final Events events = new Events();
    private final AtomicInteger greetings = new AtomicInteger();
    private final PeerLinks links = new PeerLinks(loopback.network, this::hello, events);

    private Message.Hello hello() {
        greetings.incrementAndGet();
        return new Message.Hello(
                1,
                1,
                Message.Role.PEER,
                Optional.of("c1"),
                Optional.of(Loopback.B),
                5,
                6,
                Optional.empty(),
                Optional.empty(),
                "");
    }

    @AfterEach
    void close() {
        links.close();
        loopback.close();
    }

    @Test
    void aPeerIsLinkedAskedAndAnswers() throws Exception {
        Recorder peer = new Recorder();
        Network.Listener listener = loopback.listen(Message.Role.PEER, peer);
        assertFalse(links.send(Loopback.A, 1, request()));
        links.connectTo(Map.of(Loopback.A, listener.address()));
        assertEquals("up a 77", Recorder.next(events.seen));
        assertEquals(
                Optional.of(Loopback.A),
                ((Message.Hello) Recorder.next(peer.opened).greeting()).expects());

        assertTrue(links.send(Loopback.A, 42, request()));
        links.flush();
        Recorder.Received asked = Recorder.next(peer.received);
        assertEquals(request(), asked.message());
        asked.connection().send(asked.correlation(), new Message.ReplicaStored());
        asked.connection().flush();
        assertEquals("answered a 42 ReplicaStored[]", Recorder.next(events.seen));
        assertFalse(links.send(Loopback.B, 43, request()), "no link to b");
    }

    @Test
    void aLostPeerIsLinkedAgainWhenItComesBack() throws Exception {
        Network.Listener first = loopback.listen(Message.Role.PEER, new Recorder());
        links.connectTo(Map.of(Loopback.A, first.address()));
        assertEquals("up a 77", Recorder.next(events.seen));
        first.close();
        assertEquals("down a", Recorder.next(events.seen));
        assertFalse(links.send(Loopback.A, 1, request()));
        int before = greetings.get();
        Recorder.waitUntil("some attempts in vain", () -> greetings.get() >= before + 2);
        Recorder peer = new Recorder();
        try (Network.Listener second =
                loopback.network.listen(first.address(), Message.Role.PEER, Loopback.GREETER, peer)) {
            assertEquals(first.address(), second.address());
            assertEquals("up a 77", Recorder.next(events.seen));
            assertTrue(links.send(Loopback.A, 2, request()));
            assertEquals(2, Recorder.next(peer.received).correlation());
        }
    }

    @Test
    void aPeerThatIsNotThereYetIsLinkedWhenItComes() throws Exception {
        InetSocketAddress address;
        try (Network.Listener reserved = loopback.listen(Message.Role.PEER, new Recorder())) {
            address = reserved.address();
        }
        links.connectTo(Map.of(Loopback.A, address));
        Recorder.waitUntil("an attempt in vain", () -> greetings.get() >= 2);
        try (Network.Listener late =
                loopback.network.listen(address, Message.Role.PEER, Loopback.GREETER, new Recorder())) {
            assertEquals(address, late.address());
            assertEquals("up a 77", Recorder.next(events.seen));
        }
    }

    @Test
    void anotherNodeAtThatAddressIsNotLinked() throws Exception {
        Recorder peer = new Recorder();
        Network.Listener listener = loopback.listen(Message.Role.PEER, peer);
        NodeId c = new NodeId("c");
        links.connectTo(Map.of(c, listener.address()));
        Recorder.next(peer.closed);
        assertFalse(links.send(c, 1, request()));
        assertEquals(null, events.seen.poll(700, TimeUnit.MILLISECONDS));
        assertEquals(1, greetings.get(), "after a no it waits for seconds");
    }

    @Test
    void onlyTheNamedPeersStayLinked() throws Exception {
        Network.Listener a = loopback.listen(Message.Role.PEER, new Recorder());
        Network.Listener b = loopback.network.listen(
                Loopback.ANY_PORT,
                Message.Role.PEER,
                hello -> new Message.Welcome(1, "c1", Loopback.B, 88, 89, ""),
                new Recorder());
        links.connectTo(Map.of(Loopback.A, a.address()));
        assertEquals("up a 77", Recorder.next(events.seen));
        links.connectTo(Map.of(Loopback.A, a.address(), Loopback.B, b.address()));
        assertEquals("up b 88", Recorder.next(events.seen));
        links.connectTo(Map.of(Loopback.B, b.address()));
        assertEquals("down a", Recorder.next(events.seen));
        assertFalse(links.send(Loopback.A, 1, request()));
        assertTrue(links.send(Loopback.B, 1, request()));
        links.close();
        links.close();
        assertEquals("down b", Recorder.next(events.seen));
        assertThrows(IllegalStateException.class, () -> links.connectTo(Map.of()));
        int attempts = greetings.get();
        assertEquals(null, events.seen.poll(400, TimeUnit.MILLISECONDS));
        assertEquals(attempts, greetings.get(), "nobody tries on");
    }

    @Test
    void aRefusalForAnotherProcessUnderThisNameIsToldAndTriedAgainSoon() throws Exception {
        Message.Failure no =
                new Message.Failure(ErrorCode.DUPLICATE_NODE, Message.Outcome.REJECTED, "another process is b");
        AtomicBoolean dead = new AtomicBoolean();
        Network.Listener listener = loopback.network.listen(
                Loopback.ANY_PORT,
                Message.Role.PEER,
                hello -> dead.get() ? Loopback.GREETER.apply(hello) : no,
                new Recorder());
        links.connectTo(Map.of(Loopback.A, listener.address()));
        assertEquals(no, Recorder.next(events.refusals));
        assertEquals(no, Recorder.next(events.refusals));
        dead.set(true);
        assertEquals("up a 77", Recorder.next(events.seen));
    }

    @Test
    void aPeerIsLinkedAnewOnDemand() throws Exception {
        Recorder peer = new Recorder();
        Network.Listener listener = loopback.listen(Message.Role.PEER, peer);
        links.reconnect(Loopback.A, 1);
        links.connectTo(Map.of(Loopback.A, listener.address()));
        assertEquals("up a 77", Recorder.next(events.seen));
        links.reconnect(Loopback.A, 1);
        assertEquals("down a", Recorder.next(events.seen));
        assertEquals("up a 77", Recorder.next(events.seen));
        Message.Hello hello = (Message.Hello) Recorder.next(peer.opened).greeting();
        assertEquals(6, hello.process());
    }

    private static Message request() {
        return new Message.ReplicaGet(Loopback.TABLE, Loopback.put(1).key(), 0, Optional.empty(), 3);
    }

    private static final class Events implements PeerEvents {
        final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        final BlockingQueue<Message.Failure> refusals = new LinkedBlockingQueue<>();

        @Override
        public void peerUp(NodeId peer, Message.Welcome greeting) {
            seen.add("up " + peer + " " + greeting.incarnation());
        }

        @Override
        public void peerDown(NodeId peer, String reason) {
            seen.add("down " + peer);
        }

        @Override
        public void notReached(NodeId peer, ConnectFailed why) {
            refusals.addAll(why.refusal().stream().toList());
        }

        @Override
        public void answered(NodeId peer, long correlation, Message answer) {
            seen.add("answered " + peer + " " + correlation + " " + answer);
        }
    }
}
