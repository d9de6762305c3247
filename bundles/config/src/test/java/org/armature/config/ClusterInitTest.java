package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Strategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterInitTest {
    static final List<Member> THREE = Stream.of("n1", "n2", "n3")
            .map(name -> new Member(
                    new NodeId(name),
                    "127.0.0.1:71" + name.charAt(1) + "0",
                    "127.0.0.1:71" + name.charAt(1) + "1",
                    name,
                    "default",
                    100))
            .toList();

    @TempDir
    Path directory;

    private Path etc;
    private Path clusterFile;
    private Path keyFile;

    @BeforeEach
    void names() {
        etc = directory.resolve("etc");
        clusterFile = etc.resolve("cluster.conf");
        keyFile = etc.resolve("cluster.key");
    }

    @Test
    void whatInitWritesIsReadBackEqual() {
        ClusterInit made = ClusterInit.run(etc, "demo", 256, THREE, new FixedRandom(1));

        assertEquals(made.cluster(), ClusterFile.read(clusterFile));
        assertEquals(made.cluster().id(), ClusterKeyFile.read(keyFile).clusterId());
        assertEquals(List.of(keyFile, clusterFile), made.written());
        assertEquals(List.of(), made.warnings());
        assertEquals(256, made.cluster().ring().partitions());
        assertEquals(1, made.cluster().ring().epoch());
    }

    @Test
    void theKeyIsForItsOwnerAloneAndTheRestForAllToRead() throws IOException {
        ClusterInit.run(etc, "demo", 256, THREE, new FixedRandom(1));

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(clusterFile)));
    }

    @Test
    void nothingElseIsLeftBehind() throws IOException {
        ClusterInit.run(etc, "demo", 256, THREE, new FixedRandom(1));

        try (Stream<Path> files = Files.list(etc)) {
            assertEquals(List.of(clusterFile, keyFile), files.sorted().toList());
        }
    }

    @Test
    void idAndKeyAreDrawnFromTheGivenSource() {
        ClusterFile first =
                ClusterInit.run(etc, "demo", 256, THREE, new FixedRandom(1)).cluster();
        ClusterFile same = ClusterInit.run(directory.resolve("same"), "demo", 256, THREE, new FixedRandom(1))
                .cluster();
        ClusterFile other = ClusterInit.run(directory.resolve("other"), "demo", 256, THREE, new FixedRandom(2))
                .cluster();

        assertEquals(first, same);
        assertFalse(first.id().equals(other.id()));
        assertFalse(ClusterKeyFile.read(keyFile)
                .keys()
                .equals(ClusterKeyFile.read(directory.resolve("other/cluster.key"))
                        .keys()));
    }

    @Test
    void aClusterIsMadeOnlyOnce() throws IOException {
        ClusterInit.run(etc, "demo", 256, THREE, new FixedRandom(1));
        String cluster = Files.readString(clusterFile);
        String key = Files.readString(keyFile);

        InvalidConfig refusal =
                assertThrows(InvalidConfig.class, () -> ClusterInit.run(etc, "again", 64, THREE, new FixedRandom(2)));
        assertEquals(ErrorCode.ALREADY_INITIALISED, refusal.code());
        assertTrue(refusal.getMessage().contains(clusterFile + ": ARM-107 is there already; nothing was changed"));
        assertEquals(cluster, Files.readString(clusterFile));
        assertEquals(key, Files.readString(keyFile));
    }

    @Test
    void anInitThatEndedHalfWayIsTold() throws IOException {
        ClusterInit.run(etc, "demo", 256, THREE, new FixedRandom(1));
        Files.delete(clusterFile);

        InvalidConfig refusal =
                assertThrows(InvalidConfig.class, () -> ClusterInit.run(etc, "demo", 256, THREE, new FixedRandom(2)));
        assertEquals(ErrorCode.ALREADY_INITIALISED, refusal.code());
        assertTrue(refusal.getMessage().contains("an earlier init did not end"), refusal.getMessage());
    }

    @Test
    void fewTokensForEachNodeAreWarnedOf() {
        List<String> warnings =
                ClusterInit.run(etc, "demo", 64, THREE, new FixedRandom(1)).warnings();

        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("fewer than 32 tokens"), warnings.get(0));
    }

    @Test
    void aRingOfRandomTokensHasSomeForEachUnitOfWeight() {
        ClusterInit.RingKind kind = new ClusterInit.RingKind(Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS, 64, 2);
        ClusterInit made = ClusterInit.run(etc, "demo", kind, THREE, new FixedRandom(1));

        assertEquals(made.cluster(), ClusterFile.read(clusterFile));
        assertEquals(600, made.cluster().ring().tokens().size());
        assertEquals(64, made.cluster().ring().partitions());
        assertEquals(List.of(), made.warnings());
    }

    @Test
    void oneAddressForTwoListenersIsRefusedInTheWordsOfACheckAndWritesNothing() {
        Member onThePeers = at("127.0.0.1:7110", "127.0.0.1:7999");
        Member onTheClients = at("127.0.0.1:7111", "127.0.0.1:7112");
        assertEquals("members.n2.peers: is the same address as members.n1.peers: 127.0.0.1:7110", refusal(onThePeers));
        assertEquals(
                "members.n2.peers: is the same address as members.n1.clients: 127.0.0.1:7111", refusal(onTheClients));
        assertFalse(Files.exists(etc));
    }

    private static Member at(String peers, String clients) {
        return new Member(new NodeId("n2"), peers, clients, "n2", "default", 100);
    }

    private String refusal(Member second) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> ClusterInit.run(etc, "demo", 256, List.of(THREE.get(0), second), new FixedRandom(1)))
                .getMessage();
    }

    @Test
    void aWrongNameOrNumberWritesNothing() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ClusterInit.run(etc, "no spaces", 256, THREE, new FixedRandom(1)));
        assertThrows(IllegalArgumentException.class, () -> ClusterInit.run(etc, "demo", 0, THREE, new FixedRandom(1)));
        assertThrows(
                IllegalArgumentException.class, () -> ClusterInit.run(etc, "demo", 256, List.of(), new FixedRandom(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> ClusterInit.run(etc, "demo", 256, List.of(THREE.get(0), THREE.get(0)), new FixedRandom(1)));
        ClusterInit.RingKind tooMany = new ClusterInit.RingKind(Strategy.RANDOM_TOKENS, 256, 1_000);
        assertEquals(
                "T=1000 for each unit of weight makes 300000 tokens; a ring has 262144 at most, those of nodes that join"
                        + " later included",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ClusterInit.run(etc, "demo", tooMany, THREE, new FixedRandom(1)))
                        .getMessage());
        assertFalse(Files.exists(etc));
    }
}
