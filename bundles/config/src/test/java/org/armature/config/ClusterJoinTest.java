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
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterJoinTest {
    private static final Optional<String> NODE = Optional.of("node.id = n4\n");

    @TempDir
    Path directory;

    private Path etc;
    private ClusterFile cluster;
    private ClusterKeyFile key;

    @BeforeEach
    void makeACluster() {
        etc = directory.resolve("etc");
        Path member = directory.resolve("member");
        cluster = ClusterInit.run(member, "demo", 16, ClusterInitTest.THREE, new FixedRandom(1))
                .cluster();
        key = ClusterKeyFile.read(member.resolve(ClusterKeyFile.FILE));
    }

    @Test
    void aMachineGetsTheFilesOfTheClusterAndOneOfItsOwn() throws IOException {
        ClusterJoin joined = ClusterJoin.run(etc, cluster.id(), cluster.text(), key.text(), NODE);

        assertEquals(cluster, joined.cluster());
        assertEquals(cluster, ClusterFile.read(etc.resolve("cluster.conf")));
        assertEquals(key, ClusterKeyFile.read(etc.resolve("cluster.key")));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.resolve("cluster.key"))));
        assertEquals(
                Stream.of("node.conf", "cluster.key", "cluster.conf")
                        .map(etc::resolve)
                        .toList(),
                joined.written());
        assertEquals(3, files().size());
    }

    @Test
    void aNodesOwnFileStaysAsItIs() throws IOException {
        Files.createDirectories(etc);
        Files.writeString(etc.resolve("node.conf"), "node.id = n5");

        ClusterJoin.run(etc, cluster.id(), cluster.text(), key.text(), Optional.empty());
        assertEquals("node.id = n5", Files.readString(etc.resolve("node.conf")));
    }

    @Test
    void aMachineOfAClusterJoinsNoOther() throws IOException {
        ClusterJoin.run(etc, cluster.id(), cluster.text(), key.text(), NODE);
        Files.delete(etc.resolve("cluster.conf"));

        InvalidConfig refusal = assertThrows(InvalidConfig.class, () -> ClusterJoin.refuseIfThere(etc));
        assertEquals(ErrorCode.ALREADY_INITIALISED, refusal.code());
        assertTrue(refusal.getMessage().contains("nothing was changed"), refusal.getMessage());
        assertThrows(
                InvalidConfig.class,
                () -> ClusterJoin.run(etc, cluster.id(), cluster.text(), key.text(), Optional.empty()));
        assertFalse(Files.exists(etc.resolve("cluster.conf")));
    }

    @Test
    void filesThatMakeNoSenseOrBelongElsewhereAreNotWritten() throws IOException {
        List<String> wrong =
                List.of("", cluster.text().substring(0, 300), cluster.text().replace("n1", "n7@"));
        for (String text : wrong) {
            assertThrows(InvalidConfig.class, () -> ClusterJoin.run(etc, cluster.id(), text, key.text(), NODE));
        }
        assertThrows(InvalidConfig.class, () -> ClusterJoin.run(etc, cluster.id(), cluster.text(), "", NODE));
        assertThrows(
                InvalidConfig.class, () -> ClusterJoin.run(etc, "0f".repeat(16), cluster.text(), key.text(), NODE));
        assertEquals(List.of(), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(etc)) {
            return files.toList();
        }
    }
}
