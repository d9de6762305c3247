package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.armature.model.NodeId;
import org.armature.node.DataDoubt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups put back over a data directory in the ways backup programs do it, on the real file system. */
class RestoredDirectoryTest {
    private static final String CLUSTER = "00112233445566778899aabbccddeeff";
    private static final NodeId NODE = new NodeId("n1");
    private static final Set<String> CLOSED = Set.of("bdbje/shop");
    private static final long FIRST = 0x1111;

    @TempDir
    Path parent;

    private Path data;
    private Path backup;

    /** One clean run, a backup of it, and another clean run that wrote more. */
    @BeforeEach
    void aBackupOfAnEarlierRun() throws IOException {
        data = parent.resolve("data");
        backup = parent.resolve("backup");
        run(2, "a record");
        copy(data, backup, RestoredDirectoryTest::byNewFile);
        assertEquals(Optional.empty(), run(3, "a record, and another one"));
    }

    /** @return why it was a new incarnation */
    private Optional<String> run(int epochs, String stored) throws IOException {
        DataDirectory directory = DataDirectory.open(data, CLUSTER, NODE);
        Optional<String> doubt =
                directory.incarnate(Optional.empty(), () -> FIRST).doubt();
        DurableFile.write(directory.file("key-epochs"), epochs + "\n");
        Path log = Files.createDirectories(directory.engines().resolve("bdbje/shop"))
                .resolve("00000000.jdb");
        Files.writeString(log, stored, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        directory.markClean(CLOSED, DataDoubt.NONE);
        return doubt;
    }

    @FunctionalInterface
    private interface Restore {
        void file(Path from, Path to) throws IOException;
    }

    private static void copy(Path from, Path to, Restore restore) {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path source : walk.sorted().toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    restore.file(source, target);
                    times(source, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All the times a program can set. */
    private static void times(Path from, Path to) throws IOException {
        BasicFileAttributeView view = Files.getFileAttributeView(to, BasicFileAttributeView.class);
        FileTime modified = Files.getLastModifiedTime(from);
        view.setTimes(modified, modified, modified);
    }

    /** As tar does: the old file is unlinked. */
    private static void byNewFile(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** As rsync does: written aside, then moved over. */
    private static void byRename(Path from, Path to) throws IOException {
        Path aside = to.resolveSibling("." + to.getFileName() + ".Xy12");
        Files.copy(from, aside, StandardCopyOption.COPY_ATTRIBUTES);
        times(from, aside);
        Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As cp and rsync --inplace do: the inode stays. */
    private static void inPlace(Path from, Path to) throws IOException {
        Files.write(
                to,
                Files.readAllBytes(from),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    private String doubtAfterRestart() {
        return DataDirectory.open(data, CLUSTER, NODE)
                .incarnate(Optional.empty(), () -> 7)
                .doubt()
                .orElse("none");
    }

    @Test
    void undisturbedItIsTheSameIncarnationAndReadingDoesNotDisturb() throws IOException {
        copy(data, parent.resolve("another-backup"), RestoredDirectoryTest::byNewFile);
        assertEquals("none", doubtAfterRestart());
    }

    @Test
    void aMovedDirectoryIsTheSame() throws IOException {
        Path elsewhere = parent.resolve("elsewhere");
        Files.move(data, elsewhere);
        data = elsewhere;
        assertEquals("none", doubtAfterRestart());
    }

    @Test
    void aWholeBackupPutBackOverItIsNoticedHoweverItIsWritten() throws IOException {
        for (Restore restore : List.<Restore>of(
                RestoredDirectoryTest::byNewFile, RestoredDirectoryTest::byRename, RestoredDirectoryTest::inPlace)) {
            copy(backup, data, restore);
            String doubt = doubtAfterRestart();
            assertTrue(doubt.endsWith("copied or restored"), doubt);
            run(4, "later");
        }
    }

    @Test
    void aBackupPutBackIntoAnEmptiedDirectoryIsNoticed() throws IOException {
        try (Stream<Path> walk = Files.walk(data)) {
            for (Path each : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!each.equals(data)) {
                    Files.delete(each);
                }
            }
        }
        copy(backup, data, RestoredDirectoryTest::byNewFile);
        assertTrue(doubtAfterRestart().endsWith("copied or restored"));
    }

    @Test
    void theStoresAlonePutBackAreNoticed() throws IOException {
        for (Restore restore : List.<Restore>of(
                RestoredDirectoryTest::byNewFile, RestoredDirectoryTest::byRename, RestoredDirectoryTest::inPlace)) {
            copy(backup.resolve("engines"), data.resolve("engines"), restore);
            assertEquals(
                    "files below engines were replaced or written to after the shutdown: they were copied or restored",
                    doubtAfterRestart());
            run(4, "later");
        }
    }

    @Test
    void aStoreFileTakenAwayIsNoticed() throws IOException {
        Files.delete(data.resolve("engines/bdbje/shop/00000000.jdb"));
        assertTrue(doubtAfterRestart().startsWith("files below engines "));
    }

    @Test
    void oneFilePutBackInPlaceIsNamed() throws IOException {
        for (String file : List.of("identity", "incarnation", "key-epochs")) {
            inPlace(backup.resolve(file), data.resolve(file));
            times(backup.resolve(file), data.resolve(file));
            assertEquals(
                    "the file " + file + " was replaced or written to after the shutdown: it was copied or restored",
                    doubtAfterRestart());
            run(4, "later");
        }
    }

    @Test
    void anOldMarkPutBackAfterACrashIsNoticed() throws IOException {
        DataDirectory.open(data, CLUSTER, NODE).incarnate(Optional.empty(), () -> FIRST);
        byNewFile(backup.resolve("clean-shutdown"), data.resolve("clean-shutdown"));
        assertTrue(doubtAfterRestart().endsWith("copied or restored"));
    }

    @Test
    void aCopyByHardLinksIsAnotherDirectory() throws IOException {
        Path copy = parent.resolve("linked");
        copy(data, copy, (from, to) -> Files.createLink(to, from));
        data = copy;
        assertTrue(doubtAfterRestart().startsWith("the data directory is not the one"));
        assertFalse(Files.exists(copy.resolve("clean-shutdown"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aDirectoryReachedByASymbolicLinkIsTheSame() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), data);
        data = link;
        assertEquals("none", doubtAfterRestart());
    }
}
