package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.engine.memory.MemoryEngine;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import org.armature.protocol.BackgroundMessage.JobState;
import org.armature.protocol.BackgroundMessage.NodeBackground;
import org.armature.protocol.BackgroundMessage.PressureState;
import org.armature.protocol.Message;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.Message.TableStatus;
import org.armature.storage.OpenReport;
import org.armature.transport.ConnectFailed;
import org.armature.transport.Connection;
import org.armature.transport.Network;
import org.armature.transport.TransportLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node with real sockets and a real data directory. */
class RunningNodeTest {
    private static final Key KEY = Key.utf8("k");
    private static final Bytes VALUE = Bytes.utf8("value");

    @TempDir
    Path directory;

    private final ShelfEngine shelf = new ShelfEngine("shelf");
    private final EnginePresence engines = new EnginePresence();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private LocalCluster cluster;
    private Optional<RunningNode> node = Optional.empty();
    private Optional<ArmatureClient> client = Optional.empty();

    @BeforeEach
    void configured() {
        cluster = LocalCluster.of(
                directory,
                1,
                "defaults { n = 1, max-key = 16 B, max-value = 64 B }",
                "tables {",
                "  kept { engine = shelf }",
                "  light { engine = memory, durability = memory }",
                "  lost { engine = gone }",
                "}");
        engines.came(shelf);
        engines.came(new MemoryEngine());
    }

    @AfterEach
    void stopAndLeaveNothing() {
        stop();
        nothingIsLeft();
    }

    private void nothingIsLeft() {
        assertEquals(List.of(), shelf.open());
        assertEquals(Set.of(), threads());
        assertFalse(Files.exists(cluster.data(1).resolve("node.ports")));
    }

    /** Of the node; the client's are its own. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.matches("armature-(net|shard|read|write|epochs|admin|membership).*"))
                .collect(Collectors.toSet());
    }

    private void start() {
        node = Optional.of(RunningNode.start(
                cluster.plan(1),
                engines,
                new FakeBundles(engines),
                FakeReconcilerBundles.none(),
                (where, cause) -> broken.add(where + ": " + cause)));
        client = Optional.of(ArmatureClient.builder()
                .node(cluster.clients(1))
                .deadline(Waiting.LONGEST)
                .build());
    }

    private void stop() {
        client.ifPresent(ArmatureClient::close);
        node.ifPresent(RunningNode::close);
        client = Optional.empty();
        node = Optional.empty();
    }

    private Table table(String name) {
        return client.orElseThrow().table("shop/" + name);
    }

    private StatusReply status() {
        try (AdminClient admin = ArmatureClient.builder()
                .node(cluster.admin(1))
                .deadline(Waiting.LONGEST)
                .buildAdmin()) {
            return admin.status();
        }
    }

    private TableStatus status(String table) {
        return status().tables().stream()
                .filter(status -> status.table().table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itTellsWhatBackgroundWorkGets() {
        start();
        try (AdminClient admin = ArmatureClient.builder()
                .node(cluster.admin(1))
                .deadline(Waiting.LONGEST)
                .buildAdmin()) {
            BackgroundStatus status = admin.background();
            assertEquals(List.of(), status.silent());
            NodeBackground own = status.nodes().get(0);
            assertEquals(250, own.mostPermille());
            assertTrue(own.sharePermille() >= 250, own::toString);
            assertFalse(own.quiet());
            assertEquals(List.of(), own.reasons());
            assertEquals(
                    List.of("requests", "engine", "queues", "locks"),
                    own.pressures().stream().map(PressureState::name).toList());
            assertEquals(
                    Optional.of(50_000_000L),
                    own.pressures().stream()
                            .filter(each -> each.name().equals("engine"))
                            .map(PressureState::limit)
                            .findFirst());
            assertEquals(
                    List.of(
                            "hints",
                            "transfers",
                            "exchange",
                            "trees",
                            "scrub",
                            "migration",
                            "leftovers",
                            "reaping",
                            "reentry",
                            "answers"),
                    own.jobs().stream().map(JobState::name).toList());
        }
    }

    @Test
    void whatIsPutIsGotFromWhicheverEngineKeepsIt() {
        start();
        for (String name : List.of("kept", "light")) {
            Table table = table(name);
            assertTrue(table.get(KEY).isEmpty());
            table.put(KEY, VALUE, CausalContext.NONE);
            assertEquals(List.of(VALUE), table.get(KEY).values());
        }
        assertEquals(1, status("kept").entries());
        assertEquals("memory", status("light").engine());
    }

    @Test
    void aDamagedRecordIsInItsDirectoryAndTheKeyCanBeWrittenAnew() throws IOException {
        start();
        table("kept").put(KEY, VALUE, CausalContext.NONE);
        shelf.spoilAnEntry("kept");
        table("kept").put(KEY, Bytes.utf8("anew"), CausalContext.NONE);
        assertEquals(List.of(Bytes.utf8("anew")), table("kept").get(KEY).values());
        stop();
        try (Stream<Path> files = Files.list(cluster.data(1).resolve("set-aside"))) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all::toString);
            assertTrue(new String(Files.readAllBytes(all.get(0)), StandardCharsets.ISO_8859_1).contains("\nkey 6b\n"));
        }
    }

    @Test
    void howFarItHasReadItsStoresThroughIsInItsDirectory() {
        start();
        int partitions = cluster.plan(1).cluster().ring().partitions();
        Waiting.until("it is told", () -> Files.exists(cluster.data(1).resolve("scrub-0")));
        stop();
        assertFalse(new ScrubFiles(cluster.data(1), partitions).read().isEmpty());
    }

    @Test
    void whereItListensIsInItsDirectoryForAsLongAsItDoes() throws IOException {
        start();
        assertEquals(
                "pid=" + ProcessHandle.current().pid() + "\npeer=" + cluster.peers(1) + "\nclient=" + cluster.clients(1)
                        + "\nadmin=" + cluster.admin(1) + "\n",
                Files.readString(cluster.data(1).resolve("node.ports")));
    }

    /** What lives in memory is empty at each start, which alone makes a new incarnation. */
    private void withoutTheMemoryTable() {
        Instances.write(
                cluster.etc(1).resolve("instances"), "shop", "defaults.n = 1", "tables { kept { engine = shelf } }");
    }

