package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.StoreException;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.junit.jupiter.api.Test;

/** The zip as its users meet it: unpacked, started as processes on loopback, worked with through the client. */
class DistributionIT extends OwnNodes {
    private static final Key KEY = Key.utf8("alice");
    private static final Bytes BOOK = Bytes.utf8("book");
    private static final Bytes MUG = Bytes.utf8("mug");
    private static final String ONE_COPY = "defaults { n = 1, r = 1, w = 1 }\ntables { kv {} }\n";

    @Test
    void whatWasStoredIsThereAfterACleanRestart() throws Exception {
        NodeUnderTest node = single(ONE_COPY);
        node.start();
        put(node, BOOK);
        assertEquals(143, node.stop());
        assertFalse(Files.exists(node.data().resolve("node.ports")));
        assertEquals("", warnings(node));
        node.start();
        assertEquals(Optional.of(BOOK), get(node));
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        NodeUnderTest node = single(ONE_COPY);
        node.start();
        put(node, BOOK);
        node.kill();
        node.start();
        assertEquals(Optional.of(BOOK), get(node));
    }

    @Test
    void threeNodesServeOneStoreAndGoOnWithoutOneOfThem() throws Exception {
        cluster(3, THREE_COPIES);
        for (NodeUnderTest node : nodes) {
            node.start();
        }
        WriteResult written = put(nodes.get(0), BOOK);
        assertEquals(Optional.of(BOOK), get(nodes.get(1)));
        nodes.get(2).kill();
        try (ArmatureClient client = nodes.get(1).client()) {
            client.table("kv").put(KEY, MUG, written.context());
        }
        assertEquals(Optional.of(MUG), get(nodes.get(0)));
        nodes.get(2).start();
        assertEquals(Optional.of(MUG), get(nodes.get(2)));
    }

    @Test
    void withTooFewNodesAPutIsRefusedAndNothingIsWritten() throws Exception {
        cluster(3, THREE_COPIES);
        nodes.get(0).start();
        try (ArmatureClient client = nodes.get(0).client()) {
            StoreException refused =
                    assertThrows(StoreException.class, () -> client.table("kv").put(KEY, BOOK, CausalContext.NONE));
            assertFalse(refused.mayHaveHappened(), refused.getMessage());
            assertEquals(ErrorCode.UNAVAILABLE, refused.code());
            assertTrue(client.table("kv").get(KEY, ReadOptions.DEFAULT.withR(1)).isEmpty());
        }
    }

    @Test
    void aPortInUseIsNamedAndTheDataStayUntouched() throws Exception {
        NodeUnderTest node = single(ONE_COPY);
        node.start();
        put(node, BOOK);
        String address = node.address("client");
        assertEquals(143, node.stop());
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(node, "ARM-102", Integer.toString(other.getLocalPort()));
        }
        node.start();
        assertEquals(Optional.of(BOOK), get(node));
    }

    @Test
    void theDirectoryOfAnotherNodeIsRefused() throws Exception {
        NodeUnderTest first = single(ONE_COPY);
        first.start();
        assertEquals(143, first.stop());
        NodeUnderTest second =
                NodeUnderTest.cluster(home, temp.resolve("other"), 1, ONE_COPY).get(0);
        nodes.add(second);
        Files.move(first.data(), second.data());
        assertRefused(second, "ARM-104", second.data().toString());
    }

    @Test
    void aSecondProcessOnADirectoryIsToldWhoHasIt() throws Exception {
        NodeUnderTest node = single(ONE_COPY);
        node.start();
        try (Command second = Command.start(
                home.resolve("bin/armature"),
                Map.of(),
                "run-node",
                "--etc",
                node.etc().toString(),
                "--data",
                node.data().toString())) {
            assertEquals(1, second.exitStatus());
            assertTrue(second.output().startsWith("ARM-103 "), second.output());
        }
        put(node, BOOK);
    }

    @Test
    void anInstanceFileThatContradictsItselfIsNamedByFileLineAndKey() throws Exception {
        NodeUnderTest node = single("defaults {\n  n = 1\n  w = 2\n}\ntables { kv {} }\n");
        assertRefused(node, "ARM-101", "default.conf:3");
    }

    @Test
    void aNodeThatWasNotInitialisedSaysSo() throws Exception {
        NodeUnderTest node = single(ONE_COPY);
        Files.delete(node.etc().resolve("cluster.conf"));
        assertRefused(node, "ARM-106", "cluster.conf");
    }

    @Test
    void aTableWhoseEngineIsMissingIsClosedAndTheOthersServe() throws Exception {
        NodeUnderTest node = single(ONE_COPY.replace("kv {}", "kv {}, photo { engine = granite }"));
        node.start();
        put(node, BOOK);
        try (ArmatureClient client = node.client()) {
            StoreException refused = assertThrows(
                    StoreException.class, () -> client.table("photo").put(KEY, BOOK, CausalContext.NONE));
            assertTrue(refused.getMessage().contains("ARM-401"), refused.getMessage());
        }
    }

    @Test
    void bytesThatAreNoFrameCloseTheirConnectionAndNothingElse() throws Exception {
        NodeUnderTest node = single(ONE_COPY);
        node.start();
        String address = node.address("client");
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        try (Socket browser = new Socket(InetAddress.getLoopbackAddress(), port)) {
            browser.setSoTimeout(30_000);
            browser.getOutputStream().write(new byte[] {'G', 'E', 'T', ' ', '/', '\r', '\n', '\r', '\n'});
            browser.shutdownOutput();
            browser.getInputStream().readAllBytes();
        }
        put(node, BOOK);
        assertEquals(Optional.of(BOOK), get(node));
    }

    @Test
    void itServesOnEveryJavaOfThisMachineThatItIsMadeFor() throws Exception {
        NodeUnderTest node = single(ONE_COPY);
        Bytes value = BOOK;
        CausalContext context = CausalContext.NONE;
        for (Path java : Javas.toTry()) {
            node.start(Map.of("JAVA_HOME", java.toString()));
            try (ArmatureClient client = node.client()) {
                context = client.table("kv").put(KEY, value, context).context();
                assertEquals(Optional.of(value), client.table("kv").get(KEY).value());
            }
            assertEquals(143, node.stop());
            assertEquals("", warnings(node), java.toString());
            value = MUG;
        }
    }

    private NodeUnderTest single(String instance) throws IOException {
        cluster(1, instance);
        return nodes.get(0);
    }

    private void cluster(int size, String instance) throws IOException {
        nodes.addAll(NodeUnderTest.cluster(home, temp, size, instance));
    }

    private static WriteResult put(NodeUnderTest node, Bytes value) throws IOException {
        try (ArmatureClient client = node.client()) {
            return client.table("kv").put(KEY, value, CausalContext.NONE);
        }
    }

    private static Optional<Bytes> get(NodeUnderTest node) throws IOException {
        try (ArmatureClient client = node.client()) {
            return client.table("kv").get(KEY).value();
        }
    }

    /** What the JVM or the node complained of on the console. */
    private static String warnings(NodeUnderTest node) throws IOException {
        return node.output()
                .lines()
                .filter(line -> line.startsWith("WARN") || line.contains("ARM-"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static void assertRefused(NodeUnderTest node, String code, String detail) throws Exception {
        Command process = node.launch(Map.of());
        assertEquals(1, process.exitStatus());
        assertTrue(process.output().startsWith(code + " "), process.output());
        assertTrue(process.output().contains(detail), process.output());
        assertFalse(process.output().contains("\tat "), process.output());
        assertFalse(Files.exists(node.data().resolve("node.ports")));
    }
}
