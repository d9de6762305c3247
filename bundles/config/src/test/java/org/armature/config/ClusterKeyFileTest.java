package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ClusterKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterKeyFileTest {
    private static final String CLUSTER = "0123456789abcdef0123456789abcdef";
    private static final String SECRET = "c0ffee".repeat(10) + "beef";

    @TempDir
    Path directory;

    private Etc etc;
    private Path file;

    @BeforeEach
    void emptyDirectory() {
        etc = new Etc(directory);
        file = directory.resolve("cluster.key");
    }

    @Test
    void severalKeysAreReadBackEqual() throws IOException {
        ClusterKeyFile keys = new ClusterKeyFile(CLUSTER, List.of(key(1, 'a'), key(7, 'b')));
        keys.writeNew(file);

        assertEquals(keys, ClusterKeyFile.read(file));
    }

    @Test
    void anExistingKeyIsNeverReplaced() throws IOException {
        new ClusterKeyFile(CLUSTER, List.of(key(1, 'a'))).writeNew(file);
        String before = Files.readString(file);

        ClusterKeyFile other = new ClusterKeyFile(CLUSTER, List.of(key(1, 'b')));
        assertThrows(FileAlreadyExistsException.class, () -> other.writeNew(file));
        assertEquals(before, Files.readString(file));
    }

    @Test
    void aKeyOthersCouldReadIsRefusedWithTheRemedy() throws IOException {
        write("rw-r-----", "format 1", "cluster " + CLUSTER, "key 1 " + SECRET);

        assertEquals("""
                ARM-101 a configuration file is wrong (1 mistake)
                  cluster.key: expected a file only its owner may use (rw-------), found rw-r-----; run: chmod 600 \
                cluster.key""", etc.refusal(() -> ClusterKeyFile.read(file)));
    }

    @Test
    void withoutAFileTheClusterWasNotInitialised() {
        InvalidConfig refusal = assertThrows(InvalidConfig.class, () -> ClusterKeyFile.read(file));

        assertEquals(ErrorCode.NOT_INITIALISED, refusal.code());
    }

    @Test
    void noMessageQuotesTheSecret() throws IOException {
        write("rw-------", "format 9", "cluster " + SECRET, "key 1 " + SECRET + "0", SECRET, "key 0 " + SECRET);

        String refusal = etc.refusal(() -> ClusterKeyFile.read(file));
        assertEquals(
                7, refusal.lines().filter(line -> line.contains("cluster.key")).count(), refusal);
        assertFalse(refusal.contains("c0ffee"), refusal);
        assertFalse(new ClusterKeyFile(CLUSTER, List.of(new ClusterKey(1, Bytes.utf8("s3cret".repeat(5) + "s3"))))
                .toString()
                .contains("s3"));
    }

    @Test
    void idsOfKeysAscend() throws IOException {
        write("rw-------", "format 1", "cluster " + CLUSTER, "key 2 " + SECRET, "key 2 " + SECRET);

        assertTrue(etc.refusal(() -> ClusterKeyFile.read(file))
                .endsWith("cluster.key:4: key: expected a number above 2, found 2"));
    }

    @Test
    void aFileCutShortAnywhereIsRefused() throws IOException {
        new ClusterKeyFile(CLUSTER, List.of(key(1, 'a'))).writeNew(file);
        String whole = Files.readString(file).stripTrailing();
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(file, whole.substring(0, length));
            assertThrows(InvalidConfig.class, () -> ClusterKeyFile.read(file), "first " + length);
        }
    }

    private void write(String permissions, String... lines) throws IOException {
        etc.write("cluster.key", lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static ClusterKey key(int id, char fill) {
        return new ClusterKey(id, Bytes.utf8(String.valueOf(fill).repeat(ClusterKey.SECRET_BYTES)));
    }
}
