package org.armature.config;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {
    @TempDir
    Path directory;

    private Etc etc;

    @BeforeEach
    void emptyDirectory() {
        etc = new Etc(directory);
    }

    @Test
    void aNodeNeedsNothingButItsName() {
        Address peers = new Address("127.0.0.1", 7100);
        Address clients = new Address("127.0.0.1", 7101);
        Address admin = new Address("127.0.0.1", 7102);

        assertEquals(
                new NodeConfig(
                        new NodeIdentity(new NodeId("n1"), "n1", "default", 100),
                        new Listeners(
                                new Listener(peers, peers),
                                new Listener(clients, clients),
                                new Listener(admin, admin),
                                false),
                        new Threads(2, 1, Threads.Storage.SHARD),
                        new Limits(20 << 20, 4_096, 1_024, 8 << 20, Duration.ofSeconds(5)),
                        new HintLimits(1 << 30, 2_000),
                        new FailureDetection(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofMillis(250)),
                        new Gossip(Duration.ofSeconds(1), new TreeMap<>()),
                        new TransferLimits(16 << 20, 25, 2),
                        new AntiEntropy(Duration.of(1, MINUTES), Duration.of(7, DAYS), 64 << 20),
                        new Reaping(Duration.of(1, MINUTES), Duration.of(10, MINUTES), 16 << 20),
                        new BackgroundLimits(
                                Duration.ofMillis(50),
                                Duration.ofMillis(50),
                                Duration.ofMillis(50),
                                2,
                                2,
                                new QuietHours(List.of(), ZoneId.of("UTC"), 75)),
                        new ReconcilerLimits(Duration.ofMillis(50))),
                etc.node("node.id = n1"));
    }

    @Test
    void everyKeyIsTakenFromTheFile() {
        NodeConfig node = etc.node(
                "node { id = n2, host = rack7-3, zone = rack7, weight = 250 }",
                "listen { peers = \"0.0.0.0:0\", clients = \"[::1]:7201\", admin = \"localhost:7202\" }",
                "advertise { peers = \"n2.example:7200\", clients = \"n2.example:1\", admin = \"n2.example:2\" }",
                "insecure = true",
                "shards = 3",
                "threads.network = 5",
                "threads.storage = lane",
                "limits { max-frame = 1 MiB, max-connections = 10, max-requests = 9, max-unsent = 128 KiB }",
                "limits.handshake = 250 ms",
                "hints { max-size = 0, per-second = 1 }",
                "failure-detector { ping-interval = 50 ms, suspect-after = 200 ms, slow-after = 1 ms }",
                "gossip { interval = 100 ms, seeds = [\"n9=[::1]:7100\", \"n8=n8.example:7100\"] }",
                "transfers { max-rate = 1 MiB, share = 30, parallel = 8 }",
                "anti-entropy { interval = 0 s, scrub-period = 1 h }",
                "reaping { interval = 0 s, look-through = 2 s, journal-size = 64 KiB }",
                "set-aside.max-size = 1 MiB",
                "background { latency = 0 s, engine-latency = 1 ms, queue-wait = 1 m, lock-failures = 0, least-share = 9",
                "quiet-hours = [\"22:30-06:00\", \"12:00-00:00\"], quiet-zone = \"+02:00\", quiet-share = 40 }",
                "reconciler.time-limit = 20 ms");

        assertEquals(
                new NodeConfig(
                        new NodeIdentity(new NodeId("n2"), "rack7-3", "rack7", 250),
                        new Listeners(
                                new Listener(new Address("0.0.0.0", 0), new Address("n2.example", 7200)),
                                new Listener(new Address("::1", 7201), new Address("n2.example", 1)),
                                new Listener(new Address("localhost", 7202), new Address("n2.example", 2)),
                                true),
                        new Threads(3, 5, Threads.Storage.LANE),
                        new Limits(1 << 20, 10, 9, 128 << 10, Duration.ofMillis(250)),
                        new HintLimits(0, 1),
                        new FailureDetection(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(1)),
                        new Gossip(
                                Duration.ofMillis(100),
                                new TreeMap<>(Map.of(
                                        new NodeId("n8"), new Address("n8.example", 7100),
                                        new NodeId("n9"), new Address("::1", 7100)))),
                        new TransferLimits(1 << 20, 30, 8),
                        new AntiEntropy(Duration.ZERO, Duration.ofHours(1), 1 << 20),
                        new Reaping(Duration.ZERO, Duration.ofSeconds(2), 64 << 10),
                        new BackgroundLimits(
                                Duration.ZERO,
                                Duration.ofMillis(1),
                                Duration.of(1, MINUTES),
                                0,
                                9,
                                new QuietHours(
                                        List.of(new QuietHours.Span(1_350, 360), new QuietHours.Span(720, 1_440)),
                                        ZoneId.of("+02:00"),
                                        40)),
                        new ReconcilerLimits(Duration.ofMillis(20))),
                node);
    }

    @Test
    void quietHoursAreTimesOfADayInAZoneThatThereIs() {
        assertEquals(
                List.of(new QuietHours.Span(0, 1_440)),
                etc.node("node.id = n1", "background.quiet-hours = \"00:00-24:00\"")
                        .background()
                        .quiet()
                        .spans());
        for (String wrong : List.of("22:00-22:00", "24:00-06:00", "22:60-06:00", "22:00-24:01", "22-6", "22:00")) {
            InvalidConfig refusal = assertThrows(
                    InvalidConfig.class,
                    () -> etc.node("node.id = n1", "background.quiet-hours = \"" + wrong + "\""),
                    wrong);
            assertTrue(refusal.getMessage().contains("22:00-06:00"), refusal::getMessage);
        }
        InvalidConfig nowhere = assertThrows(
                InvalidConfig.class, () -> etc.node("node.id = n1", "background.quiet-zone = Europe/Nowhere"));
        assertTrue(nowhere.getMessage().contains("background.quiet-zone"), nowhere::getMessage);
    }

    @Test
    void aNameOfDigitsStaysAsItWasWritten() {
        assertEquals(new NodeId("007"), etc.node("node.id = 007").identity().id());
    }

    @Test
    void itsHostIsTheAdvertisedOneUnlessThatIsLoopback() {
        NodeConfig node = etc.node("node.id = n1", "insecure = true", "listen.peers = \"10.0.0.7:7100\"");

        assertEquals("10.0.0.7", node.identity().host());
    }

    @Test
    void listeningBeyondLoopbackIsRefusedUnlessCalledInsecure() {
        Path file = etc.write("node.conf", "node.id = n1", "listen.clients = \"10.0.0.7:7101\"");

        InvalidConfig refusal = assertThrows(InvalidConfig.class, () -> NodeConfig.read(file, Etc.TWO_CORES));
        assertEquals(ErrorCode.INSECURE_LISTEN, refusal.code());
        assertEquals("""
                ARM-110 listening beyond loopback without protection (1 mistake)
                  node.conf:2: listen.clients: ARM-110 expected a loopback address, found 10.0.0.7:7101; other machines \
                could read and write everything; to allow that, set insecure = true""", etc.relative(refusal.getMessage()));
    }

    @Test
    void aNameThatIsNotLookedUpCountsAsBeyondLoopback() {
        assertThrows(InvalidConfig.class, () -> etc.node("node.id = n1", "listen.admin = \"localhost.example:7102\""));
    }

    @Test
    void contradictionsBetweenKeysAreToldWithTheirLines() {
        assertEquals(
                """
                ARM-101 a configuration file is wrong (4 mistakes)
                  etc/node.conf:1: node.id: expected a node's name, 1 to 48 of a-z, 0-9, _ and -, the first a letter or \
                digit, found nothing; add node.id, it is required
                  etc/node.conf:3: listen.peers: 0.0.0.0:7100 stands for every address of this machine, and others \
                can't connect to that; say what they connect to: advertise.peers
                  etc/node.conf:5: listen.admin: is the same address as listen.clients: 127.0.0.1:7200
                  etc/node.conf:6: advertise.clients: expected an address of this machine that others can connect to, \
                found [::]:7200""",
                etc.refusal(() -> etc.node(
                        "insecure = true",
                        "listen {",
                        "  peers = \"0.0.0.0:7100\"",
                        "  clients = \"127.0.0.1:7200\"",
                        "  admin = \"127.0.0.1:7200\" }",
                        "advertise.clients = \"[::]:7200\"")));
    }

    @Test
    void hintsAndTheFailureDetectorHaveLimits() {
        assertEquals(
                """
                ARM-101 a configuration file is wrong (5 mistakes)
                  etc/node.conf:2: hints.max-size: expected a size from 0 B to 1 TiB (units B, KiB, MiB, GiB; kB, MB, \
                GB for powers of 1,000), found 2 TiB
                  etc/node.conf:3: hints.per-second: expected a whole number from 1 to 100000, found 0
                  etc/node.conf:4: failure-detector.ping-interval: expected a duration from 50 ms to 10 s (units ms, s, \
                m, h, d), found 49 ms
                  etc/node.conf:5: failure-detector.suspect-after: expected a duration from 200 ms to 1 m (units ms, s, \
                m, h, d), found 2 m
                  etc/node.conf:6: failure-detector.slow-after: expected a duration from 1 ms to 1 m (units ms, s, m, h, \
                d), found 0 ms""",
                etc.refusal(() -> etc.node(
                        "node.id = n1",
                        "hints.max-size = 2 TiB",
                        "hints.per-second = 0",
                        "failure-detector.ping-interval = 49 ms",
                        "failure-detector.suspect-after = 2 m",
                        "failure-detector.slow-after = 0 ms")));
    }

    @Test
    void oneLostPingMakesNobodySuspect() {
        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  etc/node.conf:2: failure-detector.ping-interval: a peer would be suspected after a silence of 2 s, \
                less than two pings of 1001 ms apart; set suspect-after to 2002 ms or more, or ping more often""", etc.refusal(() -> etc.node("node.id = n1", "failure-detector.ping-interval = 1001 ms")));
        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  etc/node.conf:2: failure-detector.suspect-after: a peer would be suspected after a silence of 900 ms, \
                less than two pings of 500 ms apart; set suspect-after to 1 s or more, or ping more often""", etc.refusal(() -> etc.node("node.id = n1", "failure-detector.suspect-after = 900 ms")));
    }

    @Test
    void aDurationWithoutItsUnitIsRefused() {
        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  etc/node.conf:2: limits.handshake: expected a duration from 10 ms to 1 m (units ms, s, m, h, d), \
                found 5000""", etc.refusal(() -> etc.node("node.id = n1", "limits.handshake = 5000")));
    }

    @Test
    void anUnknownUnitIsAnsweredWithTheKnownOnes() {
        String refusal = etc.refusal(() -> etc.node("node.id = n1", "limits.handshake = 1 fortnight"));

        assertTrue(refusal.endsWith("(units ms, s, m, h, d), found 1 fortnight"), refusal);
    }

    @Test
    void addressesInTheWrongFormAreRefused() {
        for (String wrong :
                new String[] {"7100", "host", "host:", ":7100", "host:70000", "a b:1", "::1:7100", "h:-1"}) {
            assertThrows(
                    InvalidConfig.class,
                    () -> etc.node("node.id = n1", "insecure = true", "listen.peers = \"" + wrong + "\""),
                    wrong);
        }
    }

    @Test
    void theNameMayComeFromTheEnvironment() {
        Path file = etc.write("etc/node.conf", "node.id = ${NODE_ID}", "node.zone = ${?ZONE}");

        NodeConfig node = NodeConfig.read(file, new Surroundings(Map.of("NODE_ID", "n7"), 64));

        assertEquals(new NodeId("n7"), node.identity().id());
        assertEquals("default", node.identity().zone());
        assertEquals(new Threads(64, 32, Threads.Storage.LANE), node.threads());
    }

    @Test
    void aPortLeftToTheSystemIsAdvertisedOnceItIsKnown() {
        Listener listener = etc.node("node.id = n1", "listen.peers = \"127.0.0.1:0\"")
                .listeners()
                .peers();

        assertEquals(new Address("127.0.0.1", 40_001), listener.advertised(40_001));
        assertEquals(new Address("h", 1), new Listener(listener.bind(), new Address("h", 1)).advertised(40_001));
    }

    @Test
    void valuesMadeByProgramAreCheckedToo() {
        Address any = new Address("0.0.0.0", 1);
        Listener open = new Listener(any, any);
        assertThrows(IllegalArgumentException.class, () -> new Listeners(open, open, open, false));
        assertThrows(IllegalArgumentException.class, () -> new Threads(0, 1, Threads.Storage.LANE));
        assertThrows(IllegalArgumentException.class, () -> new Limits(10, 1, 0, 1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new Quorum(3, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new QuorumTerms(QuorumTerms.Kind.STRICT, 0, 0, 17));
        assertThrows(IllegalArgumentException.class, () -> new Reconciling(Reconciling.Rule.LWW, Duration.ofHours(25)));
        assertThrows(IllegalArgumentException.class, () -> new Reconciling.Rule("Union"));
        assertThrows(IllegalArgumentException.class, () -> new ReconcilerLimits(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new HintLimits(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> new HintLimits(0, 0));
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new FailureDetection(second, second, second));
        assertThrows(IllegalArgumentException.class, () -> new FailureDetection(second, second, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new Address("a b", 1));
        assertThrows(IllegalArgumentException.class, () -> new ObjectLimits(1_025, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new NodeIdentity(new NodeId("n1"), "h", "z", 1_001));
    }

    @Test
    void aSeedIsANodeAndItsAddress() {
        assertEquals(
                new Address("h", 1),
                etc.node("node.id = n1", "gossip.seeds = \"n9=h:1\"")
                        .gossip()
                        .seeds()
                        .get(new NodeId("n9")));
        for (String wrong : new String[] {"[\"h:1\"]", "[\"n9=h:0\"]", "[\"N 9=h:1\"]", "[\"n9=h:1\", 7]", "[[]]"}) {
            assertTrue(
                    etc.refusal(() -> etc.node("node.id = n1", "gossip.seeds = " + wrong))
                            .contains(
                                    "etc/node.conf:2: gossip.seeds: expected a list [ … ] of \"node=host:port\" in quotes"),
                    wrong);
        }
        assertTrue(etc.refusal(() -> etc.node("node.id = n1", "gossip.seeds = [\"n9=h:1\", \"n9=h:2\"]"))
                .endsWith("etc/node.conf:2: gossip.seeds: says twice where n9 is: h:1 and h:2"));
    }
}
