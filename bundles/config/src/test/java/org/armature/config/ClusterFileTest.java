package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterFileTest {
    @TempDir
    Path directory;

    private Etc etc;

    @BeforeEach
    void emptyDirectory() {
        etc = new Etc(directory);
    }

    @Test
    void withoutAFileTheClusterWasNotInitialised() {
        InvalidConfig refusal =
                assertThrows(InvalidConfig.class, () -> ClusterFile.read(directory.resolve("cluster.conf")));

        assertEquals(ErrorCode.NOT_INITIALISED, refusal.code());
        assertEquals("""
                ARM-106 the cluster was not initialised (1 mistake)
                  cluster.conf: ARM-106 there is no such file; make a cluster with `armature init`, or copy the file and \
                cluster.key from another node of it""", etc.relative(refusal.getMessage()));
    }

    @Test
    void contradictionsAreToldAllAtOnce() {
        Path file = etc.write(
                "cluster.conf",
                "format = 1",
                "cluster { id = 0123, name = demo }",
                "members {",
                "  n1 { peers = \"h:1\", clients = \"h:2\", host = h1, zone = z, weight = 100 }",
                "  n2 { peers = \"h:1\", clients = \"h:3\", host = h2, zone = z, weight = 1001 }",
                "}",
                "ring { strategy = 4, epoch = 1, partitions = 4, tokens = \"n1 n2 n9\" }");

        assertEquals("""
                ARM-101 a configuration file is wrong (6 mistakes)
                  cluster.conf:2: cluster.id: expected 32 hexadecimal digits, found 0123
                  cluster.conf:5: members.n2.peers: is the same address as members.n1.peers: h:1
                  cluster.conf:5: members.n2.weight: expected a whole number from 1 to 1000, found 1001
                  cluster.conf:7: ring.strategy: expected a whole number from 1 to 3, found 4
                  cluster.conf:7: ring.tokens: expected as many as partitions (4), found 3; copy the file from another \
                node again
                  cluster.conf:7: ring.tokens: expected names of members, found n9""", etc.refusal(() -> ClusterFile.read(file)));
    }

    @Test
    void aFileOfANewerFormatIsTold() throws Exception {
        Path file = init();
        Files.writeString(file, Files.readString(file).replace("format = 1", "format = 2"));

        assertTrue(etc.refusal(() -> ClusterFile.read(file))
                .endsWith("etc/cluster.conf:3: format: expected format 1, found format 2; it was written by another"
                        + " version of this software"));
    }

    @Test
    void anEmptyFileLacksEverything() {
        Path file = etc.writeBytes("cluster.conf", new byte[0]);

        String refusal = etc.refusal(() -> ClusterFile.read(file));
        for (String key : new String[] {"format", "cluster.id", "cluster.name", "members", "ring.tokens"}) {
            assertTrue(refusal.contains("cluster.conf:1: " + key + ": expected "), refusal);
        }
    }

    @Test
    void aFileCutShortAnywhereIsRefused() throws Exception {
        Path file = init();
        byte[] whole = Files.readAllBytes(file);
        int end = new String(whole, StandardCharsets.UTF_8).lastIndexOf('}');
        for (int length = 0; length <= end; length++) {
            Path cut = etc.writeBytes("cut.conf", Arrays.copyOf(whole, length));
            assertThrows(InvalidConfig.class, () -> ClusterFile.read(cut), "first " + length + " bytes");
        }
    }

    @Test
    void theEnvironmentHasNoSayInIt() {
        Path file = etc.write("cluster.conf", "cluster.name = ${PATH}");

        assertTrue(etc.refusal(() -> ClusterFile.read(file)).contains("nothing gives ${PATH} a value"));
    }

    @Test
    void theLargestRingOfTheLongestNamesIsReadBackEqual() throws IOException {
        SortedMap<NodeId, Member> members = new TreeMap<>();
        for (char c = 'a'; c <= 'c'; c++) {
            NodeId node = new NodeId(String.valueOf(c).repeat(48));
            members.put(node, new Member(node, c + ":1", c + ":2", String.valueOf(c), "z", 1));
        }
        List<NodeId> names = List.copyOf(members.keySet());
        List<NodeId> tokens = IntStream.range(0, Ring.MAX_PARTITIONS)
                .mapToObj(token -> names.get(token % names.size()))
                .toList();
        ClusterFile largest = new ClusterFile("0f".repeat(16), "largest", new Ring(1, tokens, members));
        largest.writeNew(directory.resolve("cluster.conf"));

        assertEquals(largest, ClusterFile.read(directory.resolve("cluster.conf")));
    }

    @ParameterizedTest
    @EnumSource
    void aRingOfAnyStrategyIsReadBackEqual(Strategy strategy) throws IOException {
        ClusterFile made =
                new ClusterFile("0f".repeat(16), "any", Founding.ring(strategy, ClusterInitTest.THREE, 64, 1, 3));
        made.writeNew(directory.resolve("cluster.conf"));

        assertEquals(made, ClusterFile.read(directory.resolve("cluster.conf")));
        assertEquals(made.text(), Files.readString(directory.resolve("cluster.conf")));
    }

    @Test
    void aFileThatNamesNoStrategyIsOfTheThird() throws Exception {
        Path file = init();
        ClusterFile before = ClusterFile.read(file);
        Files.writeString(file, Files.readString(file).replace("strategy = 3", ""));

        assertEquals(before, ClusterFile.read(file));
    }

    @Test
    void tokensWithoutPlacesOrOutOfOrderAreTold() {
        String low = "0".repeat(31) + "1";
        String high = "f".repeat(32);
        assertTokens(
                "expected tokens of strategy 1 in ring order, found n1, which is no name@position of 32 hexadecimal"
                        + " digits",
                1,
                "n1");
        assertTokens(
                "expected tokens of strategy 2 in ring order, found n1@" + low + ", not after the one before it",
                2,
                "n1@" + high + " n1@" + low);
        assertTokens(
                "expected tokens of strategy 2 in ring order, found n1@" + low + ", not after the one before it",
                2,
                "n1@" + low + " n1@" + low);
        assertTokens(
                "expected tokens of strategy 3 in ring order, found n1@" + low + ", which is no name", 3, "n1@" + low);
        assertTokens("expected 1 to 1048576, found 0", 1, " ");
        assertTokens("expected names of members, found n9", 1, "n9@" + low);
    }

    private void assertTokens(String problem, int strategy, String tokens) {
        Path file = etc.write(
                "cluster.conf",
                "format = 1",
                "cluster { id = " + "0f".repeat(16) + ", name = demo }",
                "members.n1 { peers = \"h:1\", clients = \"h:2\", host = h1, zone = z, weight = 100 }",
                "ring { strategy = " + strategy + ", epoch = 1, partitions = 1, tokens = \"" + tokens + "\" }");
        String refusal = etc.refusal(() -> ClusterFile.read(file));
        assertTrue(refusal.contains("(1 mistake)\n  cluster.conf:4: ring.tokens: " + problem), refusal);
    }

    private Path init() {
        ClusterInit.run(directory.resolve("etc"), "demo", 16, ClusterInitTest.THREE, new FixedRandom(1));
        return directory.resolve("etc/cluster.conf");
    }
}
