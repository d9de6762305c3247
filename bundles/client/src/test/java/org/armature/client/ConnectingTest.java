package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectingTest {
    private static final Key ALICE = Key.utf8("alice");
    private static final Optional<Bytes> HELLO = Optional.of(Bytes.utf8("hello"));

    @RegisterExtension
    final Opened opened = new Opened();

    @Test
    void aNodeThatIsNotThereIsPassedOver() {
        ScriptedNode n2 = opened.node("n2");
        ArmatureClient client = opened.add(ArmatureClient.builder()
                .node("127.0.0.1:" + unusedPort())
                .node(n2.address())
                .build());
        for (int i = 0; i < 4; i++) {
            assertEquals(HELLO, client.table("shop/cart").get(ALICE).value());
        }
    }

    @Test
    void aNodeThatAcceptsButNeverGreetsIsPassedOver() throws IOException {
        ServerSocket stopped = opened.add(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        ScriptedNode n2 = opened.node("n2");
        ArmatureClient client = opened.add(ArmatureClient.builder()
                .node("127.0.0.1:" + stopped.getLocalPort())
                .node(n2.address())
                .build());
        for (int i = 0; i < 4; i++) {
            assertEquals(HELLO, client.table("shop/cart").get(ALICE).value());
        }
    }

    @Test
    void aNodeMayBeGivenByName() {
        ScriptedNode n1 = opened.node("n1");
        ArmatureClient client = opened.add(
                ArmatureClient.builder().node("localhost:" + n1.port()).build());
        assertEquals(HELLO, client.table("shop/cart").get(ALICE).value());
    }

    @Test
    void withoutAnyNodeACallFailsAtItsDeadlineAndHasDoneNothing() {
        String address = "127.0.0.1:" + unusedPort();
        ArmatureClient client = opened.add(ArmatureClient.builder()
                .node(address)
                .deadline(Duration.ofSeconds(2))
                .build());
        StoreException.Unavailable e = assertThrows(StoreException.Unavailable.class, () -> client.table("shop/cart")
                .put(ALICE, Bytes.EMPTY, CausalContext.NONE));
        assertEquals(ErrorCode.UNAVAILABLE, e.code());
        assertTrue(
                e.getMessage()
                        .equals("ARM-201 put shop/cart/alice: " + address
                                + " refused the connection; the deadline of 2000 ms has passed; nothing was written. Trying again later is"
                                + " safe."),
                e.getMessage());
    }

    @Test
    void aCallWaitsForANodeThatIsStillStarting() {
        int port = unusedPort();
        ArmatureClient client = opened.add(ArmatureClient.builder()
                .node("127.0.0.1:" + port)
                .deadline(Duration.ofSeconds(20))
                .build());
        var read = client.table("shop/cart").async().get(ALICE, ReadOptions.DEFAULT);
        opened.add(ScriptedNode.startOn(port, "n1"));
        assertEquals(HELLO, Waiting.result(read).value());
    }

    @Test
    void aLiveClientRecoversByItselfWhenEveryNodeIsRestarted() {
        ScriptedNode before = opened.node("n1");
        ArmatureClient client = opened.client(before);
        Table table = client.table("shop/cart");
        assertEquals(HELLO, table.get(ALICE).value());
        int port = before.port();
        before.close();
        assertThrows(
                StoreException.class, () -> table.get(ALICE, ReadOptions.DEFAULT.withDeadline(Duration.ofMillis(200))));
        opened.add(ScriptedNode.startOn(port, "n1"));
        assertEquals(
                HELLO,
                table.get(ALICE, ReadOptions.DEFAULT.withDeadline(Duration.ofSeconds(20)))
                        .value());
    }

    @Test
    void connectedIsDoneWhenTheFirstNodeHasGreeted() {
        ScriptedNode n1 = opened.node("n1");
        ArmatureClient client = opened.add(opened.builder(n1).build());
        Waiting.result(client.connected());
        Waiting.result(client.connected());
    }

    @Test
    void connectedFailsAtTheDeadlineAndSaysWhy() {
        String address = "127.0.0.1:" + unusedPort();
        ArmatureClient client = opened.add(ArmatureClient.builder()
                .node(address)
                .deadline(Duration.ofSeconds(2))
                .build());
        StoreException.Unavailable e =
                assertInstanceOf(StoreException.Unavailable.class, Waiting.failure(client.connected()));
        assertEquals(
                "ARM-201 connect: " + address + " refused the connection; the deadline of 2000 ms has passed",
                e.getMessage());
    }

    @Test
    void aHandshakeThatEveryNodeRefusesForGoodEndsTheCallAtOnce() {
        ScriptedNode old = opened.add(ScriptedNode.greeting(
                "n1",
                hello -> new Message.Failure(
                        ErrorCode.PROTOCOL_MISMATCH, Outcome.REJECTED, "this node speaks version 2 to 3, not 1")));
        ArmatureClient client =
                opened.add(opened.builder(old).deadline(Duration.ofMinutes(10)).build());
        StoreException.Rejected e = assertThrows(
                StoreException.Rejected.class, () -> client.table("shop/cart").get(ALICE));
        assertEquals(ErrorCode.PROTOCOL_MISMATCH, e.code());
        assertTrue(
                e.getMessage()
                        .contains(old.address()
                                + " refused the handshake: ARM-304 this node speaks version 2 to 3, not 1"),
                e.getMessage());
        assertInstanceOf(StoreException.Rejected.class, Waiting.failure(client.connected()));
    }

    @Test
    void aPortForOthersEndsTheCallAtOnceAndSaysWhoseItIs() {
        ScriptedNode admin = opened.add(ScriptedNode.admin("n1"));
        ArmatureClient client = opened.add(
                opened.builder(admin).deadline(Duration.ofMinutes(10)).build());
        StoreException.Rejected e = assertThrows(StoreException.Rejected.class, () -> client.table("shop/cart")
                .put(ALICE, Bytes.EMPTY, CausalContext.NONE));
        assertEquals(ErrorCode.NOT_ALLOWED_HERE, e.code());
        assertTrue(e.getMessage().contains("this listener is for ADMIN, not for CLIENT"), e.getMessage());
    }

    @Test
    void theClientKeepsToTheClusterThatGreetedFirst() {
        ScriptedNode home = opened.node("n1");
        int port = unusedPort();
        ArmatureClient client = opened.add(ArmatureClient.builder()
                .node(home.address())
                .node("127.0.0.1:" + port)
                .build());
        Waiting.result(client.connected());
        AtomicReference<Message.Hello> greeted = new AtomicReference<>();
        ScriptedNode foreign = opened.add(ScriptedNode.greetingOn(port, "x1", hello -> {
            greeted.set(hello);
            return ScriptedNode.welcome("x1", "another");
        }));
        Waiting.until("the foreign node is greeted", () -> greeted.get() != null);
        assertEquals(Optional.of(ScriptedNode.CLUSTER), greeted.get().clusterId());
        for (int i = 0; i < 6; i++) {
            client.table("shop/cart").put(ALICE, Bytes.EMPTY, CausalContext.NONE);
        }
        assertEquals(0, foreign.requestsWaiting());
        home.close();
        AtomicReference<String> told = new AtomicReference<>();
        Waiting.until(() -> "the foreign cluster is named, not only " + told, () -> {
            StoreException e = assertThrows(StoreException.class, () -> client.table("shop/cart")
                    .get(ALICE, ReadOptions.DEFAULT.withDeadline(Duration.ofMillis(100))));
            told.set(e.getMessage());
            return e.getMessage().contains("ARM-305 it belongs to cluster another, must be " + ScriptedNode.CLUSTER);
        });
    }

    @Test
    void aClientWithoutNodesIsNotBuilt() {
        assertThrows(IllegalStateException.class, () -> ArmatureClient.builder().build());
        assertThrows(
                IllegalStateException.class,
                () -> ArmatureClient.builder().node("a:1").node("b:1").buildAdmin());
        assertThrows(
                IllegalArgumentException.class, () -> ArmatureClient.builder().deadline(Duration.ofDays(1)));
    }

    @Test
    void connectingNeverBlocksTheCaller() {
        ArmatureClient client = ArmatureClient.builder()
                .node("127.0.0.1:" + unusedPort())
                .deadline(Duration.ofMinutes(10))
                .build();
        CompletableFuture<Void> connected = client.connected().toCompletableFuture();
        client.close();
        assertTrue(Waiting.failure(connected).getMessage().endsWith("the client was closed"));
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