    @Test
    void afterACleanStopItIsTheSameIncarnationWithAllItsData() {
        withoutTheMemoryTable();
        start();
        table("kept").put(KEY, VALUE, CausalContext.NONE);
        long incarnation = status().incarnation();
        stop();
        start();

        assertEquals(incarnation, status().incarnation());
        assertEquals(List.of(VALUE), table("kept").get(KEY).values());
    }

    @Test
    void withATableInMemoryEachStartIsANewIncarnation() {
        start();
        long incarnation = status().incarnation();
        stop();
        start();

        assertNotEquals(incarnation, status().incarnation());
    }

    @Test
    void aKilledNodeIsANewIncarnationAndWritesOnFromWhatItKept() throws IOException {
        withoutTheMemoryTable();
        start();
        CausalContext seen = table("kept").put(KEY, VALUE, CausalContext.NONE).context();
        long incarnation = status().incarnation();
        stop();
        Files.delete(cluster.data(1).resolve("clean-shutdown"));
        shelf.nextOpensAs(OpenReport.State.RECOVERED);
        start();

        assertNotEquals(incarnation, status().incarnation());
        assertEquals(List.of(VALUE), table("kept").get(KEY).values());
        table("kept").put(KEY, Bytes.utf8("later"), seen);
        assertEquals(List.of(Bytes.utf8("later")), table("kept").get(KEY).values());
    }

    @Test
    void aPortInUseIsNamedAndNothingStaysOpen() throws IOException {
        withoutTheMemoryTable();
        start();
        long incarnation = status().incarnation();
        stop();
        Map<String, String> addresses =
                Map.of("PEER", cluster.peers(1), "CLIENT", cluster.clients(1), "ADMIN", cluster.admin(1));
        for (Map.Entry<String, String> listener : addresses.entrySet()) {
            try (ServerSocket other = new ServerSocket()) {
                other.bind(SocketAddresses.parse(listener.getValue()));
                String message = assertThrows(StartFailed.class, this::start).getMessage();
                assertTrue(
                        message.startsWith("ARM-102 no listener for " + listener.getKey() + ": can't listen on "
                                + listener.getValue() + ": "),
                        message);
                assertTrue(
                        message.endsWith("Address already in use. Stop what uses it, or name another address in"
                                + " etc/node.conf. Stored data was not touched"),
                        message);
            }
            nothingIsLeft();
        }
        start();
        assertEquals(incarnation, status().incarnation(), "nothing was written meanwhile");
    }

    @Test
    void anotherNodesDirectoryIsRefusedBeforeAnythingIsOpened() throws IOException {
        Files.createDirectories(cluster.data(1));
        Files.writeString(
                cluster.data(1).resolve("identity"),
                "format=1\ncluster=" + cluster.plan(1).cluster().id() + "\nnode=n9\n");

        String message = assertThrows(StartFailed.class, this::start).getMessage();
        assertTrue(message.startsWith("ARM-104 "), message);
    }

    @Test
    void aKeyOrAValueLongerThanTheTableTakesIsRejected() {
        start();
        Table table = table("kept");
        Key longest = Key.utf8("k".repeat(16));
        Key tooLong = Key.utf8("k".repeat(17));
        Bytes largest = Bytes.utf8("v".repeat(64));
        table.put(longest, largest, CausalContext.NONE);

        rejected(ErrorCode.KEY_TOO_LARGE, () -> table.put(tooLong, VALUE, CausalContext.NONE));
        rejected(ErrorCode.VALUE_TOO_LARGE, () -> table.put(KEY, Bytes.utf8("v".repeat(65)), CausalContext.NONE));
        assertEquals(List.of(largest), table.get(longest).values());
        assertTrue(table.get(KEY).isEmpty());
    }

