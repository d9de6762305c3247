package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.armature.model.NodeId;
import org.armature.storage.Durability;
import org.armature.storage.EngineProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    private static final EngineDescription SMALL = new EngineDescription(
            "small",
            new EngineProfile(0, 4096, 8 << 20, EnumSet.of(Durability.PROCESS), true, "small ones"),
            List.of());

    @TempDir
    Path directory;

    private Etc etc;
    private Path etcDirectory;

    @BeforeEach
    void emptyDirectory() {
        etc = new Etc(directory);
        etcDirectory = directory.resolve("etc");
    }

    @Test
    void whatAnUnconfiguredStartMakesIsValid() {
        assertTrue(SingleNode.isUnconfigured(etcDirectory));
        SingleNode made = SingleNode.write(etcDirectory, new FixedRandom(1));
        assertFalse(SingleNode.isUnconfigured(etcDirectory));

        assertEquals(
                List.of("etc/instances/default.conf", "etc/cluster.key", "etc/cluster.conf", "etc/node.conf"),
                etc.texts(made.written()));
        assertEquals(
                "There was no configuration in etc, so this became a cluster of one node, \"n1\", with one copy of each"
                        + " object: the instance \"default\" with the table \"kv\". Written: etc/instances/default.conf,"
                        + " etc/cluster.key, etc/cluster.conf, etc/node.conf",
                etc.relative(made.sentence()).replace(directory.toString(), ""));
        assertEquals(
                List.of(
                        "node n1 on host n1 in zone default, weight 100; peers at 127.0.0.1:7100, clients at"
                                + " 127.0.0.1:7101, admin at 127.0.0.1:7102; 2 shards",
                        "cluster single-node (73d51abbd89cb8196f0efb6892f94d68): strategy 3, 1024 partitions, members [n1] on 1 hosts",
                        "instance default, table kv: n=1 r=1 w=1, the engine for objects of 1 KiB, durability process,"
                                + " values up to 1 MiB, up to 16 siblings",
                        "not checked, since that takes the engines: whether they are there, their options, their"
                                + " durability, their longest record",
                        "0 errors, 0 warnings"),
                Check.run(etcDirectory, Etc.TWO_CORES, List.of()).lines());
    }

    @Test
    void nothingIsMadeWhereSomethingIsConfigured() throws IOException {
        etc.write("etc/instances/shop.conf", "tables { cart {} }");

        assertThrows(IllegalStateException.class, () -> SingleNode.write(etcDirectory, new FixedRandom(1)));
        assertFalse(Files.exists(etcDirectory.resolve("cluster.conf")));
    }

    @Test
    void aNodeMadeOnOtherPortsIsReachedThere() {
        SingleNode.write(
                etcDirectory,
                new NodeId("solo"),
                new Address("127.0.0.1", 1),
                new Address("127.0.0.1", 2),
                new Address("127.0.0.1", 3),
                new FixedRandom(1));

        assertTrue(Check.run(etcDirectory, Etc.TWO_CORES, List.of()).isValid());
        assertEquals(
                "127.0.0.1:2",
                ClusterFile.read(etcDirectory.resolve("cluster.conf"))
                        .ring()
                        .members()
                        .get(new NodeId("solo"))
                        .clientAddress());
    }

    @Test
    void filesThatDoNotFitTogetherAreTold() throws IOException {
        ClusterInit.run(etcDirectory, "demo", 256, ClusterInitTest.THREE, new FixedRandom(1));
        ClusterInit.run(directory.resolve("other"), "demo", 256, ClusterInitTest.THREE, new FixedRandom(2));
        Files.delete(etcDirectory.resolve("cluster.key"));
        Files.copy(directory.resolve("other/cluster.key"), etcDirectory.resolve("cluster.key"));
        etc.write("etc/node.conf", "node.id = n2", "limits.max-frame = 1 MiB");
        etc.write("etc/instances/shop.conf", "tables { cart { n = 5 } }");
        etc.write("etc/instances/other.conf", "tables { cart { n = many } }");
        etc.write("etc/instances/notes.txt", "none of ours");

        CheckReport report = Check.run(etcDirectory, Etc.TWO_CORES, List.of(SMALL));

        assertEquals(
                List.of(
                        "etc/cluster.key: cluster: expected the id in cluster.conf, 73d51abbd89cb8196f0efb6892f94d68,"
                                + " found 39722cbbf8b91a4b9045c5e6175f1001; copy both files from the same node",
                        "etc/instances/other.conf:1: tables.cart.n: expected a whole number from 1 to 16, found many",
                        "etc/instances/shop.conf:1: tables.cart.max-value: max-value (1 MiB) times max-siblings (16) is"
                                + " 16 MiB, more than a record of engine small, 8 MiB; lower one of the two",
                        "etc/instances/shop.conf:1: tables.cart.max-value: max-value (1 MiB) times max-siblings (16) is"
                                + " 16 MiB, more than what a message between replicas holds, 960 KiB; lower one of the"
                                + " two, or raise limits.max-frame in node.conf on all nodes"),
                etc.texts(report.problems()));
        assertEquals(
                List.of(
                        "etc/instances/shop.conf:1: tables.cart.n: n is 5, and the cluster has 3 hosts: each object has"
                                + " 3 copies",
                        "etc/node.conf: listen.clients: others look for it at 127.0.0.1:7121, as cluster.conf says, not"
                                + " at 127.0.0.1:7101",
                        "etc/node.conf: listen.peers: others look for it at 127.0.0.1:7120, as cluster.conf says, not"
                                + " at 127.0.0.1:7100"),
                etc.texts(report.warnings()));
    }

    @Test
    void eachFileIsCheckedAsWhatItsNameSays() {
        SingleNode.write(etcDirectory, new FixedRandom(1));

        for (String name : List.of("node.conf", "cluster.conf", "cluster.key", "instances/default.conf")) {
            CheckReport report = Check.run(etcDirectory.resolve(name), Etc.TWO_CORES, List.of());
            assertEquals(List.of(), report.problems(), name);
        }
        etc.write("node.conf", "node.id = A");
        assertFalse(Check.run(directory.resolve("node.conf"), Etc.TWO_CORES, List.of())
                .isValid());
    }

    @Test
    void aNodeThatIsNoMemberIsWarnedOf() {
        ClusterInit.run(etcDirectory, "demo", 256, ClusterInitTest.THREE, new FixedRandom(1));
        etc.write("etc/node.conf", "node.id = n9");

        CheckReport report = Check.run(etcDirectory, Etc.TWO_CORES, List.of());

        assertTrue(report.isValid());
        assertEquals(
                List.of(
                        "etc/instances: holds no instance, so there is no table to use",
                        "etc/node.conf: node.id: n9 is none of the first members, [n1, n2, n3]: it holds nothing until"
                                + " it joins"),
                etc.texts(report.warnings()));
    }

    @Test
    void anEmptyDirectoryAndAMissingFileAreTold() {
        assertEquals(
                List.of(": holds no configuration; a start would make a cluster of one node there"),
                etc.texts(Check.run(directory, Etc.TWO_CORES, List.of()).problems()).stream()
                        .map(text -> text.replace(directory.toString(), ""))
                        .toList());
        assertEquals(
                List.of("none.conf: there is no such file"),
                etc.texts(Check.run(directory.resolve("none.conf"), Etc.TWO_CORES, List.of())
                        .problems()));
    }
}
