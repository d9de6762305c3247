package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.engine.memory.MemoryEngine;
import org.armature.protocol.Message;
import org.armature.protocol.Message.PeerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes under one node's name: a copied data directory, started while the original runs. */
class DuplicateNodeTest {
    private static final String QUICK =
            "failure-detector { ping-interval = 100 ms, suspect-after = 500 ms, slow-after = 10 s }";

    @TempDir
    Path directory;

    private final Map<String, RunningNode> running = new TreeMap<>();
    private final Map<String, String> ended = new ConcurrentHashMap<>();
    private LocalCluster cluster;

    @BeforeEach
    void threeNodes() {
        cluster = LocalCluster.of(directory, 3, "tables.cart { n = 3, engine = memory, durability = memory }");
        for (int node = 1; node <= 3; node++) {
            cluster.configure(node, "node.id = n" + node, QUICK);
        }
    }

    @AfterEach
    void stop() {
        running.values().forEach(RunningNode::close);
    }

    private void start(String name, NodePlan plan) {
        EnginePresence engines = new EnginePresence();
        engines.came(new MemoryEngine());
        running.put(
                name,
                RunningNode.start(
                        plan,
                        engines,
                        new FakeBundles(engines),
                        FakeReconcilerBundles.none(),
                        (where, cause) -> ended.put(name, cause.getMessage())));
    }

    private void start(int node) {
        start("n" + node, cluster.plan(node));
    }

    /** A copy of node 2 that listens elsewhere. */
    private NodePlan copyOfSecond() {
        Path etc = directory.resolve("etc-copy");
        Path data = directory.resolve("data-copy");
        copy(cluster.etc(2), etc);
        copy(cluster.data(2), data);
        try {
            Files.write(
                    etc.resolve("node.conf"),
                    List.of(
                            "node.id = n2",
                            QUICK,
                            "listen { peers = \"127.0.0.1:0\", clients = \"127.0.0.1:0\", admin = \"127.0.0.1:0\" }",
                            "shards = 1",
                            "threads.network = 1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ConfiguredPlan.read(etc, data, "armature/test");
    }

    /** The node that is copied runs: a file it was about to rename may be gone. */
    private static void copyIfThere(Path source, Path target) throws IOException {
        try {
            Files.copy(source, target);
        } catch (NoSuchFileException e) {
            if (!source.getFileName().toString().endsWith(".new")) {
                throw e;
            }
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path source : walk.sorted().toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    copyIfThere(source, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Message.StatusReply status(int node) {
        try (AdminClient admin = ArmatureClient.builder()
                .node(cluster.admin(node))
                .deadline(Duration.ofSeconds(20))
                .buildAdmin()) {
            return admin.status();
        }
    }

    private void untilUp(int node, int peers) {
        Waiting.until(
                "node " + node + " sees " + peers + " peers up",
                () -> status(node).peers().stream()
                                .filter(peer -> peer.state().equals(PeerStatus.UP))
                                .count()
                        == peers);
    }

    @Test
    void aCopyStartedBesideTheOriginalStopsBeforeItServesAndTheOriginalIsUntouched() {
        for (int node = 1; node <= 3; node++) {
            start(node);
        }
        untilUp(2, 2);
        NodePlan copy = copyOfSecond();

        String message =
                assertThrows(StartFailed.class, () -> start("copy", copy)).getMessage();
        assertTrue(message.startsWith("ARM-308 another process runs as n2: n1 knows n2 as a process of"), message);
        assertTrue(message.contains("; n3 knows n2 as a process of incarnation "), message);
        assertTrue(message.contains("It has answered no client, so nothing was acknowledged by it"), message);
        assertTrue(message.contains(copy.data().toString()), message);
        assertFalse(Files.exists(copy.data().resolve("clean-shutdown")), "its next start is a new incarnation");
        assertEquals(Map.of(), ended);
        untilUp(1, 2);
        assertEquals(0, status(1).figures().get("peers_found_down"));
    }

    @Test
    void aNodeThatComesBackUnderItsNameIsTakenAtOnceWhateverItsIncarnation() throws IOException {
        for (int node = 1; node <= 3; node++) {
            start(node);
        }
        untilUp(1, 2);
        long before = status(2).incarnation();
        running.remove("n2").close();
        Files.deleteIfExists(cluster.data(2).resolve("clean-shutdown"));
        start(2);

        untilUp(1, 2);
        untilUp(2, 2);
        assertTrue(status(2).incarnation() != before);
        assertEquals(Map.of(), ended);
        assertEquals(1, status(2).figures().get("incarnation_is_new"));
        List<String> warnings = new ArrayList<>(status(2).warnings());
        warnings.removeIf(warning -> !warning.contains("new incarnation"));
        assertEquals(
                List.of("this node began a new incarnation, since it was not proven that it remembers everything it"
                        + " wrote: no mark of a clean shutdown was found: the node was killed, or its machine failed"),
                warnings);
    }

    @Test
    void aProcessThatServesAndThenMeetsPeersWhoKnowAnotherStopsAndSaysSinceWhenItServed() {
        start(2); // alone: none of its peers is there
        NodePlan copy = copyOfSecond();
        start("copy", copy);
        start(1);
        start(3);

        Waiting.until("one of the two has stopped", () -> !ended.isEmpty());
        String message = ended.values().iterator().next();
        assertTrue(message.startsWith("ARM-308 another process runs as n2: "), message);
        assertTrue(message.contains("It may have answered clients since 2"), message);
        ended.keySet().forEach(name -> running.remove(name).close());
        if (running.containsKey("n2")) {
            untilUp(1, 2);
            untilUp(3, 2);
        }
    }
}