    @Test
    void aTableThatIsNotThereIsRejectedAndOthersAreNamed() {
        start();
        String message = rejected(ErrorCode.NO_SUCH_TABLE, () -> table("cart").get(KEY));

        assertTrue(message.contains("shop/cart"), message);
        assertTrue(message.contains("shop/kept"), message);
    }

    private static String rejected(ErrorCode code, Runnable call) {
        StoreException.Rejected rejected = assertThrows(StoreException.Rejected.class, call::run);
        assertEquals(code, rejected.code(), rejected.getMessage());
        return rejected.getMessage();
    }

    @Test
    void aTableWithoutItsEngineFailsWithTheReasonAndServesOnceTheEngineComes() {
        ShelfEngine gone = new ShelfEngine("gone");
        start();
        Table lost = table("lost");
        WriteOptions soon = WriteOptions.DEFAULT.withDeadline(Duration.ofSeconds(1));
        StoreException failed =
                assertThrows(StoreException.class, () -> lost.put(KEY, VALUE, CausalContext.NONE, soon));
        assertFalse(failed.mayHaveHappened(), failed.getMessage());
        assertTrue(failed.getMessage().contains("no engine serves it"), failed.getMessage());
        assertTrue(
                status("lost").problem().startsWith("no engine serves it: "),
                status("lost").toString());

        engines.came(gone);
        lost.put(KEY, VALUE, CausalContext.NONE);
        assertEquals(List.of(VALUE), lost.get(KEY).values());
        assertEquals("", status("lost").problem());
        stop();
        assertEquals(List.of(), gone.open());
    }

    @Test
    void aPeerOfAnotherClusterIsRefused() {
        start();
        Message.Hello hello = new Message.Hello(
                1,
                1,
                Message.Role.PEER,
                Optional.of("ff".repeat(16)),
                Optional.of(LocalCluster.id(2)),
                7,
                8,
                Optional.empty(),
                Optional.empty(),
                "test");
        try (Network network = Network.start("test", 1, TransportLimits.DEFAULT)) {
            ExecutionException failure = assertThrows(ExecutionException.class, () -> connect(network, hello));
            ConnectFailed refused = assertInstanceOf(ConnectFailed.class, failure.getCause());
            assertEquals(
                    ErrorCode.FOREIGN_CLUSTER, refused.refusal().orElseThrow().code());
        }
    }

    private Connection connect(Network network, Message.Hello hello) throws Exception {
        return network.connect(
                        SocketAddresses.parse(cluster.peers(1)),
                        hello,
                        (connection, correlation, message) -> {},
                        Waiting.LONGEST)
                .toCompletableFuture()
                .get(2 * Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void afterABrokenInvariantTheStopIsNotClean() {
        withoutTheMemoryTable();
        start();
        long incarnation = status().incarnation();
        shelf.failToRead(Optional.of(new IllegalStateException("must not be")));
        CompletionStage<ReadResult> unanswered = table("kept").async().get(KEY, ReadOptions.DEFAULT);
        Waiting.until("told of it", () -> !broken.isEmpty());
        stop();

        assertTrue(unanswered.toCompletableFuture().isCompletedExceptionally());
        assertTrue(broken.get(0).endsWith(": java.lang.IllegalStateException: must not be"), broken.toString());
        assertFalse(Files.exists(cluster.data(1).resolve("clean-shutdown")));
        shelf.failToRead(Optional.empty());
        start();
        assertNotEquals(incarnation, status().incarnation());
    }

    @Test
    void anEngineThatDoesNotCloseMakesTheStopUnclean() {
        withoutTheMemoryTable();
        start();
        shelf.failToClose(new IllegalStateException("stuck"));
        stop();

        assertFalse(Files.exists(cluster.data(1).resolve("clean-shutdown")));
    }

    @Test
    void itDoesNotListenBeforeItHasKeyEpochsToPutUnder() throws IOException {
        Path obstacle = Files.createDirectories(cluster.data(1).resolve("key-epochs.new"));
        CompletableFuture<Void> started = CompletableFuture.runAsync(this::start);
        assertThrows(TimeoutException.class, () -> started.get(200, TimeUnit.MILLISECONDS));
        assertFalse(Files.exists(cluster.data(1).resolve("node.ports")));
        Files.delete(obstacle);
        started.join();

        table("light").put(KEY, VALUE, CausalContext.NONE);
    }

    @Test
    void engineCallsRunWhereTheConfigurationSays() {
        for (String storage : List.of("shard", "lane")) {
            cluster.configure(1, "node.id = n1", "threads.storage = " + storage);
            start();
            Set<String> callers = ConcurrentHashMap.newKeySet();
            shelf.beforeWrite(
                    batch -> callers.add(Thread.currentThread().getName().replaceAll("-[0-9]+", "")));
            table("kept").put(KEY, VALUE, CausalContext.NONE);
            stop();

            assertEquals(Set.of(storage.equals("shard") ? "armature-shard" : "armature-write"), callers);
        }
    }
}
